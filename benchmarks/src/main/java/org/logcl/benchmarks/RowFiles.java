package org.logcl.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntConsumer;

/** Rows and parameters as raw little-endian files, for peers in other processes. */
final class RowFiles {
  private static final List<String> NAMES = List.of("x", "y", "weights", "bias", "answer");
  private static final int PIECE = 1 << 20;

  private RowFiles() {}

  /** Writes x, weights and bias as float32, y as int32. */
  static void write(Path folder, Problem problem) throws IOException {
    write(folder.resolve("x"), problem.x());
    write(folder.resolve("weights"), problem.weights());
    write(folder.resolve("bias"), problem.bias());
    ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    int[] y = problem.y();
    write(folder.resolve("y"), piece, y.length, i -> piece.putInt(y[i]));
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    write(file, piece, values.length, i -> piece.putFloat(values[i]));
  }

  private static void write(Path file, ByteBuffer piece, int count, IntConsumer put)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < count; ) {
        piece.clear();
        while (i < count && piece.hasRemaining()) {
          put.accept(i++);
        }
        piece.flip();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
    }
  }

  /** Deletes the files. */
  static void delete(Path folder) {
    for (String name : NAMES) {
      folder.resolve(name).toFile().delete();
    }
  }
}
