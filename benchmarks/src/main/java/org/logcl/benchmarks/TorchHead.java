package org.logcl.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;

/**
 * A linear layer with its loss in PyTorch's operations, the fewest that do it. The sigmoid head's
 * weights are one-dimensional: X w is then a matrix-vector product, several times faster than a
 * product with an N x 1 matrix.
 *
 * @param logits 1 for the sigmoid head
 */
record TorchHead(int logits) {
  /** Logits, [rows] or [rows][logits]. */
  NDArray logits(NDArray x, NDArray w, NDArray b) {
    return x.matMul(w).add(b);
  }

  /**
   * Mean loss from logits, for the gradient to be derived from.
   *
   * @param y float targets of the sigmoid head, else int64 classes [rows][1]
   */
  NDArray loss(NDArray z, NDArray y) {
    return logits == 1
        ? z.getNDArrayInternal().softPlus().sub(z.mul(y)).mean()
        : z.logSoftmax(1).gather(y, 1).mean().neg();
  }

  /**
   * Mean loss and both gradients by hand.
   *
   * @param oneHot targets of the softmax head, [rows][logits]; of the sigmoid head null, or 1 - 2y:
   *     then the loss of confident rows keeps its digits
   * @return the loss, the gradient of the weights, the gradient of the intercepts
   */
  NDList byHand(NDArray x, NDArray w, NDArray b, NDArray y, NDArray oneHot) {
    NDArray z = logits(x, w, b);
    float rows = x.getShape().get(0);
    NDArray loss;
    NDArray residual;
    if (logits == 1) {
      loss =
          oneHot == null
              ? z.getNDArrayInternal().softPlus().mean().sub(z.dot(y).div(rows))
              : z.mul(oneHot).getNDArrayInternal().softPlus().mean();
      residual = z.getNDArrayInternal().sigmoid().subi(y);
    } else {
      NDArray log = z.logSoftmax(1);
      loss = log.gather(y, 1).mean().neg();
      residual = log.exp().subi(oneHot);
    }
    residual.divi(rows);
    NDArray weights = x.transpose().matMul(residual);
    return new NDList(
        loss, weights, logits == 1 ? residual.sum() : residual.sum(new int[] {0}, false));
  }

  /** Targets as {@link #loss} takes them. */
  NDArray targets(ai.djl.ndarray.NDManager manager, int[] y) {
    NDArray all = manager.create(y);
    return logits == 1
        ? all.toType(DataType.FLOAT32, false)
        : all.toType(DataType.INT64, false).reshape(y.length, 1);
  }
}
