"""Cross-validated log losses of scikit-learn for the tests of the choice of penalties. Writes folds.csv and losses.csv
beside itself: the fold of each row, and for each C the mean held-out log loss over rows and its standard error.

The folds are LogCL's, from an implementation of their own here; in each, the features are standardised by the training
rows, and LogisticRegression is fitted to its tight optimum, as LogisticRegressionCV does fold by fold.

Run from anywhere: python3 make_select.py. A minute. Made with scikit-learn 1.2.1 (Debian 12), x86-64.
"""

import csv
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parents[5] / "examples"
FOLDS = 5
SEED = 7
MASK = 2**64 - 1


def read(name, target):
    with open(EXAMPLES / name) as file:
        rows = list(csv.reader(file))
    at = rows[0].index(target)
    x = np.array([[float(v) for i, v in enumerate(row) if i != at] for row in rows[1:]])
    labels = sorted({row[at] for row in rows[1:]})
    return x, np.array([labels.index(row[at]) for row in rows[1:]])


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def signed_hash(seed, row):
    value = mix((mix(seed & MASK) + row * 0x9E3779B97F4A7C15) & MASK)
    return value - 2**64 if value >> 63 else value


def folds(y, count, seed):
    """The fold of each row: class by class, the rows in the order of their hashes, in turn."""
    fold = np.full(len(y), -1)
    dealt = 0
    for c in range(y.max() + 1):
        rows = sorted(np.flatnonzero(y == c), key=lambda row: signed_hash(seed, int(row)))
        for row in rows if len(rows) > 1 else []:
            fold[row] = dealt % count
            dealt += 1
    return fold


def fit(x, y, c):
    """The tightest fit whose line search does not end in double's rounding; the gradient of the sum is under 1e-5."""
    settings = dict(C=c, solver="newton-cg", max_iter=10**6)
    if y.max() > 1:
        settings["multi_class"] = "multinomial"
    for tol in (1e-8, 1e-7, 1e-6, 1e-5):
        try:
            return LogisticRegression(tol=tol, **settings).fit(x, y)
        except Warning:
            pass
    raise RuntimeError(f"no fit at C = {c}")


def main():
    warnings.simplefilter("error")
    cases = {
        "breast_cancer": ("diagnosis", (0.001, 0.01, 0.1, 1.0, 10.0)),
        "digits": ("digit", (0.0001, 0.001, 0.01, 0.1)),
    }
    with open(HERE / "folds.csv", "w") as of_rows, open(HERE / "losses.csv", "w") as losses:
        print("data,row,fold", file=of_rows)
        print("data,C,logLoss,standardError,accuracy", file=losses)
        for name, (target, cs) in cases.items():
            x, y = read(name + ".csv", target)
            fold = folds(y, FOLDS, SEED)
            for row, f in enumerate(fold):
                print(f"{name},{row},{f}", file=of_rows)
            sizes = np.bincount(fold)
            for c in cs:
                scores, correct = [], 0
                for f in range(FOLDS):
                    scaler = StandardScaler().fit(x[fold != f])
                    model = fit(scaler.transform(x[fold != f]), y[fold != f], c)
                    held = scaler.transform(x[fold == f])
                    scores.append(log_loss(y[fold == f], model.predict_proba(held)))
                    correct += (model.predict(held) == y[fold == f]).sum()
                mean = np.average(scores, weights=sizes)
                error = np.sqrt(np.average((scores - mean) ** 2, weights=sizes) / (FOLDS - 1))
                print(f"{name},{c!r},{mean:.9f},{error:.9f},{correct / len(y):.9f}", file=losses, flush=True)


if __name__ == "__main__":
    main()
