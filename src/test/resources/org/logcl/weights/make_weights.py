"""Class weights and weighted optima of scikit-learn. Writes balanced.csv and optima.csv beside itself.

Run from anywhere: python3 make_weights.py. A minute. Made with scikit-learn 1.2.1 (Debian 12), x86-64.

This scikit-learn balances by counts of rows, whatever their weights. So rows of a whole weight are there that often:
what a weight means.
"""

import csv
import pathlib
import warnings

import numpy as np
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_class_weight

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parents[5] / "examples"


def balanced():
    """Weights of rows, and the balanced weight of each row's class."""
    random = np.random.default_rng(5)
    with open(HERE / "balanced.csv", "w") as file:
        print("case,class,weight,classWeight", file=file)
        for case, shares, weighted in (
            ("even", [0.5, 0.5], False),
            ("rare", [0.9, 0.1], False),
            ("three", [0.6, 0.1, 0.3], False),
            ("three_weighted", [0.6, 0.1, 0.3], True),
            ("ten_weighted", np.arange(1, 11) / 55, True),
        ):
            y = np.concatenate([np.arange(len(shares)), random.choice(len(shares), size=40, p=shares)])
            weights = random.integers(1, 5, size=len(y)) if weighted else np.ones(len(y), dtype=int)
            by_class = compute_class_weight("balanced", classes=np.unique(y), y=np.repeat(y, weights))
            for c, weight in zip(y, weights):
                print(f"{case},{c},{weight},{by_class[c]!r}", file=file)


def read(name, target):
    with open(EXAMPLES / name) as file:
        rows = list(csv.reader(file))
    at = rows[0].index(target)
    x = np.array([[float(v) for i, v in enumerate(row) if i != at] for row in rows[1:]])
    labels = sorted({row[at] for row in rows[1:]})
    return x, np.array([labels.index(row[at]) for row in rows[1:]])


def optimum(x, y, repeats, class_weight):
    """Sum of weighted losses + |w|^2 / 2 at its least. Row i is there repeats[i] times."""
    x, y = np.repeat(x, repeats, axis=0), np.repeat(y, repeats)
    if y.max() == 1:
        x = (x - x.mean(axis=0)) / x.std(axis=0)
    settings = dict(multi_class="multinomial") if y.max() > 1 else {}
    model = LogisticRegression(
        C=1.0, solver="newton-cg", tol=1e-7, max_iter=10**6, class_weight=class_weight, **settings
    ).fit(x, y)
    by_class = compute_class_weight(class_weight, classes=np.unique(y), y=y)
    z = x @ model.coef_.T + model.intercept_
    if len(model.coef_) == 1:
        z = np.hstack([np.zeros((len(x), 1)), z])
    losses = -log_softmax(z, axis=1)[np.arange(len(y)), y]
    return (by_class[y] * losses).sum() + (model.coef_**2).sum() / 2


def main():
    warnings.simplefilter("error")
    balanced()
    x, y = read("breast_cancer.csv", "diagnosis")
    cancer = x, y
    x, y = read("digits.csv", "digit")
    digits = x / 16, y
    with open(HERE / "optima.csv", "w") as file:
        print("data,repeats,classWeight,objective", file=file)
        for name, (x, y), class_weight, text in (
            ("breast_cancer", cancer, "balanced", "balanced"),
            ("breast_cancer", cancer, {0: 1, 1: 3}, "given"),
            ("digits", digits, {3: 2.5, 8: 0.25}, "given"),
        ):
            for most in (1, 3):
                # Row i is there 1 + i % most times.
                value = optimum(x, y, 1 + np.arange(len(y)) % most, class_weight)
                print(f"{name},{most},{text},{value:.9f}", file=file, flush=True)


if __name__ == "__main__":
    main()
