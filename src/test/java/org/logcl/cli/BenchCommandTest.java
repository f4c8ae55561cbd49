package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.kernel.Devices;
import org.logcl.kernel.Fault;
import org.logcl.kernel.FaultyDevices;

/** What bench prints. How fast anything is, no test says. */
class BenchCommandTest {
  private static Ran bench(Devices devices, Object... more) {
    Object[] arguments = new Object[3 + more.length];
    arguments[0] = "bench";
    arguments[1] = "--quick";
    arguments[2] = "--mebibytes=1";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Cli.run(devices, arguments);
  }

  private static void fields(Map<?, ?> result) {
    Map<?, ?> limits = (Map<?, ?>) result.get("limits");
    assertEquals(
        Set.of(
            "readGBPerSecond",
            "copyGBPerSecond",
            "fmaGflopPerSecond",
            "launchMicroseconds",
            "launchAndWaitMicroseconds",
            "hostToDeviceGBPerSecond",
            "deviceToHostGBPerSecond"),
        limits.keySet());
    assertTrue((double) limits.get("readGBPerSecond") > 0);
    List<?> cases = (List<?>) result.get("cases");
    assertEquals(6, cases.size());
    for (Object one : cases) {
      Map<?, ?> fields = (Map<?, ?>) one;
      assertTrue((long) fields.get("rows") >= 64, fields::toString);
      assertTrue((long) fields.get("features") >= 10, fields::toString);
      assertTrue((long) fields.get("classes") >= 2, fields::toString);
      assertTrue((long) fields.get("rounds") >= 3, fields::toString);
      assertTrue((double) fields.get("seconds") > 0, fields::toString);
      assertTrue((double) fields.get("rate") > 0, fields::toString);
      assertTrue(
          Set.of("GB/s", "GFLOP/s", "steps/s").contains(fields.get("unit")), fields::toString);
      assertTrue(limits.containsKey(fields.get("limit")), fields::toString);
      assertTrue(fields.containsKey("share") && fields.containsKey("referenceRatio"));
    }
    assertEquals(true, result.get("identical"));
  }

  @Test
  void referenceNeedsNoOpenCl() throws IOException {
    Ran ran = bench(new FaultyDevices(Fault.NONE).gpu(), "--device=reference", "--json");
    assertEquals(0, ran.code(), ran::toString);
    assertEquals("device: reference, as asked for: plain Java, no OpenCL\n", ran.err());
    Map<?, ?> result = ran.json();
    assertEquals("reference", result.get("device"));
    assertEquals("reference", result.get("backend"));
    assertEquals("Java " + System.getProperty("java.version"), result.get("driver"));
    fields(result);
    assertNull(((Map<?, ?>) result.get("limits")).get("launchMicroseconds"));
    assertNull(((Map<?, ?>) ((List<?>) result.get("cases")).get(0)).get("referenceRatio"));
  }

  @Tag("device")
  @Test
  void jsonOfADeviceHasEveryField() throws IOException {
    String name = org.logcl.testing.Devices.first().info().name();
    Ran ran = bench(Devices.ofThisMachine(), "--device", name, "--json", "--quiet");
    assertEquals(0, ran.code(), ran::toString);
    assertEquals("", ran.err());
    Map<?, ?> result = ran.json();
    assertTrue(result.get("device").toString().contains(name), ran::toString);
    assertEquals("opencl", result.get("backend"));
    fields(result);
    assertTrue((double) ((Map<?, ?>) result.get("limits")).get("launchMicroseconds") > 0);
    for (Object one : (List<?>) result.get("cases")) {
      assertTrue((double) ((Map<?, ?>) one).get("share") > 0, one::toString);
      assertTrue((double) ((Map<?, ?>) one).get("referenceRatio") > 0, one::toString);
    }
    assertTrue(result.containsKey("crossoverRows") && result.containsKey("crossoverRowsFullBatch"));
  }

  @Test
  void printsTablesAndThatItVerified() {
    Ran ran = bench(new FaultyDevices(Fault.NONE).gpu(), "--device=gpu");
    assertEquals(0, ran.code(), ran::toString);
    for (String part :
        List.of(
            "stream read",
            "fma peak",
            "softmax pass, many classes",
            "512 x 1,000",
            "every case gave the CPU twin's bits before it was timed",
            "10 epochs of batches of 32, 20 features",
            "10 epochs of full batches, 20 features")) {
      assertTrue(ran.out().contains(part), () -> part + " is not in " + ran);
    }
  }

  @Test
  void aDeviceThatIsWrongIsNotTimed() {
    Ran ran = bench(new FaultyDevices(Fault.SWAPPED_ORDER).gpu(), "--device=gpu");
    assertEquals(1, ran.code(), ran::toString);
    assertTrue(ran.err().contains("Broken GPU (Pretence) computes otherwise"), ran::toString);
    assertTrue(ran.err().contains("nothing to time"), ran::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--device=nonsense | --device nonsense: ",
        "--mebibytes=0     | --mebibytes must be from 1 to 1024, not 0",
        "--mebibytes=1025  | --mebibytes must be from 1 to 1024, not 1025",
        "--mebibytes=few   | is not a whole number",
        "extra             | Unexpected argument \"extra\""
      })
  void refusesWhatItCannotDo(String argument, String said) {
    Ran ran = Cli.run("bench", argument);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(said), ran::toString);
    assertEquals("", ran.out());
  }
}
