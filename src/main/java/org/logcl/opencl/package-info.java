/**
 * OpenCL through JOCL: devices, a session per device, buffers, programs, kernels, transfers. The
 * only package that imports {@code org.jocl}; it checks every size, lifetime and return code,
 * because JOCL checks none. docs/opencl.md tells the traps.
 */
package org.logcl.opencl;
