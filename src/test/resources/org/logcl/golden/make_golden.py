#!/usr/bin/env python3
"""Regenerates every CSV file beside this script. README.md says what they hold.

PyTorch computes in float32; what is called "true" is the textbook formula in float64 at the very
float32 inputs that the file holds.
"""
import csv
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent
N, D, C, EPOCHS, BATCH, RATE = 1000, 10, 5, 10, 32, 0.1


# ---- files ----------------------------------------------------------------------------------------------------------


def text(value):
    """A number as Java's parseFloat or parseDouble reads it back, bit for bit."""
    if isinstance(value, (str, int, np.integer)):
        return str(value)
    if isinstance(value, np.float32):
        shown = str(value)
        assert np.float32(shown).tobytes() == value.tobytes(), value
    else:
        shown = repr(float(value))
        assert float(shown) == float(value), value
    assert math.isfinite(value), value
    return shown


def write(name, columns):
    """One CSV file. A two-dimensional column becomes name0, name1, ..."""
    flat = {}
    for title, values in columns.items():
        if torch.is_tensor(values):
            values = values.detach().numpy()
        if isinstance(values, np.ndarray) and values.ndim == 2:
            flat.update({f"{title}{j}": values[:, j] for j in range(values.shape[1])})
        else:
            flat[title] = values
    assert len({len(v) for v in flat.values()}) == 1, {k: len(v) for k, v in flat.items()}
    with open(HERE / name, "w", newline="", encoding="ascii") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(flat)
        out.writerows([text(v) for v in row] for row in zip(*flat.values()))


# ---- truth: scalar float64 formulas that lose no digits -------------------------------------------------------------


def softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def true_bce(p, y):
    """PyTorch's definition: each logarithm clamped at -100, p(1-p) in the gradient at 1e-12."""
    log_p = max(math.log(p), -100.0) if p > 0 else -100.0
    log_q = max(math.log1p(-p), -100.0) if p < 1 else -100.0
    return -y * log_p - (1 - y) * log_q, [(p - y) / max(p * (1 - p), 1e-12)]


def true_bce_logits(z, y, positive=1.0):
    loss = positive * y * softplus(-z) + (1 - y) * softplus(z)
    return loss, [(1 - y) * sigmoid(z) - positive * y * sigmoid(-z)]


def true_softmax(z):
    """(-log p_j, p_j, 1 - p_j) for each class j; 1 - p_j never by subtraction."""
    nll, p, q = [], [], []
    top = max(range(len(z)), key=lambda j: z[j])
    e = [math.exp(v - z[top]) for v in z]
    rest = math.fsum(e[:top] + e[top + 1 :])
    total = 1 + rest
    for j in range(len(z)):
        nll.append((z[top] - z[j]) + math.log1p(rest))
        p.append(e[j] / total)
        q.append(math.fsum(e[:j] + e[j + 1 :]) / total)
    return nll, p, q


def true_ce(z, t):
    """Loss and gradient for targets t, which need not sum to one (class weights are in t)."""
    nll, p, q = true_softmax(z)
    loss = math.fsum(a * b for a, b in zip(t, nll) if a != 0)
    grad = [p[j] * math.fsum(t[:j] + t[j + 1 :]) - t[j] * q[j] for j in range(len(z))]
    return loss, grad


# ---- loss vectors ---------------------------------------------------------------------------------------------------

REDUCTIONS = {k: [] for k in ("file", "rows", "weightSum", "divisor", "sum", "mean", "trueSum", "trueMean")}


def loss_file(name, inputs, leaf, torch_loss, truth, weights, divisor, close=None):
    """
    Writes a loss file and its line in reductions.csv.

    torch_loss(reduction) is PyTorch's loss of the leaf, weighted; truth is a list of (loss, gradient) per row, not
    weighted; weights multiply a row's loss; divisor is what the mean divides the sum by. close: the agreement between
    PyTorch and truth to insist on, where float32 does not spoil it.
    """

    def gradient(reduction):
        leaf.grad = None
        value = torch_loss(reduction)
        value.sum().backward()
        return value.detach(), leaf.grad.clone()

    loss, per_row = gradient("none")
    total, grad_sum = gradient("sum")
    mean, grad_mean = gradient("mean")
    assert torch.equal(per_row, grad_sum)
    w = [float(v) for v in weights]
    true_loss = [a * l for a, (l, _) in zip(w, truth)]
    true_sum = np.array([[a * v for v in g] for a, (_, g) in zip(w, truth)])
    wide = leaf.dim() == 2

    def shape(values):
        return values if wide else values.reshape(-1)

    columns = dict(inputs)
    columns.update(
        weight=np.float32(w),
        loss=loss,
        gradSum=grad_sum,
        gradMean=grad_mean,
        trueLoss=true_loss,
        trueGradSum=shape(true_sum),
    )
    write(name, columns)
    line = (
        name, len(w), math.fsum(w), float(divisor), total.numpy()[()], mean.numpy()[()],
        math.fsum(true_loss), math.fsum(true_loss) / divisor,
    )
    for values, value in zip(REDUCTIONS.values(), line):
        values.append(value)
    if close:
        np.testing.assert_allclose(loss.numpy(), true_loss, rtol=close, atol=close)
        np.testing.assert_allclose(grad_sum.numpy(), shape(true_sum), rtol=close, atol=close)
        np.testing.assert_allclose(grad_mean.numpy(), shape(true_sum / divisor), rtol=close, atol=close)
        np.testing.assert_allclose(mean.item(), line[-1], rtol=close)


def tensor(values, grad=False):
    return torch.tensor(np.array(values, np.float32), requires_grad=grad)


def doubles(values):
    return [[float(v) for v in row] if row.ndim else float(row) for row in values.detach().numpy()]


def row_weights(count):
    return tensor([(1, 0.5, 2, 0.3, 3.25, 0, 0.125)[i % 7] for i in range(count)])


def binary_files():
    tiny = np.float32(2) ** np.float32(-126)
    near = np.float32(1 - 2**-24)
    for name, ps, close in (
        ("bce_typical", [0.01, 0.1, 0.25, 0.5, 0.6, 0.73, 0.9, 0.999], 1e-5),
        ("bce_edges", [0, 1e-45, 1e-38, tiny, 1e-30, 1e-12, 1e-8, 2**-24, near, 1], None),
    ):
        pairs = [(p, y) for p in ps for y in (0, 1, 0.3)]
        p, y = tensor([a for a, _ in pairs], True), tensor([b for _, b in pairs])
        truth = [true_bce(a, b) for a, b in zip(doubles(p), doubles(y))]
        for suffix, w in (("", torch.ones(len(pairs))), ("_rowweights", row_weights(len(pairs)))):
            loss_file(
                f"{name}{suffix}.csv", {"p": p, "y": y}, p,
                lambda r: F.binary_cross_entropy(p, y, weight=w, reduction=r), truth, w, len(pairs), close,
            )

    zs = [-200, -100, -50, -17, -1, -0.75, 0.0, -0.0, 1e-8, 1, 2.5, 16.7, 17, 50, 100, 200]
    pairs = [(z, y) for z in zs for y in (0, 1, 0.3)]
    z, y = tensor([a for a, _ in pairs], True), tensor([b for _, b in pairs])
    truth = [true_bce_logits(a, b) for a, b in zip(doubles(z), doubles(y))]
    ones = torch.ones(len(pairs))
    for suffix, w in (("", ones), ("_rowweights", row_weights(len(pairs)))):
        loss_file(
            f"bce_logits{suffix}.csv", {"z": z, "y": y}, z,
            lambda r: F.binary_cross_entropy_with_logits(z, y, weight=w, reduction=r), truth, w, len(pairs), 1e-6,
        )
    three = tensor([3])
    truth = [true_bce_logits(a, b, 3.0) for a, b in zip(doubles(z), doubles(y))]
    loss_file(
        "bce_logits_posweight3.csv", {"z": z, "y": y}, z,
        lambda r: F.binary_cross_entropy_with_logits(z, y, pos_weight=three, reduction=r),
        truth, ones, len(pairs), 1e-6,
    )

    # What becomes of a logit that goes through a float32 probability: beside it the truth for logits.
    zs = [-100, -50, -17, -1, 0, 1, 10, 16, 16.6, 16.65, 17, 50, 100]
    pairs = [(a, b) for a in zs for b in (0, 1)]
    z2, y2 = tensor([a for a, _ in pairs], True), tensor([b for _, b in pairs])
    truth = [true_bce_logits(a, b) for a, b in zip(doubles(z2), doubles(y2))]
    loss_file(
        "naive_bce_of_sigmoid.csv", {"z": z2, "y": y2}, z2,
        lambda r: F.binary_cross_entropy(torch.sigmoid(z2), y2, reduction=r), truth, torch.ones(len(pairs)), len(pairs),
    )


CLASS_WEIGHTS = {2: [1, 3], 3: [0.5, 1, 3], 10: [1, 0.25, 3, 0.7, 2, 1, 0.1, 5, 1, 0.5]}


def logits_for(c, random):
    """Leads of 17, 50 and 100, ties, a large common offset, and ordinary rows."""
    rows = []
    for lead in (17, 50, 100):
        for place in (0, c - 1):
            rows.append([lead if j == place else 0 for j in range(c)])
    rows.append([0] * c)
    rows.append([-1.5 if j == 0 else 2.25 for j in range(c)])
    rows.append([1000 + 0.5 * (j % 2) for j in range(c)])
    rows.append([-200 + 7 * j for j in range(c)])
    rows.extend(random.normal(0, 2, (8, c)).round(3).tolist())
    return rows


def by_hand(loss, weights, reduction, divisor):
    """Row weights, which PyTorch's cross-entropy does not have; the mean divides by their sum."""
    weighted = loss * weights
    return {"none": weighted, "sum": weighted.sum(), "mean": weighted.sum() / divisor}[reduction]


def one_hot(y, c, value=1.0):
    return [value if j == y else 0.0 for j in range(c)]


def class_files():
    random = np.random.RandomState(11)
    for c in (2, 3, 10):
        rows = logits_for(c, random)
        # Every lead with its own class, with another, and the rest in turn.
        pairs = [(r, y) for i, r in enumerate(rows[:6]) for y in ((0, c - 1), (c - 1, 0))[i % 2]]
        pairs += [(r, (3 * i + 1) % c) for i, r in enumerate(rows[6:])]
        z, y = tensor([r for r, _ in pairs], True), torch.tensor([v for _, v in pairs])
        n = len(pairs)
        classes = tensor(CLASS_WEIGHTS[c])
        write(f"ce_class_weights_c{c}.csv", {"weight": classes})
        truth = [true_ce(a, one_hot(b, c)) for a, b in zip(doubles(z), y.tolist())]
        inputs = {"z": z, "y": y}
        ones = torch.ones(n)
        loss_file(f"ce_index_c{c}.csv", inputs, z, lambda r: F.cross_entropy(z, y, reduction=r), truth, ones, n, 1e-6)
        cw = classes[y]
        loss_file(
            f"ce_index_c{c}_classweights.csv", inputs, z, lambda r: F.cross_entropy(z, y, weight=classes, reduction=r),
            truth, cw, math.fsum(cw.tolist()), 2e-6,
        )
        rw = row_weights(n)
        total = math.fsum(rw.tolist())
        loss_file(
            f"ce_index_c{c}_rowweights.csv", inputs, z,
            lambda r: by_hand(F.cross_entropy(z, y, reduction="none"), rw, r, total), truth, rw, total, 1e-6,
        )
        if c == 3:
            # PyTorch's ignore_index: such a row has no loss, no gradient, and does not count in the mean.
            ignored = y.clone()
            ignored[::5] = -100
            kept = (ignored >= 0).float()
            loss_file(
                "ce_index_c3_ignored.csv", {"z": z, "y": ignored}, z,
                lambda r: F.cross_entropy(z, ignored, reduction=r), truth, kept, kept.sum().item(), 1e-6,
            )

        # The same logits with probabilities as targets: soft ones, one-hot ones, uniform.
        soft = random.dirichlet([0.7] * c, n).astype(np.float32)
        for i in range(0, n, 3):
            soft[i] = one_hot(pairs[i][1], c)
        soft[n - 1] = np.float32(1 / c)
        t = tensor(soft)
        inputs = {"z": z, "t": t}
        truth = [true_ce(a, b) for a, b in zip(doubles(z), doubles(t))]
        loss_file(
            f"ce_soft_c{c}.csv", inputs, z, lambda r: F.cross_entropy(z, t, reduction=r), truth, ones, n, 2e-6
        )
        weighted = [[float(w) * v for w, v in zip(classes.tolist(), row)] for row in doubles(t)]
        truth_cw = [true_ce(a, b) for a, b in zip(doubles(z), weighted)]
        loss_file(
            f"ce_soft_c{c}_classweights.csv", inputs, z,
            lambda r: F.cross_entropy(z, t, weight=classes, reduction=r), truth_cw, ones, n, 2e-6,
        )
        loss_file(
            f"ce_soft_c{c}_rowweights.csv", inputs, z,
            lambda r: by_hand(F.cross_entropy(z, t, reduction="none"), rw, r, total), truth, rw, total, 2e-6,
        )


# ---- published numbers ----------------------------------------------------------------------------------------------


def published_files():
    z, y = tensor([[0.3, 0.7], [0.6, 0.4], [0.6, 0.4]], True), torch.tensor([1, 0, 0])
    truth = [true_ce(a, one_hot(b, 2)) for a, b in zip(doubles(z), y.tolist())]
    inputs = {"z": z, "y": y}
    loss_file(
        "issue54843_ce.csv", inputs, z, lambda r: F.cross_entropy(z, y, reduction=r), truth, torch.ones(3), 3, 1e-6
    )
    classes = tensor([1, 3])
    loss_file(
        "issue54843_ce_classweights.csv", inputs, z, lambda r: F.cross_entropy(z, y, weight=classes, reduction=r),
        truth, classes[y], 5, 1e-6,
    )
    zb, yb, wb = tensor([0.400051, -0.199863, -0.199863], True), tensor([1, 0, 0]), tensor([3, 1, 1])
    truth_b = [true_bce_logits(a, b) for a, b in zip(doubles(zb), doubles(yb))]
    loss_file(
        "issue54843_bce.csv", {"z": zb, "y": yb}, zb,
        lambda r: F.binary_cross_entropy_with_logits(zb, yb, weight=wb, reduction=r), truth_b, wb, 3, 1e-6,
    )

    def mean_truth(truth, w, divisor):
        return math.fsum(a * l for a, (l, _) in zip(w, truth)) / divisor

    def mean_log(ps):
        return math.fsum(-math.log(p) for p in ps) / len(ps)

    facts = [
        ("softmaxTwiceFloor2", "0.31326", math.log1p(1 / math.e)),
        ("softmaxTwiceFloor3", "0.55144", math.log1p(2 / math.e)),
        ("softmaxTwiceFloor10", "1.46115", math.log1p(9 / math.e)),
        ("issue54843CrossEntropy", "0.56976", mean_truth(truth, [1, 1, 1], 3)),
        ("issue54843CrossEntropyClassWeights", "0.54706", mean_truth(truth, [3, 1, 1], 5)),
        ("issue54843BinaryRowWeights", "0.91180", mean_truth(truth_b, [3, 1, 1], 3)),
        # scikit-learn's log_loss: [[.2, .3]] with class 1; what it would be with the row renormalised.
        ("sklearnNotRenormalised", "1.20397", mean_log([0.3])),
        ("sklearnIfRenormalised", "0.51083", mean_log([0.3 / 0.5])),
        # y = [1, 1, 1, 0, 0], p = [0, .7, .6, .2, .3], p clipped to 1e-15.
        ("sklearnClipped1e-15", "7.19722", mean_log([1e-15, 0.7, 0.6, 1 - 0.2, 1 - 0.3])),
        # y = [spam, ham, ham, spam], columns ham, spam: [[.1, .9], [.9, .1], [.8, .2], [.35, .65]].
        ("sklearnDocumentation", "0.21616", mean_log([0.9, 0.9, 0.8, 0.65])),
        # z = 17, y = 0: truth, and through a float32 probability.
        ("logit17Label0Loss", "17.00000", softplus(17.0)),
        ("logit17Label0LossThroughFloat32Probability", "100.00000", 100.0),
        # N = 100, batches of 32: how much too heavy the last 4 rows weigh in a mean of batch means.
        ("lastBatchOverweight100by32", "6.25000", (1 / 4 / 4) / (1 / 100)),
    ]
    for name, published, value in facts:
        assert abs(float(published) - value) <= 5.0001e-6, (name, published, value)
    # The floor is what a softmax of a certain and right softmax gives.
    for c in (2, 3, 10):
        certain = torch.softmax(tensor([one_hot(0, c, 1000.0)]), 1)
        floor = F.cross_entropy(certain, torch.tensor([0])).item()
        assert abs(floor - math.log1p((c - 1) / math.e)) < 1e-6
    write(
        "published.csv",
        {k: [f[i] for f in facts] for i, k in enumerate(("name", "published", "value"))},
    )
    write(
        "sklearn_documentation.csv",
        {"p0": ["0.1", "0.9", "0.8", "0.35"], "p1": ["0.9", "0.1", "0.2", "0.65"], "y": [1, 0, 0, 1]},
    )
    write("sklearn_clipped.csv", {"p": ["0.0", "0.7", "0.6", "0.2", "0.3"], "y": [1, 1, 1, 0, 0]})


# ---- the article's two models ---------------------------------------------------------------------------------------


def train_torch(x, y, order, start, objective, decide):
    """The article's loop. Returns a row per epoch and the final weights (C x D) and bias."""
    c = start[0].shape[0]
    model = torch.nn.Linear(D, c)
    with torch.no_grad():
        model.weight.copy_(start[0])
        model.bias.copy_(start[1])
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    curve = []
    for epoch in range(EPOCHS):
        losses, batch_means, correct = [], [], 0
        for first in range(0, N, BATCH):
            rows = torch.from_numpy(order[epoch][first : first + BATCH])
            z = model(x[rows])
            loss = objective(z, y[rows])
            optimizer.zero_grad()
            loss.mean().backward()
            optimizer.step()
            losses.extend(float(v) for v in loss.detach())
            batch_means.append(loss.mean().item())
            correct += int((decide(z.detach()) == y[rows]).sum())
        curve.append((math.fsum(losses) / N, correct, math.fsum(batch_means) / len(batch_means)))
    return curve, model.weight.detach().clone(), model.bias.detach().clone()


def train_numpy(x, y, order, start, twice=False):
    """The same in float64, written from the formulas and without automatic differentiation."""
    x = x.numpy().astype(np.float64)
    y = y.numpy().astype(np.int64)
    w, b = start[0].numpy().astype(np.float64), start[1].numpy().astype(np.float64)
    c = w.shape[0]

    def softmax(v):
        e = np.exp(v - v.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    curve = []
    for epoch in range(EPOCHS):
        losses, correct = [], 0
        for first in range(0, N, BATCH):
            rows = order[epoch][first : first + BATCH]
            z = x[rows] @ w.T + b
            t = y[rows]
            if c == 1:
                sign = np.where(t == 1, -1.0, 1.0)[:, None]
                loss = np.logaddexp(0, sign * z)[:, 0]
                residual = sign / (1 + np.exp(-sign * z))
                correct += int(((z[:, 0] >= 0) == (t == 1)).sum())
            else:
                hot = np.eye(c)[t]
                p = softmax(z)
                if twice:
                    q = softmax(p)
                    loss = -np.log((q * hot).sum(1))
                    g = q - hot
                    residual = p * (g - (g * p).sum(1, keepdims=True))
                else:
                    loss = -np.log((p * hot).sum(1))
                    residual = p - hot
                correct += int((z.argmax(1) == t).sum())
            losses.extend(loss)
            w = w - RATE * (residual.T @ x[rows]) / len(rows)
            b = b - RATE * residual.sum(0) / len(rows)
        curve.append((math.fsum(losses) / N, correct))
    return curve, w, b


def article_files():
    random = np.random.RandomState(2026)
    x = random.normal(0, 1, (N, D)).round(3) + 0.0
    rule = random.normal(0, 1, D)
    binary = (x @ rule + 0.3 + random.logistic(0, 1, N) > 0).astype(np.int64)
    rules = random.normal(0, 1, (D, C))
    classes = (x @ rules + random.normal(0, 0.3, C) + random.gumbel(0, 1, (N, C))).argmax(1)
    x = tensor(x)
    order = [random.permutation(N) for _ in range(EPOCHS)]
    write("article_data.csv", {"x": x, "yBinary": binary, "yClass": classes})
    write("article_orders.csv", {f"epoch{e + 1}": order[e] for e in range(EPOCHS)})

    torch.manual_seed(54843)
    one, many = torch.nn.Linear(D, 1), torch.nn.Linear(D, C)
    start1 = (one.weight.detach().clone(), one.bias.detach().clone())
    start5 = (many.weight.detach().clone(), many.bias.detach().clone())
    y1, y5 = tensor(binary), torch.from_numpy(classes)
    cases = (
        (
            "article_binary", y1, start1, False,
            lambda z, y: F.binary_cross_entropy(torch.sigmoid(z[:, 0]), y, reduction="none"),
            lambda z: (torch.sigmoid(z[:, 0]) >= 0.5).float(),
        ),
        (
            "article_classes", y5, start5, False,
            lambda z, y: F.cross_entropy(z, y, reduction="none"),
            lambda z: z.argmax(1),
        ),
        (
            "slip_softmax_twice", y5, start5, True,
            lambda z, y: F.cross_entropy(torch.softmax(z, 1), y, reduction="none"),
            lambda z: z.argmax(1),
        ),
    )
    for name, y, start, twice, objective, decide in cases:
        curve, w, b = train_torch(x, y, order, start, objective, decide)
        curve64, w64, b64 = train_numpy(x, y, order, start, twice)
        for (loss, correct, _), (loss64, correct64) in zip(curve, curve64):
            assert abs(loss - loss64) <= 1e-5, (name, loss, loss64)
            assert abs(correct - correct64) <= 1, (name, correct, correct64)
        np.testing.assert_allclose(w.numpy(), w64, rtol=0, atol=1e-5)
        np.testing.assert_allclose(b.numpy(), b64, rtol=0, atol=1e-5)
        write(
            f"{name}_curve.csv",
            {
                "epoch": list(range(1, EPOCHS + 1)),
                "loss": [r[0] for r in curve],
                "correct": [r[1] for r in curve],
                "trueLoss": [r[0] for r in curve64],
                "trueCorrect": [r[1] for r in curve64],
                "slipMeanOfBatchMeans": [r[2] for r in curve],
            },
        )
        write(f"{name}_weights.csv", {"start": start[0].T, "end": w.T, "trueEnd": w64.T})
        write(f"{name}_bias.csv", {"start": start[1], "end": b, "trueEnd": b64})
        print(name, *(f"{r[0]:.9f} ({r[1]})" for r in curve))
        print("  worst |loss - loss64|", max(abs(a[0] - c[0]) for a, c in zip(curve, curve64)))


def main():
    torch.set_num_threads(1)
    for old in HERE.glob("*.csv"):
        old.unlink()
    article_files()
    binary_files()
    class_files()
    published_files()
    write("reductions.csv", REDUCTIONS)
    print(f"PyTorch {torch.__version__}, NumPy {np.__version__}")


if __name__ == "__main__":
    main()
