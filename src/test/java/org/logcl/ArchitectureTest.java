package org.logcl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.BaseStream;
import org.junit.jupiter.api.Test;
import org.logcl.kernel.Offender;

/** What may use what, and which operations may reach a model. */
@AnalyzeClasses(packages = "org.logcl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  // What reaches a model's bits.
  private static final String[] EXACT = {
    "org.logcl.data..",
    "org.logcl.model..",
    "org.logcl.objective..",
    "org.logcl.solve..",
    "org.logcl.train..",
    "org.logcl.select..",
    "org.logcl.kernel..",
    "org.logcl.numerics..",
    "org.logcl.metrics..",
    "org.logcl.calibrate..",
    "org.logcl.statistics..",
    "org.logcl.verify.."
  };

  // Exact or correctly rounded by the definition of Java; the others may differ between machines.
  private static final Set<String> EXACT_MATH =
      Set.of(
          "abs",
          "addExact",
          "ceil",
          "ceilDiv",
          "clamp",
          "copySign",
          "decrementExact",
          "floor",
          "floorDiv",
          "floorMod",
          "fma",
          "getExponent",
          "incrementExact",
          "max",
          "min",
          "multiplyExact",
          "multiplyFull",
          "multiplyHigh",
          "negateExact",
          "nextAfter",
          "nextDown",
          "nextUp",
          "rint",
          "round",
          "scalb",
          "signum",
          "sqrt",
          "subtractExact",
          "toIntExact",
          "ulp");

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_TOUCHES_JOCL =
      noClasses()
          .that(resideInAnyPackage("org.logcl..").and(outside("org.logcl.opencl..")))
          .should()
          .dependOnClassesThat(resideInAPackage("org.jocl.."))
          .allowEmptyShould(true);

  @ArchTest static final ArchRule ERROR_IS_A_LEAF = uses("error");
  @ArchTest static final ArchRule NUMERICS_IS_A_LEAF = uses("numerics");
  @ArchTest static final ArchRule METRICS_IS_A_LEAF = uses("metrics", "error", "numerics");
  @ArchTest static final ArchRule CALIBRATE_IS_A_LEAF = uses("calibrate", "data", "error");

  @ArchTest
  static final ArchRule STATISTICS_IS_A_LEAF_BESIDE_VALUES =
      uses("statistics", "data", "error", "model");

  @ArchTest static final ArchRule DATA_IS_A_LEAF = uses("data", "error", "numerics");
  @ArchTest static final ArchRule SOLVE_IS_A_LEAF = uses("solve", "error");

  @ArchTest
  static final ArchRule MODEL_IS_A_LEAF = uses("model", "calibrate", "data", "error", "numerics");

  @ArchTest static final ArchRule OPENCL_IS_THE_GROUND = uses("opencl", "error");

  @ArchTest
  static final ArchRule KERNEL_IS_ABOVE_OPENCL = uses("kernel", "opencl", "error", "numerics");

  @ArchTest
  static final ArchRule OBJECTIVE_IS_ABOVE_KERNEL =
      uses("objective", "calibrate", "kernel", "data", "error", "metrics", "model", "numerics");

  @ArchTest
  static final ArchRule TRAIN_IS_ABOVE_OBJECTIVE =
      uses(
          "train", "objective", "solve", "kernel", "data", "error", "metrics", "model", "numerics");

  @ArchTest
  static final ArchRule SELECT_IS_ABOVE_TRAIN =
      uses("select", "train", "objective", "solve", "kernel", "data", "error", "model");

  @ArchTest
  static final ArchRule VERIFY_IS_ABOVE_TRAIN =
      uses(
          "verify",
          "train",
          "calibrate",
          "objective",
          "solve",
          "kernel",
          "data",
          "error",
          "metrics",
          "model",
          "numerics");

  @ArchTest
  static final ArchRule BENCH_IS_ABOVE_TRAIN =
      uses(
          "bench", "train", "objective", "kernel", "data", "error", "metrics", "model", "numerics");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_MEASURES =
      noClasses()
          .that(outside("org.logcl.bench..", "org.logcl.cli.."))
          .should()
          .dependOnClassesThat(resideInAPackage("org.logcl.bench.."));

  @ArchTest
  static final ArchRule IO_READS_AND_WRITES_VALUES =
      uses("io", "train", "calibrate", "data", "error", "metrics", "model", "numerics");

  @ArchTest
  static final ArchRule NOTHING_IS_ABOVE_THE_COMMAND_LINE =
      noClasses()
          .that(outside("org.logcl.cli.."))
          .should()
          .dependOnClassesThat(resideInAPackage("org.logcl.cli.."));

  @ArchTest
  static final ArchRule ONLY_EXACT_MATHEMATICS_REACHES_A_MODEL =
      noClasses()
          .that()
          .resideInAnyPackage(EXACT)
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("is a function whose bits Java leaves open") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return access.getTargetOwner().isEquivalentTo(Math.class)
                      && !EXACT_MATH.contains(access.getName());
                }
              });

  @ArchTest
  static final ArchRule NO_PARALLEL_STREAMS =
      noClasses()
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("makes a stream parallel") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return access.getName().equals("parallelStream")
                      || (access.getName().equals("parallel")
                          && access.getTargetOwner().isAssignableTo(BaseStream.class));
                }
              });

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that(outside("org.logcl.cli..", "org.logcl.report.."))
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("prints") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  return access.getTargetOwner().isEquivalentTo(System.class)
                      && Set.of("out", "err").contains(access.getName());
                }
              });

  /** A package uses itself, those named, and what is not LogCL's. */
  private static ArchRule uses(String name, String... lower) {
    String[] allowed = new String[lower.length + 1];
    allowed[0] = "org.logcl." + name + "..";
    for (int i = 0; i < lower.length; ++i) {
      allowed[i + 1] = "org.logcl." + lower[i] + "..";
    }
    return classes()
        .that()
        .resideInAPackage(allowed[0])
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(outside("org.logcl..")))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> outside(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  @Test
  void theRulesCanFail() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    for (ArchRule rule :
        List.of(
            ONLY_ONE_PACKAGE_TOUCHES_JOCL,
            KERNEL_IS_ABOVE_OPENCL,
            ONLY_EXACT_MATHEMATICS_REACHES_A_MODEL,
            NO_PARALLEL_STREAMS,
            ONLY_THE_COMMAND_LINE_PRINTS)) {
      assertTrue(rule.evaluate(offender).hasViolation(), rule::getDescription);
    }
  }
}
