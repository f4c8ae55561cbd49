"""Optima of a9a at C = 1, free intercept. Writes a9a.csv beside itself.

python3 make_a9a.py A9A, the file of the LIBSVM site with labels 0 and 1. Made with SciPy 1.10.1 (Debian 12), x86-64.

tight.py leaves no component of the gradient, or of what holds a coefficient, over 1e-8. A convex function is then no more
than 1e-8 times the sum of the distances to the optimum's coefficients above its minimum: 124 coefficients, none of them
20 away, make that 2.5e-5, 2.4e-9 of it. scikit-learn's saga, run to 1e-10, has 10557.9713 with L1.
"""

import sys

import numpy as np
from sklearn.datasets import load_svmlight_file

from make_optima import HERE
from tight import optimum

INFINITY = float("inf")


def main():
    sparse, labels = load_svmlight_file(sys.argv[1], n_features=123)
    x, y = sparse.toarray(), labels.astype(int)
    everything = [np.full(x.shape[1] + 1, v) for v in (-INFINITY, INFINITY)]
    with open(HERE / "a9a.csv", "w") as file:
        print("l1Ratio,objective", file=file)
        for l1_ratio in (0, 0.5, 1):
            value = optimum(x, y, l1_ratio, 1 - l1_ratio, *everything)
            print(f"{l1_ratio},{value:.9f}", file=file, flush=True)


if __name__ == "__main__":
    main()
