"""Optima under bounds on coefficients, at C = 1. Writes bounds.csv beside itself.

Run from anywhere: python3 make_bounds.py. Some seconds. Made with SciPy 1.10.1 (Debian 12), x86-64.
"""

import numpy as np

from make_optima import HERE, read
from tight import optimum

INFINITY = float("inf")


def main():
    x, y = read("breast_cancer.csv", "diagnosis")
    cancer = (x - x.mean(axis=0)) / x.std(axis=0), y
    x, y = read("digits.csv", "digit")
    digits = x / 16, y
    with open(HERE / "bounds.csv", "w") as file:
        print("data,lower,upper,interceptLower,interceptUpper,l1Ratio,objective", file=file)
        for name, (x, y), lower, upper, below, above in (
            ("breast_cancer", cancer, 0, INFINITY, -INFINITY, INFINITY),
            ("breast_cancer", cancer, -INFINITY, 0.25, -INFINITY, INFINITY),
            ("breast_cancer", cancer, -0.5, 0.5, 0, 0.125),
            ("digits", digits, -0.5, 0.5, -INFINITY, INFINITY),
            ("digits", digits, 0, INFINITY, -1, 1),
        ):
            for l1_ratio in (0, 0.5, 1):
                bounds = [np.array([v] * x.shape[1] + [w]) for v, w in ((lower, below), (upper, above))]
                value = optimum(x, y, l1_ratio, 1 - l1_ratio, *bounds)
                line = [name, lower, upper, below, above, l1_ratio, f"{value:.9f}"]
                # Java's names of the infinities.
                print(",".join(map(str, line)).replace("inf", "Infinity"), file=file, flush=True)


if __name__ == "__main__":
    main()
