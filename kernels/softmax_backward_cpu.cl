// softmax_backward: for each chunk of rows, the partial gradient of the softmax head with many classes. The flavour for CPUs.
//
// What softmax_gradient gives, bit for bit, from residuals by panels.
//
// shapes    x [N][features]; work: the parameters by panels, then the weighted residuals, [chunks][stride / 16][panel_rows][16], as
//           softmax_forward_cpu leaves them;
//           partials [chunks][features + 1][stride]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on, at most 768
// launch    one work-item for 32 features of one chunk (the last one of a chunk has the intercepts too), groups of 1
// private   the 32 columns of X, turned so that they are read as one stream: 100 KB
// order     one chain of fma from +0 over the rows of the chunk in ascending k
// twin      org.logcl.kernel.SoftmaxGradientTwin

#define LOGCL_MANY_ROWS 768
#define LOGCL_COLUMNS 32

// Gradients of 8 features, or of one, and 16 classes; x[row][8].
LC_INLINE void lc_panel_gradient(const int width, int rows, const float *x, __global const float *r, int stride,
                                 __global float *out) {
    float16 zero = 0.0f;
#define DO(i) float16 g##i = zero;
    LC_EACH8(DO)
#undef DO
    for (int k = 0; k < rows; ++k) {
        float16 rk = vload16(k, r);
#define DO(i) g##i = width > i ? fma((float16) (x[8 * k + i]), rk, g##i) : zero;
        LC_EACH8(DO)
#undef DO
    }
#define DO(i) if (width > i) { vstore16(lc_unsign_zero16(g##i), 0, out + i * (long) stride); }
    LC_EACH8(DO)
#undef DO
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void softmax_backward_cpu(int rows, int features, int stride, int chunk_rows, int panel_rows, int ordered, ulong first,
                          __global const int *order, __global const float *x, __global const float *work,
                          __global float *partials) {
    int groups = max(1, features / LOGCL_COLUMNS);
    int chunk = get_global_id(0) / groups;
    int group = get_global_id(0) - chunk * groups;
    int from = chunk * chunk_rows;
    int count = min(chunk_rows, rows - from);
    int d0 = group * LOGCL_COLUMNS;
    // The last group has what is left, up to twice as much, and the intercepts, whose feature is 1.
    int columns = group == groups - 1 ? features + 1 - d0 : LOGCL_COLUMNS;
    float turned[2 * LOGCL_COLUMNS * LOGCL_MANY_ROWS];
    for (int k = 0; k < count; ++k) {
        __global const float *row = x + lc_row(ordered, order, first + from + k) * features + d0;
        for (int i = 0; i < columns; ++i) {
            turned[(i / 8 * LOGCL_MANY_ROWS + k) * 8 + i % 8] = d0 + i < features ? row[i] : 1.0f;
        }
    }
    __global float *out = partials + ((ulong) chunk * (features + 1) + d0) * stride;
    for (int p = 0; p < stride / 16; ++p) {
        __global const float *r = work + (ulong) (features + 1) * stride + ((ulong) chunk * (stride / 16) + p) * 16 * panel_rows;
        int i = 0;
        for (; i + 8 <= columns; i += 8) {
            lc_panel_gradient(8, count, turned + i * LOGCL_MANY_ROWS, r, stride, out + (ulong) i * stride + 16 * p);
        }
        for (; i < columns; ++i) {
            lc_panel_gradient(1, count, turned + i / 8 * 8 * LOGCL_MANY_ROWS + i % 8, r, stride, out + (ulong) i * stride + 16 * p);
        }
    }
}
