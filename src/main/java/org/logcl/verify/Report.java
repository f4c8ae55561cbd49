package org.logcl.verify;

import java.util.List;

/**
 * The result of a verification.
 *
 * @param device name of the device
 * @param driver version of its driver
 * @param stages one entry for each output of each kernel
 */
public record Report(String device, String driver, List<Stage> stages) {
  /** Copies the list. */
  public Report {
    stages = List.copyOf(stages);
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
