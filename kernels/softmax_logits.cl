// softmax_logits: Z_kc = x_row(k) . W_c + b_c.
//
// shapes    x [N][features], params [features + 1][stride] (W, then b), logits [rows][stride]
//           stride is the number of classes rounded up to 16; the padding of params is 0, and so is that of the logits
// rows      k = 0 .. rows-1 is row order[first + k] of x, or first + k where ordered is 0
// launch    one work-item for 4 rows x 16 classes, class tiles next to each other, groups of LOGCL_GROUP, global size rounded up
// order     one chain of fma from +0 over the features in ascending order, then + b: any tiling has it
// numerics  x and params are flushed, so no product is subnormal
// twin      org.logcl.kernel.SoftmaxLogitsTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax_logits(int rows, int features, int stride, int ordered, ulong first, __global const int *order,
                    __global const float *x, __global const float *params, __global float *logits) {
    int tiles = stride / 16;
    int item = get_global_id(0);
    int k = item / tiles * 4;
    if (k >= rows) {
        return;
    }
    int tile = item - item / tiles * tiles;
    // Rows past the end repeat the last one; only their store is left out.
    int last = rows - 1;
    __global const float *x0 = x + lc_row(ordered, order, first + k) * features;
    __global const float *x1 = x + lc_row(ordered, order, first + min(k + 1, last)) * features;
    __global const float *x2 = x + lc_row(ordered, order, first + min(k + 2, last)) * features;
    __global const float *x3 = x + lc_row(ordered, order, first + min(k + 3, last)) * features;
    __global const float *w = params + tile * 16;
    float16 a0 = 0.0f;
    float16 a1 = 0.0f;
    float16 a2 = 0.0f;
    float16 a3 = 0.0f;
    for (int d = 0; d < features; ++d) {
        float16 wd = vload16(0, w);
        a0 = fma((float16) (x0[d]), wd, a0);
        a1 = fma((float16) (x1[d]), wd, a1);
        a2 = fma((float16) (x2[d]), wd, a2);
        a3 = fma((float16) (x3[d]), wd, a3);
        w += stride;
    }
    float16 b = vload16(0, w);
    __global float *z = logits + (ulong) k * stride + tile * 16;
    vstore16(a0 + b, 0, z);
    if (k + 1 < rows) {
        vstore16(a1 + b, 0, z + stride);
    }
    if (k + 2 < rows) {
        vstore16(a2 + b, 0, z + 2 * (ulong) stride);
    }
    if (k + 3 < rows) {
        vstore16(a3 + b, 0, z + 3 * (ulong) stride);
    }
}
