// softmax_residual, flavour for GPUs: row loss and weighted residual of the softmax head, from logits and a class index. For many
// classes.
//
// Arguments, formulas and bits are those of softmax_residual.
//
// shapes    values [rows][stride]: logits in, weighted residuals out, the padding set to 0; targets [N] class indices;
//           weights [N]; losses [N], correct [N]: written at position first + k
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one group of 64 work-items a row: a work-item is a lane of the sum, and its first 16 classes stay in registers
// local     64 values and 64 class indices: 512 bytes
// order     the sum in 64 lanes (lane l takes classes l, l + 64, ...) and the halving tree; which class is best has no order: ties and
//           NaNs are settled as in a search from class 0 on
// numerics  see softmax_residual
// twin      org.logcl.kernel.SoftmaxResidualTwin

// Keeps the better of two classes: the larger logit, the lower class where they are equal.
LC_INLINE void lc_better(float z, int c, float *top, int *best) {
    bool better = z > *top || (z == *top && c < *best);
    *best = better ? c : *best;
    *top = better ? z : *top;
}

__kernel __attribute__((reqd_work_group_size(LOGCL_LANES, 1, 1)))
void softmax_residual_gpu(int rows, int classes, int stride, int ordered, ulong first, __global const int *order,
                          __global const int *targets, __global const float *weights, __global float *values,
                          __global float *losses, __global int *correct) {
    __local float lanes[LOGCL_LANES];
    __local int bests[LOGCL_LANES];
    int lane = get_local_id(0);
    int k = get_group_id(0);
    ulong row = lc_row(ordered, order, first + k);
    int y = targets[row];
    float s = weights[row];
    __global float *z = values + (ulong) k * stride;
    // All work-items read these two before the first barrier, and the row is overwritten after it.
    float zero = z[0];
    float own = z[y];

    // A search from class 0 on never takes a NaN, nor leaves one in class 0. So a NaN counts as -infinity here, and class 0 is
    // looked at again afterwards.
    float e[16];
    float top = -INFINITY;
    int best = classes;
#define DO(i) { \
        int c = lane + LOGCL_LANES * i; \
        e[i] = c < classes ? z[c] : -INFINITY; \
        lc_better(isnan(e[i]) ? -INFINITY : e[i], c, &top, &best); \
    }
    LC_EACH16(DO)
#undef DO
    for (int c = lane + 16 * LOGCL_LANES; c < classes; c += LOGCL_LANES) {
        float zc = z[c];
        lc_better(isnan(zc) ? -INFINITY : zc, c, &top, &best);
    }
    lanes[lane] = top;
    bests[lane] = best;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
        if (lane < width) {
            lc_better(lanes[lane + width], bests[lane + width], &top, &best);
            lanes[lane] = top;
            bests[lane] = best;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    best = isnan(zero) ? 0 : bests[0];
    top = isnan(zero) ? zero : lanes[0];
    barrier(CLK_LOCAL_MEM_FENCE);

    float sum = 0.0f;
#define DO(i) if (LOGCL_LANES * i < classes) { \
        int c = lane + LOGCL_LANES * i; \
        e[i] = lc_exp(e[i] - top); \
        sum = sum + (c == best || c >= classes ? 0.0f : e[i]); \
    }
    LC_EACH16(DO)
#undef DO
    for (int c = lane + 16 * LOGCL_LANES; c < classes; c += LOGCL_LANES) {
        float v = lc_exp(z[c] - top);
        z[c] = v;
        sum = sum + (c == best ? 0.0f : v);
    }
    lanes[lane] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
        if (lane < width) {
            lanes[lane] = lanes[lane] + lanes[lane + width];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    float rest = lanes[0];
    float inverse = lc_reciprocal(1.0f + rest);
    float most = lc_flush(rest * inverse);
    if (lane == 0) {
        losses[first + k] = lc_flush((top - own) + lc_log1p(rest));
        correct[first + k] = best == y ? 1 : 0;
    }
#define DO(i) { \
        int c = lane + LOGCL_LANES * i; \
        float p = lc_flush(e[i] * inverse); \
        float wrong = c == best ? most : 1.0f - p; \
        float residual = lc_flush(s * (c == y ? -wrong : p)); \
        if (c < stride) { \
            z[c] = c < classes ? residual : 0.0f; \
        } \
    }
    LC_EACH16(DO)
#undef DO
    for (int c = lane + 16 * LOGCL_LANES; c < stride; c += LOGCL_LANES) {
        float p = lc_flush(z[c] * inverse);
        float wrong = c == best ? most : 1.0f - p;
        float residual = lc_flush(s * (c == y ? -wrong : p));
        z[c] = c < classes ? residual : 0.0f;
    }
}
