"""PyTorch in Python, eager, float32, on all cores or on CUDA with TF32 off.

Loss and gradient at given parameters by autograd or by hand, whichever is faster; mini-batch descent with autograd; or
torch.optim.LBFGS to the optimum.
"""

import os
import time

import numpy as np
import peer
import torch
import torch.nn.functional as F


class Head:
    """The linear layer and its loss; one-dimensional weights make the sigmoid head a matrix-vector product."""

    def __init__(self, problem):
        self.problem = problem
        self.device = torch.device(problem.on)
        self.x = self.put(problem.x)
        self.y = self.put(problem.y.astype("f4" if problem.sigmoid else "i8"))

    def put(self, array):
        return torch.from_numpy(array).to(self.device)

    def parameter(self, array, learnt):
        flat = array.reshape(-1) if self.problem.sigmoid and array.ndim == 2 else array
        made = self.put(np.array(flat)).clone()
        if self.problem.sigmoid and array.ndim == 1:
            made = made.reshape(())
        return made.requires_grad_(learnt)

    def logits(self, x, w, b):
        return torch.mv(x, w) + b if self.problem.sigmoid else torch.addmm(b, x, w)

    def loss(self, z, y):
        return F.binary_cross_entropy_with_logits(z, y) if self.problem.sigmoid else F.cross_entropy(z, y)

    def wait(self):
        if self.device.type == "cuda":
            torch.cuda.synchronize()

    def name(self, how):
        where = torch.cuda.get_device_name() + ", CUDA" if self.device.type == "cuda" else "Python"
        return f"PyTorch {torch.__version__} ({where}, {how})"

    @staticmethod
    def values(w, b):
        return torch.cat([w.reshape(w.shape[0], -1), b.reshape(1, -1)]).detach().cpu().double().numpy()


class Pass(Head):
    def __init__(self, problem):
        super().__init__(problem)
        self.w, self.b = (self.parameter(a, False) for a in (problem.weights, problem.bias))
        self.learnt = [self.parameter(a, True) for a in (problem.weights, problem.bias)]
        self.one_hot = None if problem.sigmoid else F.one_hot(self.y, problem.logits).float()
        best = {}
        for how in (self.autograd, self.by_hand) * 3:
            start = time.perf_counter()
            how()
            best[how] = min(best.get(how, 1e9), time.perf_counter() - start)
        self.run = min(best, key=best.get)
        self.name = super().name("autograd" if self.run == self.autograd else "by hand")

    def autograd(self):
        for parameter in self.learnt:
            parameter.grad = None
        loss = self.loss(self.logits(self.x, *self.learnt), self.y)
        loss.backward()
        self.wait()
        return loss.item(), *(parameter.grad for parameter in self.learnt)

    @torch.no_grad()
    def by_hand(self):
        rows = self.problem.rows
        z = self.logits(self.x, self.w, self.b)
        loss = self.loss(z, self.y)
        residual = (torch.sigmoid(z) - self.y if self.problem.sigmoid else torch.softmax(z, 1).sub_(self.one_hot)) / rows
        weights = torch.mv(self.x.t(), residual) if self.problem.sigmoid else self.x.t() @ residual
        self.wait()
        return loss.item(), weights, residual.sum(0)

    def answer(self):
        loss, weights, bias = self.run()
        return loss, None, self.values(weights, bias)


class Training(Head):
    def __init__(self, problem):
        super().__init__(problem)
        self.name = super().name("autograd")

    def run(self):
        self.train(True)

    def train(self, shuffled):
        p = self.problem
        w = torch.zeros(p.features if p.sigmoid else (p.features, p.logits), device=self.device, requires_grad=True)
        b = torch.zeros(() if p.sigmoid else p.logits, device=self.device, requires_grad=True)
        for _ in range(p.epochs):
            order = (torch.randperm if shuffled else torch.arange)(p.rows, device=self.device)
            total = torch.zeros((), device=self.device)
            for part in order.split(p.batch):
                loss = self.loss(self.logits(self.x[part], w, b), self.y[part])
                loss.backward()
                with torch.no_grad():
                    for parameter in (w, b):
                        parameter -= p.rate * parameter.grad
                        parameter.grad = None
                    total += loss * len(part)
            total.item()
        self.wait()
        return w, b

    def answer(self):
        values = self.values(*self.train(False))
        return None, peer.accuracy(self.problem, values), values


class Optimum(Head):
    """torch.optim.LBFGS with its line search, with a memory of 100 steps (its default) or 10, whichever is faster.

    How many iterations come near enough to the optimum is counted once, before anything is timed.
    """

    def __init__(self, problem):
        super().__init__(problem)
        self.one_hot = None if problem.sigmoid else F.one_hot(self.y, problem.logits).float()
        self.memory, self.autograd = 100, False
        best = (float("inf"),)
        for memory in (100, 10):
            self.memory = memory
            self.iterations = self.count()
            for autograd in (True, False):
                self.autograd = autograd
                for _ in range(2):
                    start = time.perf_counter()
                    self.run()
                    best = min(best, (time.perf_counter() - start, memory, self.iterations, autograd))
        _, self.memory, self.iterations, self.autograd = best
        how = "autograd" if self.autograd else "by hand"
        self.name = super().name(f"{how}, L-BFGS of {self.memory}, {self.iterations} iterations")

    def start(self, iterations):
        p = self.problem
        w = torch.zeros(p.features if p.sigmoid else (p.features, p.logits), device=self.device, requires_grad=True)
        b = torch.zeros(() if p.sigmoid else p.logits, device=self.device, requires_grad=True)
        # Tolerances that are never met: the iterations decide.
        optimizer = torch.optim.LBFGS(
            [w, b],
            max_iter=iterations,
            max_eval=10**9,
            tolerance_grad=0,
            tolerance_change=-1,
            history_size=self.memory,
            line_search_fn="strong_wolfe",
        )
        return w, b, optimizer, lambda: (self.by_autograd if self.autograd else self.by_hand)(w, b)

    def by_autograd(self, w, b):
        w.grad = b.grad = None
        objective = self.loss(self.logits(self.x, w, b), self.y) + w.square().sum() / (2 * self.problem.rows)
        objective.backward()
        return objective

    @torch.no_grad()
    def by_hand(self, w, b):
        p = self.problem
        z = self.logits(self.x, w, b)
        objective = self.loss(z, self.y) + w.square().sum() / (2 * p.rows)
        residual = (torch.sigmoid(z) - self.y if p.sigmoid else torch.softmax(z, 1).sub_(self.one_hot)) / p.rows
        w.grad = (torch.mv(self.x.t(), residual) if p.sigmoid else self.x.t() @ residual).add_(w, alpha=1 / p.rows)
        b.grad = residual.sum(0)
        return objective

    def count(self):
        # One iteration a step: the optimizer goes on from its own state, so that the way is the same.
        w, b, optimizer, closure = self.start(1)
        excess = float("inf")
        for iteration in range(1, 1001):
            optimizer.step(closure)
            excess = peer.excess(self.problem, self.values(w, b))
            if excess <= self.problem.tolerance:
                return iteration
        raise NotImplementedError(f"PyTorch in Python: L-BFGS ends {excess:.2g} of the optimum above it")

    def run(self):
        w, b, optimizer, closure = self.start(self.iterations)
        optimizer.step(closure)
        self.wait()
        return w, b

    def answer(self):
        return None, None, self.values(*self.run())


def make(problem):
    return (Optimum if problem.optimum else Training if problem.epochs else Pass)(problem)


if __name__ == "__main__":
    torch.set_num_threads(os.cpu_count())
    torch.backends.cuda.matmul.allow_tf32 = False
    peer.serve(make)
