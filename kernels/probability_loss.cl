// probability_loss: binary log loss from probabilities, value and gradient, as PyTorch's BCELoss.
//
//     loss_k = -s (y max(log p, -100) + (1 - y) max(log(1 - p), -100))
//     gradient_k = s (p - y) / max(p (1 - p), 1e-12)
//
// shapes    probabilities, targets, weights, losses, gradients [rows]
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// numerics  a subnormal p counts as 0 (its bits are tested, so that flushing devices agree); PyTorch has log p = -100 from
//           p = 2^-145 on down, here from 2^-126. losses is unweighted, gradients carries the weight; both flushed
// source    pytorch/aten/src/ATen/native/Loss.cpp, binary_cross_entropy
// twin      org.logcl.kernel.ProbabilityLossTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void probability_loss(int rows, __global const float *probabilities, __global const float *targets,
                      __global const float *weights, __global float *losses, __global float *gradients) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    float p = probabilities[k];
    p = (as_int(p) & 0x7fffffff) < 0x00800000 ? 0.0f : p;
    float y = lc_flush(targets[k]);
    float log_p = lc_log(p);
    float log_q = lc_log1p(-p);
    log_p = log_p < -100.0f ? -100.0f : log_p;
    log_q = log_q < -100.0f ? -100.0f : log_q;
    float other = lc_flush((y - 1.0f) * log_q);
    losses[k] = lc_flush(fma(-y, log_p, other));
    float spread = (1.0f - p) * p;
    spread = spread < 1e-12f ? 1e-12f : spread;
    float gradient = lc_flush((p - y) * lc_reciprocal(spread));
    gradients[k] = lc_flush(weights[k] * gradient);
}
