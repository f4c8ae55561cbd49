package org.logcl.bench;

import java.util.List;
import java.util.Map;
import org.logcl.kernel.Limit;

/**
 * What was measured on a device.
 *
 * @param device its name
 * @param driver version of its driver, or of Java
 * @param backend opencl or reference
 * @param limits the median of each, in its own unit
 * @param cases in the order in which they ran
 * @param crossovers of mini-batches and of full batches; none on the reference device itself
 */
public record Result(
    String device,
    String driver,
    String backend,
    Map<Limit, Double> limits,
    List<Measurement> cases,
    List<Crossover> crossovers) {}
