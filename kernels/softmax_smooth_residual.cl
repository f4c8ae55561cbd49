// softmax_smooth_residual: row loss and weighted residual of the softmax head against a class index with label smoothing e: the
// target is 1 - e of the class and e spread over all C classes alike (Szegedy et al. 2016; PyTorch's label_smoothing).
//
//     loss_k = (1 - e) (log sum_j e^(z_kj) - z_ky) + e mean_c (log sum_j e^(z_kj) - z_kc),
//     values_kc = s * (p_kc - (1 - e) [c = y] - e / C)        y = targets[row(k)], s = weights[row(k)]
//
// shapes    values [rows][stride]: logits in, weighted residuals out, the padding set to 0; targets [N] class indices;
//           weights [N]; losses [N], correct [N]: written at position first + k
// scalars   smoothing = e in [0, 1); share = e / C, flushed, from the host: it takes a division
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// order     sums over classes in 64 lanes (lane l takes classes l, l + 64, ...) and the halving tree
// numerics  t_c = e / C, with 1 - e more for y, sums to 1, so loss = sum_c t_c (top - z_c) + log1p(rest): no term is negative. The
//           residual of y is (e - e / C) - (1 - p_y), with 1 - p of the leading class as rest / (1 + rest): p - 1 has lost its digits
//           there. With e = 0 the bits of softmax_residual, where differences of logits are finite. correct is 1 where y is the
//           lowest class with the largest logit
// twin      org.logcl.kernel.SoftmaxSmoothResidualTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax_smooth_residual(int rows, int classes, int stride, float smoothing, float share, int ordered, ulong first,
                             __global const int *order, __global const int *targets, __global const float *weights,
                             __global float *values, __global float *losses, __global int *correct) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    ulong row = lc_row(ordered, order, first + k);
    int y = targets[row];
    float s = weights[row];
    float e = lc_flush(smoothing);
    float own = (1.0f - e) + share;
    __global float *z = values + (ulong) k * stride;
    int best = lc_softmax_best(classes, z);
    float top = z[best];

    // The gaps are summed before the exponentials take the logits' place.
    float lane[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
    }
    for (int c = 0; c < classes; ++c) {
        int l = c % LOGCL_LANES;
        lane[l] = fma(c == y ? own : share, lc_flush(top - z[c]), lane[l]);
    }
    float gap = lc_tree(lane);
    float rest = lc_softmax_exp(classes, best, z);
    float inverse = lc_reciprocal(1.0f + rest);
    losses[first + k] = lc_flush(gap + lc_log1p(rest));
    correct[first + k] = best == y ? 1 : 0;
    for (int c = 0; c < classes; ++c) {
        float p = lc_flush(z[c] * inverse);
        float wrong = c == best ? lc_flush(rest * inverse) : 1.0f - p;
        float residual = c == y ? (e - share) - wrong : p - share;
        z[c] = lc_flush(s * residual);
    }
    for (int c = classes; c < stride; ++c) {
        z[c] = 0.0f;
    }
}
