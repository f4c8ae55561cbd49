package org.logcl.kernel;

import java.util.List;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.Check;
import org.logcl.verify.Listener;
import org.logcl.verify.Options;
import org.logcl.verify.Stage;
import org.logcl.verify.Verifier;

class ElementaryTest extends KernelContract {
  @EveryBackend
  void keepsItsContract(Backend backend) {
    Options options = new Options(true, Devices.isSlow(backend) ? 601 : 200_003, 7);
    for (Check check : Verifier.elementaryChecks(options)) {
      for (Stage stage : Verifier.run(backend, List.of(check), Listener.NONE).stages()) {
        assertGood(stage);
      }
    }
  }
}
