"""What the peers in Python share: the rows, and the lines to and from benchmarks/run.

A script calls `serve(make)`. `make(problem)` returns an object with `name`, `run()`, which does the work once, and
`answer()`, which returns loss (or None), accuracy (or None) and values as [features + 1][logits] (or None).
PythonPeer.java has the protocol.
"""

import os
import sys
import time

import numpy as np


class Problem:
    """Rows and parameters as benchmarks/run generated them, and the training that is asked for."""

    def __init__(self, arguments):
        given = dict(word.split("=", 1) for word in arguments)
        self.on = given["on"]
        self.rows, self.features, self.logits = (int(given[k]) for k in ("rows", "features", "logits"))
        folder = given["files"]
        self.x = np.fromfile(os.path.join(folder, "x"), "<f4").reshape(self.rows, self.features)
        self.y = np.fromfile(os.path.join(folder, "y"), "<i4")
        weights = np.fromfile(os.path.join(folder, "weights"), "<f4")
        self.weights = weights.reshape(self.features, self.logits)
        self.bias = np.fromfile(os.path.join(folder, "bias"), "<f4")
        self.sigmoid = self.logits == 1
        self.epochs = int(given.get("epochs", 0))  # 0: loss and gradient at the given parameters
        self.batch = int(given.get("batch", 0))
        self.rate = float(given.get("rate", 0))
        # The least sum of losses + |w|^2 / 2, and how near to it, as a share, a training must come; 0 for none.
        self.optimum = float(given.get("optimum", 0))
        self.tolerance = float(given.get("tolerance", 0))
        self.counted = float(given.get("counted", 1))  # share of a training's time that is told


def serve(make):
    """Answers until standard input ends."""
    problem = Problem(sys.argv[1:])
    try:
        peer = make(problem)
    except (ImportError, NotImplementedError) as failure:
        print("missing", failure, flush=True)
        return
    print(peer.name, flush=True)
    for line in sys.stdin:
        words = line.split(None, 1)
        if words[0] == "time":
            start = time.perf_counter()
            peer.run()
            print((time.perf_counter() - start) * problem.counted, flush=True)
        else:
            loss, accuracy, values = peer.answer()
            np.asarray([] if values is None else values, "<f8").tofile(words[1].strip())
            print(*("-" if v is None else float(v) for v in (loss, accuracy)), flush=True)


def excess(problem, values):
    """By what share of the optimum the objective of values [features + 1][logits] is above it, in double."""
    values = np.asarray(values, "f8")
    total = (values[:-1] ** 2).sum() / 2
    for at in range(0, problem.rows, 8192):
        y = problem.y[at : at + 8192]
        z = problem.x[at : at + 8192].astype("f8") @ values[:-1] + values[-1]
        if problem.sigmoid:
            total += np.logaddexp(0, np.where(y == 1, -z[:, 0], z[:, 0])).sum()
        else:
            top = z.max(1)
            total += (np.log(np.exp(z - top[:, None]).sum(1)) + top - z[np.arange(len(y)), y]).sum()
    return (total - problem.optimum) / problem.optimum


def accuracy(problem, values):
    """Share of rows that a linear model [features + 1][logits] gets right."""
    z = problem.x @ values[:-1].astype("f4") + values[-1].astype("f4")
    predicted = (z[:, 0] >= 0) if problem.sigmoid else z.argmax(1)
    return (predicted == problem.y).mean()
