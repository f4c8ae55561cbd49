#!/usr/bin/env python3
"""Regenerates every CSV file beside this script. README.md says what they hold.

Minima are found by Newton's method in decimal arithmetic of 50 digits, and held against SciPy and scikit-learn, which
stop earlier. Thresholds are found by trying each, in exact fractions.
"""
import csv
import math
import pathlib
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.calibration import _SigmoidCalibration

HERE = pathlib.Path(__file__).resolve().parent
getcontext().prec = 50


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="ascii") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([str(v) if isinstance(v, (str, int, np.integer)) else repr(float(v)) for v in row] for row in rows)


# ---- temperature ----------------------------------------------------------------------------------------------------


def temperature_loss(z, y, w, beta):
    """Mean loss, first and second derivative by the inverse temperature, in decimal."""
    loss = slope = curvature = total = Decimal(0)
    for row, target, weight in zip(z, y, w):
        if weight == 0:
            continue
        row = [Decimal(float(v)) for v in row]
        weight = Decimal(float(weight))
        e = [(beta * v).exp() for v in row]
        s = sum(e)
        first = sum(a * b for a, b in zip(e, row)) / s
        second = sum(a * b * b for a, b in zip(e, row)) / s
        loss += weight * (s.ln() - beta * row[target])
        slope += weight * (first - row[target])
        curvature += weight * (second - first * first)
        total += weight
    return loss / total, slope / total, curvature / total


def temperature(z, y, w):
    beta = Decimal(1) / 2
    for _ in range(60):
        _, slope, curvature = temperature_loss(z, y, w, beta)
        step = slope / curvature
        beta = max(beta / 4, min(beta * 4, beta - step))
        if abs(step) < Decimal(10) ** -40:
            break
    assert abs(slope) < Decimal(10) ** -30, slope
    theirs = minimize_scalar(
        lambda b: math.fsum(
            v * (logsumexp(b * r) - b * r[t]) for r, t, v in zip(z, y, w)), bounds=(1e-3, 50), method="bounded",
        options={"xatol": 1e-9})
    assert abs(theirs.x - float(beta)) < 1e-5 * float(beta), (theirs.x, beta)
    return {
        "temperature": 1 / beta,
        "logLoss": temperature_loss(z, y, w, beta)[0],
        "uncalibratedLogLoss": temperature_loss(z, y, w, Decimal(1))[0],
    }


# ---- Platt ----------------------------------------------------------------------------------------------------------


def platt(f, y, w):
    yes, no = (sum(Decimal(float(v)) for v, t in zip(w, y) if t == side) for side in (1, 0))
    targets = [(yes + 1) / (yes + 2) if t else 1 / (no + 2) for t in y]
    a, b = Decimal(0), ((no + 1) / (yes + 1)).ln()
    scores = [Decimal(float(v)) for v in f]
    weights = [Decimal(float(v)) for v in w]
    for _ in range(100):
        p = [1 / (1 + (a * s + b).exp()) for s in scores]
        ga = sum(v * (t - q) * s for v, t, q, s in zip(weights, targets, p, scores))
        gb = sum(v * (t - q) for v, t, q in zip(weights, targets, p))
        haa = sum(v * q * (1 - q) * s * s for v, q, s in zip(weights, p, scores))
        hab = sum(v * q * (1 - q) * s for v, q, s in zip(weights, p, scores))
        hbb = sum(v * q * (1 - q) for v, q in zip(weights, p))
        determinant = haa * hbb - hab * hab
        da = -(hbb * ga - hab * gb) / determinant
        db = -(haa * gb - hab * ga) / determinant
        # Short steps far off, where a whole one may overshoot.
        size = min(Decimal(1), Decimal(2) / (1 + abs(da) + abs(db)))
        a, b = a + size * da, b + size * db
        if abs(da) + abs(db) < Decimal(10) ** -40:
            break
    assert abs(ga) + abs(gb) < Decimal(10) ** -30, (ga, gb)
    theirs = _SigmoidCalibration().fit(f, y, sample_weight=np.asarray(w, float))
    assert abs(theirs.a_ - float(a)) < 1e-3 * (1 + abs(float(a))), (theirs.a_, a)
    assert abs(theirs.b_ - float(b)) < 1e-3 * (1 + abs(float(b))), (theirs.b_, b)
    return {"a": a, "b": b}


# ---- threshold ------------------------------------------------------------------------------------------------------


def thresholds(f, y, w):
    """Every threshold from the highest: (value, precision, recall, f1, balanced accuracy)."""
    positives, negatives = (sum(Fraction(v) for v, t in zip(w, y) if t == side) for side in (1, 0))
    for value in sorted(set(f), reverse=True):
        tp, fp = (sum(Fraction(v) for v, t, s in zip(w, y, f) if t == side and s >= value) for side in (1, 0))
        if tp + fp > 0:
            recall = tp / positives
            yield value, tp / (tp + fp), recall, 2 * tp / (positives + tp + fp), (recall + 1 - fp / negatives) / 2


def threshold(f, y, w):
    each = list(thresholds(f, y, w))
    chosen = {
        "f1": max(each, key=lambda t: t[3]),
        "balancedAccuracy": max(each, key=lambda t: t[4]),
        "precision0.75": max((t for t in each if t[1] >= 0.75), key=lambda t: (t[2], t[1])),
        "recall0.9": max((t for t in each if t[2] >= 0.9), key=lambda t: (t[1], t[2])),
        "recall1": max((t for t in each if t[2] >= 1), key=lambda t: (t[1], t[2])),
    }
    return {
        f"{goal}.{name}": value
        for goal, found in chosen.items()
        for name, value in zip(("value", "precision", "recall", "f1", "balancedAccuracy"), found)
    }


# ---- the cases ------------------------------------------------------------------------------------------------------


def main():
    random = np.random.default_rng(20260802)
    expected = []

    def case(name, z, y, w, figures):
        z = np.asarray(z, float)
        z = z.reshape(len(z), -1)
        write(f"{name}.csv", [f"z{c}" for c in range(z.shape[1])] + ["y", "w"], ([*z[i], y[i], w[i]] for i in range(len(y))))
        for weighted, weights in ((0, np.ones(len(y))), (1, w)):
            expected.extend((name, weighted, figure, value) for figure, value in figures(weights).items())

    def dyadic(n):
        return random.choice([0, 0.25, 0.5, 1, 1, 2, 3.75], n)

    for name, n, classes, scale in (("temperature2", 80, 2, 3.0), ("temperature5", 90, 5, 0.3), ("temperature3", 70, 3, 40.0)):
        z = random.normal(0, 1, (n, classes))
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        y = np.array([random.choice(classes, p=r) for r in p])
        z *= scale
        case(name, z, y, dyadic(n), lambda w: temperature(z, y, w))

    f = random.normal(0.5, 1.5, 80)
    y = (random.random(80) < 1 / (1 + np.exp(-1.3 * f + 0.4))).astype(int)
    case("platt", f, y, random.uniform(0.1, 3, 80), lambda w: platt(f, y, w))
    # Scores part the classes: without smoothed targets the slope would be infinite.
    f = np.array([-2, -1.5, -1, 1, 1.25, 3, 4])
    y = np.array([0, 0, 0, 1, 1, 1, 1])
    case("platt_parted", f, y, np.array([1, 2, 1, 0.5, 1, 1, 3]), lambda w: platt(f, y, w))

    f = random.integers(-20, 21, 150) / 16
    y = (random.random(150) < 1 / (1 + np.exp(-3 * f))).astype(int)
    case("threshold_ties", f, y, dyadic(150), lambda w: threshold(f, y, w))
    f = random.random(60)
    y = (random.random(60) < f).astype(int)
    case("threshold", f, y, dyadic(60), lambda w: threshold(f, y, w))

    write("expected.csv", ["case", "weighted", "figure", "value"], expected)
    for line in expected:
        print(*line[:3], float(line[3]))


if __name__ == "__main__":
    main()
