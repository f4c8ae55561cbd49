package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;

/** Mutated files: either a data set or one clear message, never another exception. */
class CsvReaderFuzzTest {
  private static final byte[] SEED =
      "\ufeffa,\"b\",y\r\n1,2.5,u\r\n-3e2,.5,\u00fc\n4,5,\"u\"\n\n"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] INTERESTING =
      ",\"\r\n\t ;eE+-.0Nf\0\u007f".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void neverFailsInAnotherWay() throws IOException {
    Path file = directory.resolve("data.csv");
    Random random = new Random(20);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      Files.write(file, mutate(SEED.clone(), random));
      try {
        Dataset data = CsvReader.read(file, CsvOptions.ofTarget("y"));
        assertTrue(data.rows() >= 2 && data.labels().count() >= 2);
        read++;
      } catch (InputException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertFalse(e.getMessage().contains("null"), e.getMessage());
        refused++;
      }
    }
    assertTrue(read > 50 && refused > 50, read + " read, " + refused + " refused");
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] = (byte) random.nextInt(256);
        case 1 -> mutated[at] = INTERESTING[random.nextInt(INTERESTING.length)];
        case 2 -> mutated = Arrays.copyOf(mutated, at + 1);
        default -> mutated[at] = mutated[random.nextInt(mutated.length)];
      }
    }
    return mutated;
  }
}
