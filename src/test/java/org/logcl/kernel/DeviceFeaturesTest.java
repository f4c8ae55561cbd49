package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;
import org.logcl.train.Optimizer;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;

/** Features that stay on the device between trainings. */
@Tag("device")
@SuppressWarnings("try") // what is closed twice or only kept is the matter
class DeviceFeaturesTest {
  private static final Dataset ROWS = Tables.make(700, 6, 3, 4);

  private static String trained(Backend backend, Optimizer optimizer) {
    TrainingOptions options = TrainingOptions.defaults().withOptimizer(optimizer).withL2(0.01);
    return Trainer.train(backend, ROWS, Optional.empty(), options, TrainingListener.NONE)
        .model()
        .modelSha256();
  }

  @EveryBackend
  void changeNoBit(Backend backend) {
    List<Optimizer> all = List.of(Optimizer.SGD, Optimizer.LBFGS, Optimizer.NEWTON);
    for (Optimizer optimizer : Devices.isSlow(backend) ? all.subList(0, 1) : all) {
      String brought = trained(backend, optimizer);
      try (Kept kept = backend.keep("X", ROWS.features())) {
        assertEquals(brought, trained(backend, optimizer));
        assertEquals(brought, trained(backend, optimizer));
        kept.close();
        assertEquals(brought, trained(backend, optimizer));
      }
    }
  }

  @Test
  void areThereOnceAndGivenBack() {
    OpenClDevice device = Devices.first();
    OpenClBackend backend = new OpenClBackend(device, "", Tuning.of(device.info()));
    try (backend) {
      long before = backend.deviceBytes();
      float[] other = {1, 2, 3};
      try (Kept kept = backend.keep("X", ROWS.features());
          Kept also = backend.keep("other", other)) {
        long with = backend.deviceBytes();
        assertTrue(with >= before + 700 * 6 * 4);
        try (Floats first = backend.features("X", ROWS.features());
            Floats second = backend.features("X", ROWS.features())) {
          assertEquals(with, backend.deviceBytes());
          first.close();
          float[] read = new float[700 * 6];
          second.read(0, read, 0, read.length);
          assertArrayEquals(ROWS.features(), read);
        }
        // Another array is not this one, whatever is in it.
        try (Floats copy = backend.features("X", ROWS.features().clone())) {
          assertTrue(copy.length() >= 700 * 6);
          assertTrue(backend.deviceBytes() > with);
        }
        assertThrows(IllegalStateException.class, () -> backend.keep("X", ROWS.features()));
      }
      assertEquals(before, backend.deviceBytes());
    }
    // The device may go first.
    OpenClBackend shortLived = new OpenClBackend(device, "", Tuning.of(device.info()));
    Kept kept = shortLived.keep("X", ROWS.features());
    shortLived.close();
    assertEquals(0, shortLived.deviceBytes());
    kept.close();
  }
}
