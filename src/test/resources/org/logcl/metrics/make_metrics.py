#!/usr/bin/env python3
"""Regenerates every CSV file beside this script. README.md says what they hold.

Expectations come from scikit-learn where it has the metric, and otherwise from formulas written out here, in exact
fractions where no logarithm is taken.
"""
import csv
import math
import pathlib
import warnings
from fractions import Fraction

import numpy as np
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

HERE = pathlib.Path(__file__).resolve().parent
BINS = 15


# ---- files ----------------------------------------------------------------------------------------------------------


def text(value):
    """A number as Java's parseDouble reads it back, bit for bit."""
    if isinstance(value, (str, int, np.integer)):
        return str(value)
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="ascii") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([text(v) for v in row] for row in rows)


# ---- what scikit-learn does not have --------------------------------------------------------------------------------


def mean(values, weights):
    """Mean by weight, in exact fractions; NaN of nothing."""
    total = sum(map(Fraction, weights))
    if total == 0:
        return math.nan
    return float(sum(Fraction(float(v)) * Fraction(w) for v, w in zip(values, weights)) / total)


def log_loss_exact(p, y, w):
    losses = [-math.log(p[i, y[i]]) if p[i, y[i]] > 0 else math.inf for i in range(len(y))]
    return math.fsum(l * v for l, v in zip(losses, w) if v > 0) / math.fsum(w)


def log_loss_clipped(p, y, w, eps):
    q = np.clip(p, eps, 1 - eps)
    losses = [-math.log(q[i, y[i]] / math.fsum(q[i])) for i in range(len(y))]
    return math.fsum(l * v for l, v in zip(losses, w)) / math.fsum(w)


def prior(y, w, classes):
    total = math.fsum(w)
    shares = [math.fsum(w[y == c]) / total for c in range(classes)]
    return -math.fsum(s * math.log(s) for s in shares if s > 0)


def bin_of(p):
    """The number of inner edges below p, with NumPy's edges."""
    edges = np.linspace(0, 1, BINS + 1)
    return int(np.sum(edges[1:-1] < p))


def reliability(p, happened, w):
    """Per bin: rows, weight, mean probability, frequency."""
    bins = [bin_of(v) for v in p]
    result = []
    for k in range(BINS):
        chosen = [i for i in range(len(p)) if bins[i] == k]
        weights = [w[i] for i in chosen]
        result.append((
            len(chosen),
            math.fsum(weights),
            mean([p[i] for i in chosen], weights),
            mean([int(happened[i]) for i in chosen], weights),
        ))
    return result


def expected_error(bins):
    used = [(w, abs(q - f)) for _, w, q, f in bins if w > 0]
    return math.fsum(w * g for w, g in used) / math.fsum(w for w, _ in used)


def maximum_error(bins):
    return max(abs(q - f) for _, w, q, f in bins if w > 0)


def average_precision_by_definition(positive, score, w):
    """sum_n (R_n - R_{n-1}) P_n over the distinct scores, descending, in exact fractions."""
    total = sum(Fraction(v) for v, y in zip(w, positive) if y)
    area, before = Fraction(0), Fraction(0)
    for t in sorted(set(score), reverse=True):
        tp = sum(Fraction(v) for v, y, s in zip(w, positive, score) if y and s >= t)
        fp = sum(Fraction(v) for v, y, s in zip(w, positive, score) if not y and s >= t)
        if tp + fp > 0:
            area += (tp - before) / total * (tp / (tp + fp))
        before = tp
    return float(area)


def auc_by_pairs(positive, score, w):
    """Share of the pairs, by the product of their weights, that are in order; ties by half. Exact."""
    won = total = Fraction(0)
    for i in np.flatnonzero(positive):
        for j in np.flatnonzero(~positive):
            pair = Fraction(w[i]) * Fraction(w[j])
            total += pair
            won += pair * (1 if score[i] > score[j] else Fraction(1, 2) if score[i] == score[j] else 0)
    return float(won / total) if total else math.nan


def top_k_lowest_first(p, y, w, k):
    order = np.argsort(-p, axis=1, kind="stable")
    return mean([y[i] in order[i, :k] for i in range(len(y))], w)


# ---- a case ---------------------------------------------------------------------------------------------------------


def auc(positive, score, w):
    if len({bool(v) for v, share in zip(positive, w) if share > 0}) < 2:
        return math.nan
    value = sk.roc_auc_score(positive, score, sample_weight=w)
    assert abs(value - auc_by_pairs(positive, score, w)) < 1e-13
    return value


def average_precision(positive, score, w):
    if not any(w[positive] > 0):
        return math.nan
    value = sk.average_precision_score(positive, score, sample_weight=w)
    assert abs(value - average_precision_by_definition(positive, score, w)) < 1e-13
    return value


def one_vs_one(p, y, w, weighted):
    present = [c for c in range(p.shape[1]) if w[y == c].sum() > 0]
    scores, shares = [], []
    for i, a in enumerate(present):
        for b in present[i + 1:]:
            both = (y == a) | (y == b)
            scores.append((auc(y[both] == a, p[both, a], w[both]) + auc(y[both] == b, p[both, b], w[both])) / 2)
            shares.append(w[both].sum())
    if not scores:
        return math.nan
    value = float(np.average(scores, weights=shares if weighted else None))
    if np.all(w == 1) and p.shape[1] > 2:
        theirs = sk.roc_auc_score(
            y, p, multi_class="ovo", average="weighted" if weighted else "macro", labels=range(p.shape[1]))
        assert abs(theirs - value) < 1e-13
        value = theirs
    return value


def figures(p, y, w):
    """(name, value) of every metric."""
    n, classes = p.shape
    labels = list(range(classes))
    unit = np.all(w == 1)
    predicted = np.argmax(p, axis=1)
    loss = sk.log_loss(y, p, sample_weight=w, labels=labels)
    assert abs(loss - log_loss_clipped(p, y, w, 2.0**-52)) < 1e-13 * max(1, loss)
    yield "logLoss.clip", loss
    yield "logLoss.clip1e-15", sk.log_loss(y, p, eps=1e-15, sample_weight=w, labels=labels)
    yield "logLoss.exact", log_loss_exact(p, y, w)
    for c in labels:
        rows = y == c
        some = w[rows].sum() > 0
        yield f"logLoss.clip.{c}", sk.log_loss(y[rows], p[rows], sample_weight=w[rows], labels=labels) if some else math.nan
        yield f"logLoss.exact.{c}", log_loss_exact(p[rows], y[rows], w[rows]) if some else math.nan
    base = prior(y, w, classes)
    yield "prior", base
    yield "skill", 1 - loss / base if base > 0 else math.nan

    yield "accuracy", sk.accuracy_score(y, predicted, sample_weight=w)
    yield "balancedAccuracy", sk.balanced_accuracy_score(y, predicted, sample_weight=w)
    yield "correct", sk.accuracy_score(y, predicted, normalize=False)
    for average in ("macro", "micro", "weighted"):
        precision, recall, f1, _ = sk.precision_recall_fscore_support(
            y, predicted, average=average, sample_weight=w, zero_division=0)
        yield f"precision.{average}", precision
        yield f"recall.{average}", recall
        yield f"f1.{average}", f1
    each = sk.precision_recall_fscore_support(y, predicted, labels=labels, sample_weight=w, zero_division=0)
    matrix = sk.confusion_matrix(y, predicted, labels=labels, sample_weight=w)
    count = sk.confusion_matrix(y, predicted, labels=labels)
    for c in labels:
        # Where scikit-learn puts 0 for a figure that is not defined, LogCL says NaN.
        support, called = matrix[c].sum(), matrix[:, c].sum()
        yield f"precision.{c}", each[0][c] if called > 0 else math.nan
        yield f"recall.{c}", each[1][c] if support > 0 else math.nan
        yield f"f1.{c}", each[2][c] if support + called > 0 else math.nan
        yield f"support.{c}", each[3][c]
        for d in labels:
            yield f"confusion.{c}.{d}", matrix[c, d]
            yield f"count.{c}.{d}", count[c, d]

    for k in range(1, classes + 1):
        yield f"topK.lowest.{k}", top_k_lowest_first(p, y, w, k)
        if classes > 2:
            yield f"topK.highest.{k}", sk.top_k_accuracy_score(y, p, k=k, sample_weight=w, labels=labels)

    one_hot = np.eye(classes)[y]
    yield "brier.multiclass", mean([sum((Fraction(float(a)) - int(b)) ** 2 for a, b in zip(p[i], one_hot[i])) for i in range(n)], w)
    if classes == 2:
        yield "brier.binary", sk.brier_score_loss(y, p[:, 1], sample_weight=w, pos_label=1)
        bins = reliability(p[:, 1], y == 1, w)
        if unit:
            theirs, mean_predicted = calibration_curve(y, p[:, 1], n_bins=BINS, pos_label=1)
            used = [b for b in bins if b[0]]
            assert np.allclose(theirs, [b[3] for b in used], rtol=0, atol=1e-14)
            assert np.allclose(mean_predicted, [b[2] for b in used], rtol=0, atol=1e-14)
        yield from reliability_figures("positive", bins)
    yield from reliability_figures("predicted", reliability(p.max(axis=1), y == predicted, w))

    areas = [auc(y == c, p[:, c], w) for c in labels]
    precisions = [average_precision(y == c, p[:, c], w) for c in labels]
    supports = np.array([w[y == c].sum() for c in labels])
    some = [c for c in labels if supports[c] > 0]
    for c in labels:
        yield f"rocAuc.{c}", areas[c]
        yield f"averagePrecision.{c}", precisions[c]
    for average, weights in (("macro", np.ones(len(some))), ("weighted", supports[some])):
        ovr = float(np.average([areas[c] for c in some], weights=weights))
        ap = float(np.average([precisions[c] for c in some], weights=weights))
        if len(some) == classes and classes > 2:
            theirs = sk.roc_auc_score(y, p, multi_class="ovr", average=average, sample_weight=w)
            assert abs(theirs - ovr) < 1e-14
            ovr = theirs
            theirs = sk.average_precision_score(one_hot, p, average=average, sample_weight=w)
            assert abs(theirs - ap) < 1e-14
            ap = theirs
        yield f"oneVsRest.{average}", ovr
        yield f"averagePrecision.{average}", ap
        yield f"oneVsOne.{average}", one_vs_one(p, y, w, average == "weighted")


def reliability_figures(what, bins):
    yield f"ece.{what}", expected_error(bins)
    yield f"mce.{what}", maximum_error(bins)
    for k, (rows, weight, probability, frequency) in enumerate(bins):
        yield f"bin.{what}.{k}.rows", rows
        yield f"bin.{what}.{k}.weight", weight
        yield f"bin.{what}.{k}.probability", probability
        yield f"bin.{what}.{k}.frequency", frequency


# ---- the cases ------------------------------------------------------------------------------------------------------


def dyadic(random, n):
    """Weights that sum without rounding, some of them 0."""
    return random.choice([0, 0.25, 0.5, 1, 1, 2, 3.75], n)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def both(p):
    return np.column_stack([1 - np.asarray(p, float), p])


def sixteenths(random, n, classes):
    """Probabilities in sixteenths: exact, with many ties within rows and between them."""
    return random.multinomial(16, random.dirichlet(np.ones(classes)), n) / 16.0


def cases():
    random = np.random.default_rng(20260801)
    z = random.normal(0, 2, 150)
    y = (random.random(150) < 1 / (1 + np.exp(-0.7 * z - 0.5))).astype(int)
    yield "binary", both(1 / (1 + np.exp(-z))), y, random.uniform(0.1, 3, 150)

    p = random.integers(0, 17, 120) / 16.0
    yield "binary_ties", both(p), (random.random(120) < p * 0.8 + 0.1).astype(int), dyadic(random, 120)

    edges = np.linspace(0, 1, BINS + 1)
    p = np.concatenate([edges, np.nextafter(edges[1:-1], 2), np.nextafter(edges[1:-1], -1), [5e-324, 1e-300, 1e-16, 2.0**-53, 1 - 2.0**-53]])
    yield "binary_edges", both(p), (np.arange(len(p)) % 3 > 0).astype(int), dyadic(random, len(p))

    yield "binary_perfect", both([0.1, 0.2, 0.2, 0.9, 0.8]), np.array([0, 0, 0, 1, 1]), np.array([1, 2, 0, 1, 0.5])
    yield "binary_backwards", both([0.9, 0.75, 0.25]), np.array([0, 0, 1]), np.array([1.0, 2, 3])
    yield "binary_constant", both(np.full(9, 0.5)), np.arange(9) % 2, dyadic(random, 9) + 0.25
    yield "binary_only_positive", both([0.25, 0.5, 0.75, 1.0]), np.ones(4, int), np.array([1, 2, 0.5, 0.25])
    yield "binary_only_negative", both([0.25, 0.5, 0.75]), np.zeros(3, int), np.array([1, 2, 0.5])
    yield "binary_one_row", both([0.7]), np.array([1]), np.array([2.5])

    z = random.normal(0, 1.5, (160, 4))
    y = np.array([random.choice(4, p=r) for r in softmax(0.6 * z)])
    yield "classes4", softmax(z), y, random.uniform(0.1, 3, 160)

    p = sixteenths(random, 140, 3)
    yield "classes3_ties", p, random.integers(0, 3, 140), dyadic(random, 140)

    # Class 1 has no rows, class 3 is never predicted, class 4 neither has rows nor is predicted.
    p = sixteenths(random, 90, 5)
    p[:, 3] = np.minimum(p[:, 3], 1 / 16)
    p[:, 4] = 0
    p[:, 0] += 1 - p.sum(axis=1)
    p[p[:, :3].max(axis=1) <= p[:, 3]] = [0.5, 0.25, 0.1875, 0.0625, 0]
    yield "classes5_missing", p, random.choice([0, 2, 3], 90), dyadic(random, 90)

    z = random.normal(0, 3, (200, 10))
    y = np.array([random.choice(10, p=r) for r in softmax(0.5 * z)])
    yield "classes10", softmax(z), y, dyadic(random, 200)

    # Classes 0 and 2 have rows of weight 0 alone, by weight; without weights they are there.
    p = sixteenths(random, 40, 4)
    y = random.integers(0, 4, 40)
    y[:4] = [0, 1, 2, 3]
    yield "classes4_weightless", p, y, np.where((y == 0) | (y == 2), 0.0, 1.5)

    # Probability 0 for the true class, and 1.
    p = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0.5, 0.5], [0.2, 0.2, 0.6]])
    yield "classes3_zeros", p, np.array([0, 1, 1, 0, 2]), np.array([1, 0, 2, 0, 0.5])


def main():
    warnings.simplefilter("ignore")
    expected = []
    for name, p, y, w in cases():
        w = np.asarray(w, float)
        assert np.all(p >= 0) and np.all(p <= 1) and np.allclose(p.sum(axis=1), 1)
        header = [f"p{c}" for c in range(p.shape[1])] + ["y", "w"]
        write(f"{name}.csv", header, ([*p[i], y[i], w[i]] for i in range(len(y))))
        for weighted, weights in ((0, np.ones(len(y))), (1, w)):
            expected += [(name, weighted, figure, value) for figure, value in figures(p, y, weights)]
    write("expected.csv", ["case", "weighted", "figure", "value"], expected)
    print(len(expected), "figures")


if __name__ == "__main__":
    main()
