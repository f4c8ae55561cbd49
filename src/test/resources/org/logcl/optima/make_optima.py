"""Tight optima of scikit-learn for the tests of the full-batch optimizers. Writes optima.csv beside itself.

Run from anywhere: python3 make_optima.py. Some minutes. Made with scikit-learn 1.2.1 (Debian 12), x86-64.
"""

import csv
import pathlib
import warnings

import numpy as np
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parents[5] / "examples"


def read(name, target):
    with open(EXAMPLES / name) as file:
        rows = list(csv.reader(file))
    at = rows[0].index(target)
    x = np.array([[float(v) for i, v in enumerate(row) if i != at] for row in rows[1:]])
    labels = sorted({row[at] for row in rows[1:]})
    return x, np.array([labels.index(row[at]) for row in rows[1:]])


def objective(x, y, model, intercept, l1_ratio):
    """Sum of losses + (1 - r)/2 |w|^2 + r |w|_1 in double, the penalty at C = 1."""
    w = model.coef_
    z = x @ w.T + model.intercept_
    if len(w) == 1:
        z = np.hstack([np.zeros((len(x), 1)), z])
    loss = -log_softmax(z, axis=1)[np.arange(len(y)), y].sum()
    return loss + (1 - l1_ratio) / 2 * (w**2).sum() + l1_ratio * np.abs(w).sum()


def optimum(x, y, intercept, l1_ratio):
    if intercept == "penalized":
        # One more feature, always 1, whose weight is penalized like any other.
        x = np.hstack([x, np.ones((len(x), 1))])
    settings = dict(C=1.0, fit_intercept=intercept == "free", max_iter=10**6)
    if y.max() > 1:
        settings["multi_class"] = "multinomial"
    if l1_ratio == 0:
        model = LogisticRegression(solver="newton-cg", tol=1e-7, **settings)
    else:
        model = LogisticRegression(
            solver="saga", penalty="elasticnet", l1_ratio=l1_ratio, tol=1e-10, random_state=0, **settings
        )
    model.fit(x, y)
    return objective(x, y, model, intercept, l1_ratio)


def main():
    warnings.simplefilter("error")
    x, y = read("breast_cancer.csv", "diagnosis")
    cancer = (x - x.mean(axis=0)) / x.std(axis=0), y
    x, y = read("digits.csv", "digit")
    digits = x / 16, y
    with open(HERE / "optima.csv", "w") as file:
        print("data,intercept,l1Ratio,objective", file=file)
        for name, (x, y) in (("breast_cancer", cancer), ("digits", digits)):
            for intercept in ("free", "penalized", "none"):
                for l1_ratio in (0, 0.5, 1):
                    if intercept != "free" and name == "digits" and l1_ratio > 0:
                        continue
                    value = optimum(x, y, intercept, l1_ratio)
                    print(f"{name},{intercept},{l1_ratio},{value:.9f}", file=file, flush=True)


if __name__ == "__main__":
    main()
