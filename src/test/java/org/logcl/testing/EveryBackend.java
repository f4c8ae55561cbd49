package org.logcl.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that takes a backend, and runs on the twin and on every device. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
// The backends are shared: JUnit must not close them after the first test.
@ParameterizedTest(autoCloseArguments = false)
@MethodSource("org.logcl.testing.Devices#backends")
public @interface EveryBackend {}
