package org.logcl.train;

import java.util.Optional;
import org.logcl.error.InputException;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;

/**
 * What training may be told. {@link #defaults()} is mini-batch SGD: rate 0.1, batches of 32, 10
 * epochs, zero start, no penalty.
 *
 * @param head the head, or empty to take sigmoid for two classes and softmax for more
 * @param optimizer how the objective is minimised
 * @param sgd settings of the mini-batch optimizers; the others have no use for them
 * @param loss what the loss of a row is, and how much it counts
 * @param penalty what is added to the mean log loss, and what bounds the parameters
 * @param stopping when training stops
 * @param seed of the shuffle, any number
 * @param standardize whether features are brought to mean 0 and standard deviation 1 of the
 *     training rows
 * @param start parameters to start from, or empty for zeros
 */
public record TrainingOptions(
    Optional<Head> head,
    Optimizer optimizer,
    SgdSettings sgd,
    LossSettings loss,
    Penalty penalty,
    Stopping stopping,
    long seed,
    boolean standardize,
    Optional<StartingPoint> start) {
  private static final TrainingOptions DEFAULTS =
      new TrainingOptions(
          Optional.empty(),
          Optimizer.SGD,
          SgdSettings.DEFAULT,
          LossSettings.DEFAULT,
          Penalty.NONE,
          Stopping.DEFAULT,
          1,
          false,
          Optional.empty());

  /** The defaults. */
  public static TrainingOptions defaults() {
    return DEFAULTS;
  }

  /** Passes of SGD over the rows. */
  public int epochs() {
    return sgd.epochs();
  }

  /** Rows of a batch of SGD; 0 for all rows at once. */
  public int batchSize() {
    return sgd.batchSize();
  }

  /** Step size of SGD. */
  public double learningRate() {
    return sgd.learningRate();
  }

  /** Share of the last step's velocity that SGD keeps. */
  public double momentum() {
    return sgd.momentum();
  }

  /** Order of rows in each epoch of SGD, or empty for a shuffle by the seed. */
  public Optional<BatchOrder> batchOrder() {
    return sgd.batchOrder();
  }

  /** Coefficient of the penalty l2/2 |W|^2. */
  public double l2() {
    return penalty.l2();
  }

  /** The same with another head. */
  public TrainingOptions withHead(Head value) {
    Optional<Head> other = Optional.of(value);
    return new TrainingOptions(
        other, optimizer, sgd, loss, penalty, stopping, seed, standardize, start);
  }

  /** The same with another optimizer. */
  public TrainingOptions withOptimizer(Optimizer value) {
    return new TrainingOptions(head, value, sgd, loss, penalty, stopping, seed, standardize, start);
  }

  /** The same with other settings of SGD. */
  public TrainingOptions withSgd(SgdSettings value) {
    return new TrainingOptions(
        head, optimizer, value, loss, penalty, stopping, seed, standardize, start);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int value) {
    return withSgd(sgd.withEpochs(value));
  }

  /** The same with another batch size; 0 for all rows at once. */
  public TrainingOptions withBatchSize(int value) {
    return withSgd(sgd.withBatchSize(value));
  }

  /** The same with another learning rate. */
  public TrainingOptions withLearningRate(double value) {
    return withSgd(sgd.withLearningRate(value));
  }

  /** The same with another momentum. */
  public TrainingOptions withMomentum(double value) {
    return withSgd(sgd.withMomentum(value, sgd.nesterov()));
  }

  /** The same with batches taken in a given order. */
  public TrainingOptions withBatchOrder(BatchOrder value) {
    return withSgd(sgd.withBatchOrder(value));
  }

  /** The same with other settings of the loss. */
  public TrainingOptions withLoss(LossSettings value) {
    return new TrainingOptions(
        head, optimizer, sgd, value, penalty, stopping, seed, standardize, start);
  }

  /** The same with other class weights. */
  public TrainingOptions withClassWeights(ClassWeights value) {
    return withLoss(loss.withClassWeights(value));
  }

  /** The same with another penalty. */
  public TrainingOptions withPenalty(Penalty value) {
    return new TrainingOptions(
        head, optimizer, sgd, loss, value, stopping, seed, standardize, start);
  }

  /** The same with another L2 penalty. */
  public TrainingOptions withL2(double value) {
    return withPenalty(penalty.withL2(value));
  }

  /** The same with another L1 penalty, for {@link Optimizer#OWLQN}. */
  public TrainingOptions withL1(double value) {
    return withPenalty(penalty.withL1(value));
  }

  /** The same with other intercepts; SGD has free ones only. */
  public TrainingOptions withIntercept(Intercept value) {
    return withPenalty(penalty.withIntercept(value));
  }

  /** The same with bounds on the coefficients, for {@link Optimizer#OWLQN}. */
  public TrainingOptions withBounds(Bounds value) {
    return withPenalty(penalty.withBounds(value));
  }

  /** The same with other rules for when to stop. */
  public TrainingOptions withStopping(Stopping value) {
    return new TrainingOptions(
        head, optimizer, sgd, loss, penalty, value, seed, standardize, start);
  }

  /**
   * The same with another patience: how many epochs or iterations without a smaller log loss of the
   * validation rows are enough; 0 for no early stopping.
   */
  public TrainingOptions withPatience(int value) {
    return withStopping(stopping.withPatience(value));
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(long value) {
    return new TrainingOptions(
        head, optimizer, sgd, loss, penalty, stopping, value, standardize, start);
  }

  /** The same with standardising on or off. */
  public TrainingOptions withStandardize(boolean value) {
    return new TrainingOptions(head, optimizer, sgd, loss, penalty, stopping, seed, value, start);
  }

  /**
   * The same from given parameters: weights row-major [features][logits] and intercepts [logits].
   */
  public TrainingOptions withStart(float[] weights, float[] bias) {
    return withStart(StartingPoint.of(weights, bias));
  }

  /**
   * The same from a model's parameters, with its head and its preparation of the features; the rows
   * must have its features and labels.
   */
  public TrainingOptions withStart(LinearModel model) {
    return withStart(StartingPoint.of(model)).withHead(model.head());
  }

  private TrainingOptions withStart(StartingPoint value) {
    Optional<StartingPoint> other = Optional.of(value);
    return new TrainingOptions(
        head, optimizer, sgd, loss, penalty, stopping, seed, standardize, other);
  }

  /**
   * Checks that the optimizer can do what penalty and stopping ask for; training does so too.
   *
   * @throws InputException where it cannot
   */
  public void requireConsistent() {
    if (stopping.patience() > 0 && !optimizer.isFullBatch() && sgd.averageFrom() > 0) {
      throw new InputException(
          String.format(
              "The patience is %d; it must be 0 where parameters are averaged: one model cannot be"
                  + " both.",
              stopping.patience()));
    }
    boolean constrains = optimizer == Optimizer.OWLQN || optimizer == Optimizer.AUTO;
    if (!penalty.bounds().isNone() && !constrains) {
      throw new InputException(
          String.format(
              "The optimizer %s has no bounds on coefficients; take owlqn, or leave the bounds out.",
              optimizer.label()));
    }
    if (penalty.l1() > 0 && !constrains) {
      throw new InputException(
          String.format(
              "The optimizer %s has no L1 penalty; take owlqn, or an L1 penalty of 0.",
              optimizer.label()));
    }
    if (penalty.intercept() != Intercept.FREE && !optimizer.isFullBatch()) {
      throw new InputException(
          String.format(
              "The optimizer %s has free intercepts only; take a full-batch optimizer such as lbfgs.",
              optimizer.label()));
    }
  }
}
