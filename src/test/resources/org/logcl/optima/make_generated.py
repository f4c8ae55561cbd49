"""Optima of generated rows at C = 1, free intercept. Writes generated.csv beside itself.

Run from anywhere: python3 make_generated.py. Ten minutes. Made with scikit-learn 1.2.1 and SciPy 1.10.1 (Debian 12),
x86-64.

The rows are those of DrawnRows among the tests, bit for bit: Java's SplittableRandom, 1,024 rows a seed. With L2 alone
the optimum is scikit-learn's; its saga, for L1, takes 14 s an epoch and would take hours, so that there it is that of
SciPy's L-BFGS-B on the parts over and under 0 of each weight. What is left of the gradient, or of what holds a weight at
0, is looked at. Where L2 has the curvature c, the objective, at its minimum over the intercepts, is at most the squared
norm of that by 2 c above its least value; with L1 alone it is at most the largest part of it times the sum of the
distances to the optimum's weights, no more than twice the sum of |w|.
"""

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression

from make_optima import HERE

BLOCK = 1024


def random(seed, count):
    """What nextLong of SplittableRandom(seed) gives."""
    z = np.uint64(seed & (2**64 - 1)) + np.uint64(0x9E3779B97F4A7C15) * np.arange(1, count + 1, dtype=np.uint64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def normal(bits):
    """Nearly normal, of variance 1, in float32: the sum of four 16-bit numbers."""
    total = sum(((bits >> np.uint64(shift)) & np.uint64(0xFFFF)).astype(np.int64) for shift in (0, 16, 32, 48))
    return (total - 131070).astype(np.float32) * (np.float32(1) / np.float32(37837))


def drawn(rows, features, classes):
    bits = np.concatenate(
        [
            random(block, (features + 1) * min(BLOCK, rows - block * BLOCK)).reshape(-1, features + 1)
            for block in range((rows + BLOCK - 1) // BLOCK)
        ]
    )
    x = normal(bits[:, :features])
    share = (bits[:, features] >> np.uint64(11)).astype(np.float64) * 2.0**-53
    parameters = normal(random(-1, (features + 1) * classes)).reshape(features + 1, classes)
    weights = parameters[:features] * np.float32(1 / np.sqrt(features))
    z = 2.0 * x.astype(np.float64) @ weights.astype(np.float64) + parameters[features]
    below = np.cumsum(np.exp(z), axis=1)
    y = (below[:, :-1] <= (share * below[:, -1])[:, None]).sum(axis=1)
    # Every class has a row, however few there are.
    y[:classes] = np.arange(classes)
    return x, y


def smooth(x, y, w, b, l2):
    """Sum of losses + l2 |w|^2 / 2 in double, its gradient by w and by b, and its curvatures in b."""
    log_p = log_softmax(x @ w + b, axis=1)
    own = np.arange(len(y)), y
    value = -log_p[own].sum() + l2 * (w**2).sum() / 2
    p = np.exp(log_p)
    spread = (p * (1 - p)).sum(axis=0)
    p[own] -= 1
    return value, x.T @ p + l2 * w, p.sum(axis=0), spread


def with_l1(x, y, l1, l2):
    """Weights and intercepts at the optimum."""
    size, classes = x.shape[1] * (y.max() + 1), y.max() + 1

    def split(point):
        return (point[:size] - point[size : 2 * size]).reshape(-1, classes), point[2 * size :]

    def objective(point):
        value, by_w, by_b, _ = smooth(x, y, *split(point), l2)
        by_w = by_w.ravel()
        return value + l1 * point[: 2 * size].sum(), np.concatenate([l1 + by_w, l1 - by_w, by_b])

    found = minimize(
        objective,
        np.zeros(2 * size + classes),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * size) + [(None, None)] * classes,
        options=dict(maxcor=30, maxiter=3000, maxfun=4000, ftol=1e-15, gtol=1e-5),
    )
    return split(found.x)


def optimum(x, y, l1):
    l2 = 1 - l1
    if l1 == 0:
        model = LogisticRegression(multi_class="multinomial", solver="newton-cg", tol=1e-4, max_iter=1000).fit(x, y)
        w, b = model.coef_.T, model.intercept_
    else:
        w, b = with_l1(x, y, l1, l2)
    value, by_w, by_b, spread = smooth(x, y, w, b, l2)
    value += l1 * np.abs(w).sum()
    left = np.where(w == 0, np.maximum(np.abs(by_w) - l1, 0), np.abs(by_w + l1 * np.sign(w)))
    below = (left**2).sum() / (2 * l2) if l2 > 0 else 2 * np.abs(w).sum() * left.max()
    below += (by_b**2 / spread).sum() / 2
    print(f"l1 {l1}: {value:.9f}, at most {below:.2g} above the least")
    assert below < 2e-6 * value
    return value


def main():
    x, y = drawn(20000, 512, 100)
    x = x.astype(np.float64)
    with open(HERE / "generated.csv", "w") as file:
        print("rows,features,classes,l1Ratio,objective", file=file)
        for l1 in (0, 0.5, 1):
            print(f"20000,512,100,{l1},{optimum(x, y, l1):.9f}", file=file, flush=True)


if __name__ == "__main__":
    np.seterr(over="ignore")
    main()
