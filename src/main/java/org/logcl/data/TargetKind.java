package org.logcl.data;

import java.util.Optional;

/** What a row's prediction is held against. */
public enum TargetKind {
  /** One class a row. */
  CLASSES("classes", 1),
  /** A distribution over the classes a row: soft targets, or one-hot. */
  DISTRIBUTIONS("distributions", 2),
  /** Any of the labels together, each with a value of its own from 0 to 1. */
  LABELS("labels", 3);

  private final String label;
  private final int code;

  TargetKind(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** The name in files. */
  public String label() {
    return label;
  }

  /** The number in hashes of data. */
  int code() {
    return code;
  }

  /** The kind with this name. */
  public static Optional<TargetKind> of(String label) {
    for (TargetKind kind : values()) {
      if (kind.label.equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
