"""The optimum of generated rows at C = 1, free intercept. Writes generated.csv beside itself.

Run from anywhere: python3 make_generated.py. Some minutes. Made with scikit-learn 1.2.1 (Debian 12), x86-64.

The rows are those of DrawnRows among the tests, bit for bit: Java's SplittableRandom, 1,024 rows a seed. The penalty's
curvature is 1, so that the objective, at its minimum over the intercepts, is at most half the squared norm of the
weights' gradient above its least value; that is looked at, with the intercepts' own share.
"""

import warnings

import numpy as np
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


def objective(x, y, w, b):
    """J = sum of losses + |w|^2 / 2 in double, and how far below it the least value may lie."""
    z = x @ w + b
    log_p = log_softmax(z, axis=1)
    p = np.exp(log_p)
    spread = (p * (1 - p)).sum(axis=0)
    own = np.arange(len(y)), y
    value = -log_p[own].sum() + (w**2).sum() / 2
    p[own] -= 1
    return value, ((x.T @ p + w) ** 2).sum() / 2 + (p.sum(axis=0) ** 2 / spread).sum() / 2


def main():
    warnings.simplefilter("error")
    x, y = drawn(20000, 512, 100)
    x = x.astype(np.float64)
    model = LogisticRegression(C=1.0, multi_class="multinomial", solver="newton-cg", tol=1e-4, max_iter=1000).fit(x, y)
    value, below = objective(x, y, model.coef_.T, model.intercept_)
    assert below < 1e-8 * value, below
    with open(HERE / "generated.csv", "w") as file:
        print("rows,features,classes,objective", file=file)
        print(f"20000,512,100,{value:.9f}", file=file)


if __name__ == "__main__":
    np.seterr(over="ignore")
    main()
