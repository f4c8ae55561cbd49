"""scikit-learn: the loss and gradient that its solvers call; SGDClassifier, which takes a step for each row; or
LogisticRegression to the optimum.
"""

import os
import time
import warnings

import numpy as np
import peer
import sklearn


class Pass:
    """Loss and gradient at the given parameters."""

    def __init__(self, problem):
        from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
        from sklearn.linear_model._linear_loss import LinearModelLoss

        self.problem = problem
        self.name = f"scikit-learn {sklearn.__version__}"
        base = HalfBinomialLoss() if problem.sigmoid else HalfMultinomialLoss(n_classes=problem.logits)
        self.loss = LinearModelLoss(base_loss=base, fit_intercept=True)
        parameters = np.vstack([problem.weights, problem.bias[None, :]])  # [features + 1][logits]
        self.parameters = parameters[:, 0].copy() if problem.sigmoid else np.asfortranarray(parameters.T)
        self.y = problem.y.astype("f4")
        # Older versions sum over the rows, newer ones average.
        z = problem.x[:1] @ problem.weights + problem.bias
        one = base.loss(self.y[:1], z[:, 0] if problem.sigmoid else z)[0]
        two = self.loss.loss(self.parameters, np.repeat(problem.x[:1], 2, 0), np.repeat(self.y[:1], 2))
        self.scale = 1.0 if abs(two - one) < abs(two - 2 * one) else 1.0 / problem.rows

    def run(self):
        return self.loss.loss_gradient(self.parameters, self.problem.x, self.y, n_threads=os.cpu_count())

    def answer(self):
        loss, gradient = self.run()
        gradient = np.asarray(gradient, "f8") * self.scale
        if not self.problem.sigmoid:
            gradient = gradient.reshape(self.problem.logits, -1, order="A").T
        return loss * self.scale, None, np.ascontiguousarray(gradient)


class Training:
    """Logistic regression by a step for each row, at a batch's share of the rate."""

    def __init__(self, problem):
        from sklearn.linear_model import SGDClassifier

        if not problem.sigmoid:
            raise NotImplementedError("scikit-learn: its SGD has no softmax")
        self.problem = problem
        self.name = f"scikit-learn {sklearn.__version__} (SGD, batch 1)"
        self.make = lambda: SGDClassifier(
            loss="log_loss",
            penalty=None,
            learning_rate="constant",
            eta0=problem.rate / problem.batch,
            max_iter=problem.epochs,
            tol=None,
            random_state=1,
        )

    def run(self):
        return self.make().fit(self.problem.x, self.problem.y)

    def answer(self):
        return None, self.run().score(self.problem.x, self.problem.y), None


class Near(Exception):
    """An iteration has come near enough to the optimum."""


class Optimum:
    """LogisticRegression by its fastest solver, each with the fewest iterations that come near enough to the optimum.

    They are counted once, before anything is timed. Newton's methods remember next to nothing from one iteration to
    the next, so that they are counted by fits of one iteration, each from the last one's parameters; L-BFGS says where
    it is.
    """

    GIVEN_UP = 2  # times the seconds of the fastest so far
    CHOOSING = 0.2  # seconds of short fits, of which the fastest counts
    MOST = 1000

    def __init__(self, problem):
        self.problem = problem
        solvers = [("lbfgs", "f8"), ("newton-cg", "f8"), ("newton-cg", "f4")]
        if problem.sigmoid:
            solvers += [("newton-cholesky", "f8"), ("newton-cholesky", "f4")]
        best, reached = (float("inf"), None, None, 0), []
        for solver, kind in solvers:
            x = problem.x.astype(kind)  # in the solver's own precision, so that it need not convert
            iterations, excess = self.iterations(solver, x, self.GIVEN_UP * best[0])
            if iterations is not None:
                seconds, iterations, excess = self.timed(solver, x, iterations)
            if iterations is None:
                reached.append(f"{solver} in {kind}: {excess:.2g}")
            else:
                best = min(best, (seconds, solver, kind, iterations))
        if best[1] is None:
            raise NotImplementedError(
                f"scikit-learn: ends above the optimum by these shares of it: {', '.join(reached)}"
            )
        _, self.solver, kind, self.count = best
        self.x = problem.x.astype(kind)
        precision = "double" if kind == "f8" else "float"
        self.name = f"scikit-learn {sklearn.__version__} ({self.solver} in {precision}, {self.count} iterations)"

    def fit(self, solver, x, iterations, start=None):
        from sklearn.linear_model import LogisticRegression

        # The tolerance is never met: the iterations decide.
        model = LogisticRegression(solver=solver, max_iter=iterations, tol=1e-12, warm_start=start is not None)
        if start is not None:
            model.coef_, model.intercept_ = start
        return model.fit(x, self.problem.y)

    def timed(self, solver, x, iterations):
        """Seconds of a fit, and its iterations: perhaps a few more, newton-cg's line search does remember."""
        for count in range(iterations, iterations + 20):
            best, spent = float("inf"), 0.0
            while spent < self.CHOOSING:
                start = time.perf_counter()
                model = self.fit(solver, x, count)
                seconds = time.perf_counter() - start
                best, spent = min(best, seconds), spent + seconds
            excess = peer.excess(self.problem, self.values(model))
            if excess <= self.problem.tolerance:
                return best, count, excess
        return None, None, excess

    def iterations(self, solver, x, limit):
        """The fewest that come near enough, or None; and how near they come."""
        return (self.lbfgs if solver == "lbfgs" else self.newton)(solver, x, limit)

    def newton(self, solver, x, limit):
        start, excess, spent = None, float("inf"), 0.0
        for iteration in range(1, 100):
            began = time.perf_counter()
            model = self.fit(solver, x, 1, start)
            spent += time.perf_counter() - began
            start, last = (model.coef_, model.intercept_), excess
            excess = peer.excess(self.problem, self.values(model))
            if excess <= self.problem.tolerance:
                return iteration, excess
            if spent > limit or not excess < last:
                break
        return None, excess

    def lbfgs(self, solver, x, limit):
        from sklearn.linear_model import _logistic

        count, excess = 0, float("inf")
        minimize = _logistic.optimize.minimize

        def after(point):
            nonlocal count, excess
            count += 1
            values = point.reshape(-1, x.shape[1] + 1, order="F" if not self.problem.sigmoid else "C").T
            excess = peer.excess(self.problem, values)
            if excess <= self.problem.tolerance:
                raise Near

        # scikit-learn hands the iterations to scipy, and no callback with them.
        _logistic.optimize.minimize = lambda *given, **named: minimize(*given, callback=after, **named)
        try:
            self.fit(solver, x, self.MOST)
        except Near:
            return count, excess
        finally:
            _logistic.optimize.minimize = minimize
        return None, excess

    @staticmethod
    def values(model):
        return np.vstack([model.coef_.T, model.intercept_[None, :]])

    def run(self):
        return self.fit(self.solver, self.x, self.count)

    def answer(self):
        return None, None, np.ascontiguousarray(self.values(self.run()))


def make(problem):
    return (Optimum if problem.optimum else Training if problem.epochs else Pass)(problem)


if __name__ == "__main__":
    warnings.showwarning = lambda *what, **more: None  # that iterations end before the tolerance is met
    peer.serve(make)
