package org.logcl.verify;

import java.util.List;

/**
 * The result of a verification.
 *
 * @param device name of the device
 * @param driver version of its driver
 * @param rounds how often all checks ran, each time on new inputs
 * @param stages one entry for each output of each kernel
 */
public record Report(String device, String driver, int rounds, List<Stage> stages) {
  /** Copies the list. */
  public Report {
    stages = List.copyOf(stages);
  }

  /** Number of values compared. */
  public long values() {
    return stages.stream().mapToLong(Stage::values).sum();
  }

  /** Number of values whose bits differ between device and twin. */
  public long differingBits() {
    return stages.stream().mapToLong(Stage::differingBits).sum();
  }

  /** Number of values further from the truth than their bound. */
  public long outside() {
    return stages.stream().mapToLong(Stage::outside).sum();
  }

  /** Whether device and twin gave the same bits everywhere. */
  public boolean identical() {
    return stages.stream().allMatch(Stage::identical);
  }

  /** Whether every value is within its bound of the truth. */
  public boolean withinBounds() {
    return stages.stream().allMatch(Stage::withinBounds);
  }

  /** Whether the device computes what it should. */
  public boolean passed() {
    return identical() && withinBounds();
  }
}
