package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS) // whose absolute paths look otherwise
class CacheDirectoryTest {
  private final Map<String, String> properties =
      new HashMap<>(Map.of("os.name", "Linux", "user.home", "/home/u"));
  private final Map<String, String> environment = new HashMap<>();

  private String found() {
    return CacheDirectory.of(properties::get, environment::get).map(Path::toString).orElse("none");
  }

  @Test
  void eachSystemHasItsPlace() {
    assertEquals("/home/u/.cache/logcl", found());
    environment.put("XDG_CACHE_HOME", "relative/is/ignored");
    assertEquals("/home/u/.cache/logcl", found());
    environment.put("XDG_CACHE_HOME", "/xdg");
    assertEquals("/xdg/logcl", found());
    properties.put("os.name", "Mac OS X");
    assertEquals("/home/u/Library/Caches/logcl", found());
    properties.put("os.name", "Windows 11");
    assertEquals("none", found());
    environment.put("LOCALAPPDATA", "/local");
    assertEquals("/local/logcl/cache", found());
  }

  @Test
  void withoutAHomeNothingIsKept() {
    properties.put("user.home", "?");
    assertEquals("none", found());
    properties.remove("user.home");
    assertEquals("none", found());
  }

  @Test
  void aSettingMovesItOrSwitchesItOff() {
    environment.put("LOGCL_CACHE", "OFF");
    assertEquals("none", found());
    environment.put("LOGCL_CACHE", "/elsewhere");
    assertEquals("/elsewhere", found());
    properties.put("logcl.cache", "off");
    assertEquals("none", found(), "the property comes first");
    properties.put("logcl.cache", "here");
    assertEquals(Path.of("here").toAbsolutePath().toString(), found());
    properties.put("logcl.cache", "");
    environment.put("LOGCL_CACHE", "");
    assertEquals("/home/u/.cache/logcl", found(), "an empty setting is none");
    properties.put("logcl.cache", "no\0path");
    assertEquals("none", found());
  }

  @Test
  void testsLeaveTheUsersCacheAlone() {
    assertEquals(Optional.empty(), CacheDirectory.ofThisUser());
    assertTrue(UserCache.ofThisUser().isOff());
  }
}
