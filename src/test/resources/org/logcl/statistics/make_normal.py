"""Two-sided tails of the standard normal distribution and its quantiles, by mpmath 1.3 in 60 digits.

Run in this folder: python3 make_normal.py. Writes normal.csv and quantiles.csv.
"""
from mpmath import erfc, erfinv, mp, mpf, nstr, sqrt

mp.dps = 60
with open("normal.csv", "w") as out:
    out.write("z,p\n")
    points = [i / 64 for i in range(0, 640, 3)] + [1 - 2**-53, 1.0, 1 + 2**-52, 1e-300, 1e-10]
    points += [10 + i / 8 for i in range(1, 221, 2)] + [37.6, 0.1, 1.96, 3.3, 8.3, 19.7, 33.1]
    for z in sorted(points):
        out.write(f"{z!r},{nstr(erfc(mpf(z) / sqrt(2)), 20)}\n")
with open("quantiles.csv", "w") as out:
    out.write("level,z\n")
    for level in [0.1, 0.5, 0.6826894921370859, 0.8, 0.9, 0.95, 0.99, 0.999, 1 - 2**-20, 1 - 2**-53]:
        out.write(f"{level!r},{nstr(sqrt(2) * erfinv(mpf(level)), 20)}\n")
