"""scikit-learn: the loss and gradient that its solvers call, or SGDClassifier, which takes a step for each row."""

import os

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


if __name__ == "__main__":
    peer.serve(lambda problem: (Training if problem.epochs else Pass)(problem))
