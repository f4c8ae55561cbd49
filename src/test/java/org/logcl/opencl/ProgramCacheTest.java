package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.cl_program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.DeviceException;

@Tag("device")
class ProgramCacheTest {
  private static final String ALL = "org.logcl.testing.Devices#all";
  private static final String OPTIONS = "-cl-std=CL1.2 -DPLUS=5";
  private static final String SOURCE =
      "__kernel void set(__global int *out, int value) { out[get_global_id(0)] = value + PLUS; }";

  @TempDir Path directory;

  private ProgramCache cache(OpenClDevice device) {
    return new ProgramCache(new UserCache(directory, UserCache.LIMIT), device);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private boolean isKept(Session session, String source, String options) {
    Optional<cl_program> program = session.programCache().load(session, source, options);
    program.ifPresent(CL::clReleaseProgram);
    return program.isPresent();
  }

  /** What the program computes, compiled or loaded. */
  private static int run(Session session, String options) {
    int[] out = new int[16];
    try (Program program = session.program(SOURCE, options);
        DeviceBuffer buffer = session.buffer("out", 64)) {
      program.kernel("set").launch(16, 16, buffer, 37);
      buffer.read(0, out, 0, 16);
    }
    return out[15];
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aProgramIsCompiledOnceAndThenLoaded(OpenClDevice device) throws IOException {
    try (Session session = new Session(device, cache(device))) {
      assertFalse(isKept(session, SOURCE, OPTIONS));
      assertEquals(42, run(session, OPTIONS));
      assertEquals(1, files().size());
    }
    try (Session session = new Session(device, cache(device))) {
      assertTrue(isKept(session, SOURCE, OPTIONS));
      assertEquals(42, run(session, OPTIONS));
      assertEquals(1, files().size());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anotherSourceOrOptionIsAnotherProgram(OpenClDevice device) throws IOException {
    try (Session session = new Session(device, cache(device))) {
      assertEquals(42, run(session, OPTIONS));
      assertFalse(isKept(session, SOURCE + " ", OPTIONS));
      assertEquals(40, run(session, OPTIONS.replace("5", "3")));
      assertEquals(2, files().size());
      assertEquals(42, run(session, OPTIONS));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aBinaryThatTheDriverRefusesIsCompiledAgainAndReplaced(OpenClDevice device)
      throws IOException {
    assumeFalse(
        device.info().platform().contains("rusticl"),
        "rusticl ends the process instead of refusing; what keeps it from that is the key and the checksum");
    try (Session session = new Session(device, cache(device))) {
      assertEquals(42, run(session, OPTIONS));
      Path file = files().get(0);
      String key = file.getFileName().toString().replaceAll("program-|\\.cache", "");
      byte[] nonsense =
          "no binary of any driver, though its checksum fits".getBytes(StandardCharsets.US_ASCII);
      new UserCache(directory, UserCache.LIMIT).write("program", key, nonsense);
      assertFalse(isKept(session, SOURCE, OPTIONS));
      assertEquals(42, run(session, OPTIONS));
      assertTrue(isKept(session, SOURCE, OPTIONS));
      Files.write(file, new byte[100]);
      assertEquals(42, run(session, OPTIONS));
      assertTrue(isKept(session, SOURCE, OPTIONS));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatDoesNotCompileIsNotKept(OpenClDevice device) throws IOException {
    try (Session session = new Session(device, cache(device))) {
      Exception e =
          assertThrows(
              DeviceException.class, () -> session.program("__kernel void f() { oops }", OPTIONS));
      assertTrue(e.getMessage().contains("oops"), e.getMessage());
    }
    assertEquals(List.of(), files());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void withoutACacheEveryProgramIsCompiled(OpenClDevice device) {
    try (Session session = new Session(device, new ProgramCache(UserCache.off(), device))) {
      assertEquals(42, run(session, OPTIONS));
      assertFalse(isKept(session, SOURCE, OPTIONS));
    }
  }

  @Test
  void poclAndWhatIsForCheckingHaveNone() {
    assertTrue(ProgramCache.pays(info("NVIDIA CUDA", "H100")));
    assertTrue(ProgramCache.pays(info("rusticl", "AMD Radeon")));
    assertFalse(ProgramCache.pays(info(DeviceInfo.POCL, "pthread")));
    assertFalse(ProgramCache.pays(info("rusticl", "llvmpipe (LLVM 15)")));
    assertFalse(ProgramCache.pays(info("Oclgrind", "Oclgrind Simulator")));
  }

  private static DeviceInfo info(String platform, String name) {
    DeviceInfo.Type type = DeviceInfo.Type.GPU;
    return new DeviceInfo(platform, name, "", "OpenCL 1.2", "", type, 1, 1, 1, 1, false);
  }
}
