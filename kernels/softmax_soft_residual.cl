// softmax_soft_residual: row loss and weighted residual of the softmax head, from logits and a distribution over classes.
//
//     loss_k = sum_c y_kc (log sum_j e^(z_kj) - z_kc),     values_kc = s * (Y p_kc - y_kc),     Y = sum_c y_kc
//
// shapes    values [rows][stride]: logits in, weighted residuals out, the padding set to 0; targets [N][classes], none
//           negative, each row's sum Y about 1; weights [N]; losses [N], correct [N]: written at position first + k
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// order     sums over classes in 64 lanes (lane l takes classes l, l + 64, ...) and the halving tree
// numerics  residual = (Y - y) p - y (1 - p), with 1 - p of the leading class taken as rest / (1 + rest). A one-hot
//           target gives the bits of softmax_residual. correct is 1 where the best class is the lowest with the largest y
// twin      org.logcl.kernel.SoftmaxSoftResidualTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax_soft_residual(int rows, int classes, int stride, int ordered, ulong first, __global const int *order,
                           __global const float *targets, __global const float *weights, __global float *values,
                           __global float *losses, __global int *correct) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    ulong row = lc_row(ordered, order, first + k);
    __global const float *y = targets + row * classes;
    float s = weights[row];
    __global float *z = values + (ulong) k * stride;
    int best = lc_softmax_best(classes, z);
    int wanted = lc_softmax_best(classes, y);
    float top = z[best];

    // The loss needs log1p(rest) before the logits are overwritten, so the exponentials are summed twice: once here.
    float lane[LOGCL_LANES];
    float total[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
        total[l] = 0.0f;
    }
    for (int c = 0; c < classes; ++c) {
        int l = c % LOGCL_LANES;
        lane[l] = lane[l] + (c == best ? 0.0f : lc_exp(z[c] - top));
        total[l] = total[l] + lc_flush(y[c]);
    }
    float rest = lc_tree(lane);
    float mass = lc_tree(total);
    float log_rest = lc_log1p(rest);
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
    }
    for (int c = 0; c < classes; ++c) {
        int l = c % LOGCL_LANES;
        lane[l] = fma(lc_flush(y[c]), lc_flush((top - z[c]) + log_rest), lane[l]);
    }
    losses[first + k] = lc_flush(lc_tree(lane));
    correct[first + k] = best == wanted ? 1 : 0;

    float inverse = lc_reciprocal(1.0f + rest);
    for (int c = 0; c < classes; ++c) {
        float yc = lc_flush(y[c]);
        float p = lc_flush(lc_exp(z[c] - top) * inverse);
        float wrong = c == best ? lc_flush(rest * inverse) : 1.0f - p;
        float residual = lc_flush(fma(mass - yc, p, -lc_flush(yc * wrong)));
        z[c] = lc_flush(s * residual);
    }
    for (int c = classes; c < stride; ++c) {
        z[c] = 0.0f;
    }
}
