package org.logcl.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.logcl.error.FileFailureException;
import org.logcl.error.InputException;
import org.logcl.train.Checkpoints;
import org.logcl.train.TrainingState;

/**
 * Checkpoints of one training in a directory, the newest few of them. Each is written whole or not
 * at all, so that the process may be killed at any moment.
 */
public final class CheckpointDirectory implements Checkpoints {
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".safetensors";

  private final Path directory;
  private final double everySeconds;
  private final int keep;
  private final Consumer<String> warnings;
  private final Optional<TrainingState> latest;
  private long last = System.nanoTime();

  /**
   * Opens a directory; it is made where there is none.
   *
   * @param everySeconds least time between two checkpoints, 0 or more; 0 keeps every one
   * @param keep how many stay, 1 or more
   * @param resume whether to go on from the newest whole one, if there is any
   * @param warnings hears of damaged ones
   * @throws InputException where there are checkpoints, and nobody wants to go on from them
   * @throws FileFailureException where the directory cannot be made or read
   */
  public CheckpointDirectory(
      Path directory, double everySeconds, int keep, boolean resume, Consumer<String> warnings) {
    this.directory = directory;
    this.everySeconds = everySeconds;
    this.keep = keep;
    this.warnings = warnings;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new FileFailureException(
          "Cannot make the directory " + directory + ": " + InputFiles.reason(e), e);
    }
    List<Path> there = newestFirst();
    if (!resume && !there.isEmpty()) {
      throw new InputException(
          directory
              + " has checkpoints of an earlier training; go on from them with --resume, or name another directory");
    }
    latest = there.stream().flatMap(file -> whole(file).stream()).findFirst();
  }

  @Override
  public Optional<TrainingState> latest() {
    return latest;
  }

  @Override
  public void offer(Supplier<TrainingState> state) {
    if ((System.nanoTime() - last) * 1e-9 < everySeconds) {
      return;
    }
    TrainingState now = state.get();
    // Zeros in front: the order of the names is that of the epochs.
    String name = String.format(Locale.ROOT, "%s%010d%s", PREFIX, now.done(), SUFFIX);
    CheckpointFile.write(directory.resolve(name), now);
    List<Path> files = newestFirst();
    delete(files.subList(Math.min(keep, files.size()), files.size()));
    last = System.nanoTime();
  }

  /** Deletes all of them: the training is over, and its model written. */
  public void clear() {
    delete(newestFirst());
  }

  private Optional<TrainingState> whole(Path file) {
    try {
      return Optional.of(CheckpointFile.read(file));
    } catch (InputException e) {
      warnings.accept(e.getMessage() + "; an older one is taken, if there is any");
      return Optional.empty();
    }
  }

  private List<Path> newestFirst() {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(
          files
              .filter(file -> isCheckpoint(file.getFileName().toString()))
              .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
              .toList());
    } catch (IOException e) {
      throw new FileFailureException(
          "Cannot read the directory " + directory + ": " + InputFiles.reason(e), e);
    }
  }

  private static boolean isCheckpoint(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  private void delete(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        warnings.accept("Cannot delete " + file + ": " + InputFiles.reason(e));
      }
    }
  }
}
