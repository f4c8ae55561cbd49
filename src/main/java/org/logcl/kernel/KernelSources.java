package org.logcl.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the kernels packed in the jar as one source, with {@code #line} so that a compiler's
 * messages name the file.
 */
final class KernelSources {
  /** Shared steps first, then the kernels. */
  static final List<String> FILES =
      List.of(
          "shared/canonical.cl",
          "shared/orders.cl",
          "shared/unroll.cl",
          "shared/steps.cl",
          "shared/permutation.cl",
          "sigmoid_logits.cl",
          "softmax_logits.cl",
          "sigmoid.cl",
          "softmax.cl",
          "sigmoid_residual.cl",
          "softmax_residual.cl",
          "softmax_soft_residual.cl",
          "softmax_smooth_residual.cl",
          "multilabel_residual.cl",
          "sigmoid_gradient.cl",
          "softmax_gradient.cl",
          "curvature_rows.cl",
          "combine_chunks.cl",
          "row_sums.cl",
          "gradient_norm.cl",
          "gradient_scale.cl",
          "sgd_update.cl",
          "nesterov_update.cl",
          "adam_update.cl",
          "adagrad_update.cl",
          "batch_order.cl",
          "probability_loss.cl",
          "elementary.cl");

  /** What only the CPU flavour has. */
  static final List<String> CPU_FILES =
      List.of(
          "shared/strip.cl",
          "shared/sigmoid_chunk.cl",
          "shared/softmax_chunk.cl",
          "shared/epoch.cl",
          "combine_chunks_cpu.cl",
          "sigmoid_pass_cpu.cl",
          "softmax_pass_cpu.cl",
          "sigmoid_epoch_cpu.cl",
          "softmax_epoch_cpu.cl",
          "softmax_panels.cl",
          "softmax_forward_cpu.cl",
          "shared/columns.cl",
          "softmax_backward_cpu.cl",
          "softmax_step_cpu.cl");

  /** What only the GPU flavour has. */
  static final List<String> GPU_FILES = List.of("sigmoid_pass_light_gpu.cl");

  /** The probes of {@link Limits}, a program of their own. */
  static final List<String> LIMIT_FILES =
      List.of(
          "limits/vectors.cl",
          "limits/limit_read.cl",
          "limits/limit_copy.cl",
          "limits/limit_fma.cl",
          "limits/limit_launch.cl");

  /**
   * What the compilers of devices that are there for checking take minutes over: whole softmax
   * passes, whole epochs and tiled products of GPUs.
   */
  static final List<String> GPU_FUSED_FILES =
      List.of(
          "shared/tile.cl",
          "shared/sigmoid_rows.cl",
          "shared/sigmoid_narrow.cl",
          "shared/softmax_rows.cl",
          "shared/epoch_gpu.cl",
          "sigmoid_pass_gpu.cl",
          "sigmoid_pass_narrow_gpu.cl",
          "sigmoid_pass_wide_gpu.cl",
          "softmax_pass_gpu.cl",
          "sigmoid_epoch_gpu.cl",
          "softmax_epoch_gpu.cl",
          "softmax_logits_gpu.cl",
          "softmax_residual_gpu.cl",
          "softmax_gradient_gpu.cl");

  private KernelSources() {}

  /**
   * The source of a flavour, with or without {@link #GPU_FUSED_FILES}. A kernel of the other
   * flavour would cost its compilation for nothing.
   */
  static String of(Tuning.Flavour flavour, boolean fused) {
    List<String> files = new ArrayList<>(FILES);
    files.addAll(flavour == Tuning.Flavour.CPU ? CPU_FILES : GPU_FILES);
    if (fused && flavour == Tuning.Flavour.GPU) {
      files.addAll(GPU_FUSED_FILES);
    }
    return of(files);
  }

  /** The source of these files. */
  static String of(List<String> files) {
    StringBuilder source = new StringBuilder();
    for (String file : files) {
      source
          .append("#line 1 \"kernels/")
          .append(file)
          .append("\"\n")
          .append(read(file))
          .append('\n');
    }
    return source.toString();
  }

  private static String read(String file) {
    try (InputStream in = KernelSources.class.getResourceAsStream("/org/logcl/kernels/" + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "Kernel " + file + " is not in the jar: the build is broken.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Kernel " + file + " cannot be read from the jar.", e);
    }
  }
}
