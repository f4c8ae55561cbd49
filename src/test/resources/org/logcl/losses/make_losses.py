#!/usr/bin/env python3
"""Regenerates every CSV file beside this script. README.md says what they hold.

PyTorch is not used: its documented formulas are computed in float64, in a form that loses no digits, at the very float32
inputs that the file holds. Gradients are held against central differences of the plain formula in decimal arithmetic.
"""
import csv
import math
import pathlib
import random
import struct
from decimal import Decimal, getcontext

HERE = pathlib.Path(__file__).resolve().parent
getcontext().prec = 60
STEP = Decimal(2) ** -60


def single(value):
    """The nearest float32."""
    return struct.unpack("f", struct.pack("f", value))[0]


def text(value):
    """A float32 with the fewest digits that give it again when read as float32."""
    for digits in range(1, 10):
        shown = f"{value:.{digits}g}"
        if single(float(shown)) == value:
            return shown
    raise AssertionError(value)


def write(name, width, rows, positive=()):
    """Rows of (logits, targets, weight, loss, gradient); one target is y, several are y0, y1, ...; positive weights are q0, q1, ..."""
    titles = [f"z{j}" for j in range(width)]
    titles += ["y"] if isinstance(rows[0][1], int) else [f"y{j}" for j in range(width)]
    titles += [f"q{j}" for j in range(len(positive))]
    titles += ["weight", "trueLoss"] + [f"trueGrad{j}" for j in range(width)]
    with open(HERE / name, "w", newline="", encoding="ascii") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(titles)
        for z, y, weight, loss, gradient in rows:
            targets = [y] if isinstance(y, int) else [text(v) for v in y]
            targets += [text(v) for v in positive]
            out.writerow(
                [text(v) for v in z] + targets + [text(weight), repr(weight * loss)] + [repr(weight * g) for g in gradient]
            )


# ---- CrossEntropyLoss(label_smoothing=e) ----------------------------------------------------------------------------


def smooth(z, y, e):
    """(1 - e) (lse - z_y) + e / C sum_c (lse - z_c), and softmax - (1 - e) [c = y] - e / C."""
    c = len(z)
    top = max(range(c), key=lambda j: z[j])
    exps = [math.exp(v - z[top]) for v in z]
    rest = math.fsum(exps[:top] + exps[top + 1 :])
    nll = [(z[top] - v) + math.log1p(rest) for v in z]
    loss = (1 - e) * nll[y] + e / c * math.fsum(nll)
    others = [math.fsum(exps[:j] + exps[j + 1 :]) / (1 + rest) for j in range(c)]
    gradient = [e - e / c - others[j] if j == y else exps[j] / (1 + rest) - e / c for j in range(c)]
    return loss, gradient


def plain_smooth(z, y, e):
    lse = sum(v.exp() for v in z).ln()
    return (1 - e) * (lse - z[y]) + e / len(z) * sum(lse - v for v in z)


# ---- BCEWithLogitsLoss, summed over the labels of a row -------------------------------------------------------------


def labels(z, y):
    """sum_c y_c log(1 + e^-z_c) + (1 - y_c) log(1 + e^z_c), and sigmoid - y."""
    losses, gradient = [], []
    for v, t in zip(z, y):
        tail = math.exp(-abs(v))
        larger, smaller = 1 / (1 + tail), tail / (1 + tail)
        p, q = (larger, smaller) if v >= 0 else (smaller, larger)
        losses.append((max(v, 0) - v * t) + math.log1p(tail) if 0 < t < 1 else math.log1p(tail) + max(v * (1 - 2 * t), 0))
        gradient.append((1 - t) * p - t * q)
    return math.fsum(losses), gradient


def plain_labels(z, y):
    return sum(t * (1 + (-v).exp()).ln() + (1 - t) * (1 + v.exp()).ln() for v, t in zip(z, y))


# ---- BCEWithLogitsLoss(pos_weight=q), summed over the labels of a row -----------------------------------------------


def weighted_labels(z, y, q):
    """sum_c q_c y_c log(1 + e^-z_c) + (1 - y_c) log(1 + e^z_c), and (1 - y) sigmoid - q y (1 - sigmoid)."""
    losses, gradient = [], []
    for v, t, w in zip(z, y, q):
        tail = math.exp(-abs(v))
        larger, smaller = 1 / (1 + tail), tail / (1 + tail)
        p, rest = (larger, smaller) if v >= 0 else (smaller, larger)
        losses += [w * t * (math.log1p(tail) + max(-v, 0)), (1 - t) * (math.log1p(tail) + max(v, 0))]
        gradient.append((1 - t) * p - w * t * rest)
    return math.fsum(losses), gradient


def plain_weighted_labels(z, y, q):
    return sum(w * t * (1 + (-v).exp()).ln() + (1 - t) * (1 + v.exp()).ln() for v, t, w in zip(z, y, q))


# ---- inputs ---------------------------------------------------------------------------------------------------------


def check(plain, z, loss, gradient):
    """Loss and gradient against the plain formula and its central differences, to 1e-12."""
    exact = [Decimal(v) for v in z]
    assert abs(float(plain(exact)) - loss) <= 1e-12 * (1 + loss), (z, loss)
    for j, g in enumerate(gradient):
        up, down = exact[:], exact[:]
        up[j] += STEP
        down[j] -= STEP
        slope = float((plain(up) - plain(down)) / (2 * STEP))
        assert abs(slope - g) <= 1e-12, (z, j, slope, g)


def logits_for(width, source):
    """Leads of 17, 50 and 100, ties, a large common offset, and ordinary rows."""
    rows = [[float(lead) if j == place else 0.0 for j in range(width)] for lead in (17, 50, 100) for place in (0, width - 1)]
    rows.append([0.0] * width)
    rows.append([1000 + 0.5 * (j % 2) for j in range(width)])
    rows.extend([single(round(source.gauss(0, 3), 3)) for _ in range(width)] for _ in range(8))
    return rows


def weight(i):
    return single((1, 0.5, 2, 0.3, 3.25, 0, 0.125)[i % 7])


def smooth_file(name, width, smoothing):
    source = random.Random(width)
    e = single(smoothing)
    rows = []
    for i, z in enumerate(logits_for(width, source)):
        y = i * 2 % width
        loss, gradient = smooth(z, y, e)
        check(lambda v: plain_smooth(v, y, Decimal(e)), z, loss, gradient)
        rows.append((z, y, weight(i), loss, gradient))
    write(name, width, rows)


def label_file(name, width):
    source = random.Random(width)
    rows = []
    for i, z in enumerate(logits_for(width, source)):
        y = [single(source.choice((0.0, 1.0, 0.0, 1.0, 0.25, 0.7))) for _ in range(width)]
        loss, gradient = labels(z, y)
        check(lambda v: plain_labels(v, [Decimal(t) for t in y]), z, loss, gradient)
        rows.append((z, y, weight(i), loss, gradient))
    write(name, width, rows)


def positive_file(name, width):
    source = random.Random(width + 1)
    q = [single((3, 0.25, 1, 17.5, 0, 1.1)[c % 6]) for c in range(width)]
    rows = []
    for i, z in enumerate(logits_for(width, source)):
        y = [single(source.choice((0.0, 1.0, 0.0, 1.0, 0.25, 0.7))) for _ in range(width)]
        loss, gradient = weighted_labels(z, y, q)
        check(lambda v: plain_weighted_labels(v, [Decimal(t) for t in y], [Decimal(w) for w in q]), z, loss, gradient)
        rows.append((z, y, weight(i), loss, gradient))
    write(name, width, rows, q)


def main():
    for old in HERE.glob("*.csv"):
        old.unlink()
    smooth_file("smooth_c2_e01.csv", 2, 0.1)
    smooth_file("smooth_c3_e0.csv", 3, 0)
    smooth_file("smooth_c3_e02.csv", 3, 0.2)
    smooth_file("smooth_c10_e09.csv", 10, 0.9)
    for width in (2, 3, 70):
        label_file(f"multilabel_l{width}.csv", width)
        positive_file(f"positive_l{width}.csv", width)


if __name__ == "__main__":
    main()
