// sigmoid_logits: z_k = x_row(k) . w + b, one logit a row.
//
// shapes    x [N][features], params [features + 1] (w, then b), logits [rows]
// rows      k = 0 .. rows-1 is row order[first + k] of x, or first + k where ordered is 0
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up; no local memory; logits aliases nothing
// order     64 lanes (lane l takes features l, l + 64, ...), each a chain of fma from +0, then the halving tree, then + b
// numerics  x and params are flushed, so no product is subnormal
// twin      org.logcl.kernel.SigmoidLogitsTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void sigmoid_logits(int rows, int features, int ordered, ulong first, __global const int *order, __global const float *x,
                    __global const float *params, __global float *logits) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    __global const float *row = x + lc_row(ordered, order, first + k) * features;
    float16 a0 = 0.0f;
    float16 a1 = 0.0f;
    float16 a2 = 0.0f;
    float16 a3 = 0.0f;
    int d = 0;
    for (; d + LOGCL_LANES <= features; d += LOGCL_LANES) {
        a0 = fma(vload16(0, row + d), vload16(0, params + d), a0);
        a1 = fma(vload16(1, row + d), vload16(1, params + d), a1);
        a2 = fma(vload16(2, row + d), vload16(2, params + d), a2);
        a3 = fma(vload16(3, row + d), vload16(3, params + d), a3);
    }
    float lane[LOGCL_LANES];
    vstore16(a0, 0, lane);
    vstore16(a1, 1, lane);
    vstore16(a2, 2, lane);
    vstore16(a3, 3, lane);
    for (int l = 0; d + l < features; ++l) {
        lane[l] = fma(row[d + l], params[d + l], lane[l]);
    }
    logits[k] = lc_tree(lane) + params[features];
}
