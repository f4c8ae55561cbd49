"""Optima in double of log loss with L1, L2 and bounds, for the scripts beside this file.

L-BFGS-B of SciPy finds which coefficients are held at 0 or at a bound; Newton steps on the others go on until the
gradient is down to rounding. That nothing held wants to move is checked.
"""

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax


def logits(x, w):
    z = x @ w[:-1] + w[-1]
    return np.hstack([np.zeros((len(z), 1)), z]) if w.shape[1] == 1 else z


def smooth(x, y, w, l2):
    """Sum of losses + l2/2 |W|^2 and its gradient; w is [features + 1][logits], intercepts last."""
    z = logits(x, w)
    rows = np.arange(len(y))
    residual = softmax(z, axis=1)
    residual[rows, y] -= 1
    residual = residual[:, -w.shape[1]:]
    gradient = np.vstack([x.T @ residual, residual.sum(axis=0)])
    gradient[:-1] += l2 * w[:-1]
    return -log_softmax(z, axis=1)[rows, y].sum() + l2 / 2 * (w[:-1] ** 2).sum(), gradient


def newton_step(x, w, gradient, free, l2):
    """Minus the inverse Hessian of the free coefficients times their gradient."""
    p = softmax(logits(x, w), axis=1)[:, -w.shape[1]:]
    ones = np.hstack([x, np.ones((len(x), 1))])
    features, classes = w.shape
    hessian = np.zeros((features, classes, features, classes))
    for a in range(classes):
        for b in range(a, classes):
            curvature = p[:, a] * ((a == b) - p[:, b])
            hessian[:, a, :, b] = hessian[:, b, :, a] = ones.T @ (curvature[:, None] * ones)
    hessian = hessian.reshape(w.size, w.size)
    hessian[np.diag_indices(w.size)] += np.repeat([l2] * (features - 1) + [0], classes)
    at = free.ravel()
    step = np.zeros(w.size)
    step[at] = np.linalg.lstsq(hessian[np.ix_(at, at)], -gradient.ravel()[at], rcond=1e-13)[0]
    return step.reshape(w.shape)


def optimum(x, y, l1, l2, lower, upper):
    """The least sum of losses + l1 |W|_1 + l2/2 |W|^2; lower and upper are [features + 1], for all classes."""
    count = 1 if y.max() == 1 else y.max() + 1
    shape = (x.shape[1] + 1, count)
    lower = np.repeat(lower, count).reshape(shape)
    upper = np.repeat(upper, count).reshape(shape)
    penalties = np.full(shape, float(l1))
    penalties[-1] = 0

    def split(parts):
        # w = p - n; the sum of magnitudes is linear in p and n, both 0 or more.
        w = (parts[: w_size] - parts[w_size:]).reshape(shape)
        value, gradient = smooth(x, y, w, l2)
        linear = np.hstack([penalties.ravel()] * 2)
        both = np.hstack([gradient.ravel(), -gradient.ravel()])
        return value + linear @ parts, both + linear

    w_size = shape[0] * count
    sides = [(max(a, 0), max(b, 0)) for a, b in zip(lower.ravel(), upper.ravel())]
    sides += [(max(-b, 0), max(-a, 0)) for a, b in zip(lower.ravel(), upper.ravel())]
    settings = dict(maxcor=50, maxiter=10**5, maxfun=10**6, ftol=1e-16, gtol=1e-7)
    found = minimize(split, np.zeros(2 * w_size), jac=True, method="L-BFGS-B", bounds=sides, options=settings)
    w = (found.x[:w_size] - found.x[w_size:]).reshape(shape)
    w[(np.abs(w) < 1e-6) & (penalties > 0)] = 0
    w = np.where(w - lower < 1e-6, lower, np.where(upper - w < 1e-6, upper, w))
    free = (w > lower) & (w < upper) & ((w != 0) | (penalties == 0))
    for _ in range(8):
        gradient = smooth(x, y, w, l2)[1] + penalties * np.sign(w)
        w = w + newton_step(x, w, gradient, free, l2)
    assert ((w >= lower) & (w <= upper)).all()
    value, gradient = smooth(x, y, w, l2)
    up = gradient + np.where(w >= 0, penalties, -penalties)
    down = gradient + np.where(w > 0, penalties, -penalties)
    assert (np.abs(gradient + penalties * np.sign(w))[free] < 1e-8).all()
    assert ((up >= -1e-8) | (w >= upper)).all() and ((down <= 1e-8) | (w <= lower)).all()
    return value + (penalties * np.abs(w)).sum()
