// softmax_residual: row loss and weighted residual of the softmax head, from logits and a class index.
//
//     loss_k = log(sum_j e^(z_kj - z_ky)),     values_kc = s * (p_kc - [c = y])     y = targets[row(k)], s = weights[row(k)]
//
// shapes    values [rows][stride]: logits in, weighted residuals out, the padding set to 0; targets [N] class indices;
//           weights [N]; losses [N], correct [N]: written at position first + k
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// order     the sum as lc_softmax_exp has it
// numerics  with rest the sum without the best class: loss = (top - z_y) + log1p(rest); the residual of y is -rest / (1 + rest)
//           where y leads (p - 1 is exactly 0 in float32 from a lead of about 17), else p - 1. correct is 1 where y is the lowest class
//           with the largest logit. Loss in nats; all results flushed
// twin      org.logcl.kernel.SoftmaxResidualTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax_residual(int rows, int classes, int stride, int ordered, ulong first, __global const int *order,
                      __global const int *targets, __global const float *weights, __global float *values,
                      __global float *losses, __global int *correct) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    ulong row = lc_row(ordered, order, first + k);
    int y = targets[row];
    float s = weights[row];
    __global float *z = values + (ulong) k * stride;
    int best = lc_softmax_best(classes, z);
    float gap = z[best] - z[y];
    float rest = lc_softmax_exp(classes, best, z);
    float inverse = lc_reciprocal(1.0f + rest);
    losses[first + k] = lc_flush(gap + lc_log1p(rest));
    correct[first + k] = best == y ? 1 : 0;
    for (int c = 0; c < classes; ++c) {
        float p = lc_flush(z[c] * inverse);
        float wrong = c == best ? lc_flush(rest * inverse) : 1.0f - p;
        float residual = c == y ? -wrong : p;
        z[c] = lc_flush(s * residual);
    }
    for (int c = classes; c < stride; ++c) {
        z[c] = 0.0f;
    }
}
