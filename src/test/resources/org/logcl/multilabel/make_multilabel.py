"""Figures of labels that go together, by scikit-learn: run it here, it writes rows.csv and figures.csv.

rows.csv: weight, then for each of 4 labels the target and the logit (float32). figures.csv: name, value.
"""

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, hamming_loss, log_loss, precision_score
from sklearn.metrics import recall_score, roc_auc_score

rng = np.random.default_rng(5)
N, C = 60, 4
y = (rng.random((N, C)) < [0.5, 0.2, 0.8, 0.35]).astype(int)
z = np.round(rng.normal(size=(N, C)) + 1.5 * y - 0.7, 2).astype("f4")  # rounded, so that there are ties
w = np.round(rng.random(N) * 3 + 0.25, 2).astype("f4")
p = 1 / (1 + np.exp(-z.astype("f8")))
p32 = p.astype("f4").astype("f8")  # ranking figures see float32 probabilities
d = (z >= 0).astype(int)
s = w.astype("f8")
figures = {
    "logLoss": sum(log_loss(y[:, c], p[:, c], sample_weight=s) for c in range(C)),
    "subsetAccuracy": accuracy_score(y, d, sample_weight=s),
    "hammingLoss": hamming_loss(y, d, sample_weight=s),
    "microF1": f1_score(y, d, average="micro", sample_weight=s),
    "microPrecision": precision_score(y, d, average="micro", sample_weight=s),
    "microRecall": recall_score(y, d, average="micro", sample_weight=s),
    "macroF1": f1_score(y, d, average="macro", sample_weight=s),
    "macroRocAuc": np.mean([roc_auc_score(y[:, c], p32[:, c], sample_weight=s) for c in range(C)]),
    "macroAveragePrecision": np.mean([average_precision_score(y[:, c], p32[:, c], sample_weight=s) for c in range(C)]),
}
with open("rows.csv", "w") as file:
    print("weight," + ",".join(f"y{c},z{c}" for c in range(C)), file=file)
    for i in range(N):
        print(w[i], *(v for c in range(C) for v in (y[i, c], z[i, c])), sep=",", file=file)
with open("figures.csv", "w") as file:
    print(f"name,value,scikit-learn {sklearn.__version__}", file=file)
    for name, value in figures.items():
        print(name, repr(float(value)), sep=",", file=file)
