package org.logcl.benchmarks;

import java.util.List;
import java.util.function.Function;

/**
 * A row of cases and goals.
 *
 * @param stem its short name, also for {@code --only}
 * @param name for people
 * @param best whether the best times of all rounds are compared (matrix cases, which other work on
 *     the machine only ever slows down), or the median of the rounds' ratios is taken
 * @param takesSeconds whether one turn takes seconds, so that a few rounds must do
 * @param goals on a processor
 * @param gpuGoals on a graphics processor
 * @param opener makes the contestants
 */
record Case(
    String stem,
    String name,
    boolean best,
    boolean takesSeconds,
    List<Goal> goals,
    List<Goal> gpuGoals,
    Function<Machine, Field> opener) {}
