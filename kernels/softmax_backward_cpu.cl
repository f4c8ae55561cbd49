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
    int columns = lc_columns(group, groups, features);
    float turned[2 * LOGCL_COLUMNS * LOGCL_MANY_ROWS];
    lc_turn_columns(columns, count, d0, features, ordered, first + from, order, x, turned);
    __global float *out = partials + ((ulong) chunk * (features + 1) + d0) * stride;
    for (int p = 0; p < stride / 16; ++p) {
        __global const float *r = work + (ulong) (features + 1) * stride + ((ulong) chunk * (stride / 16) + p) * 16 * panel_rows;
        float g[8 * 16];
        for (int i = 0, width; i < columns; i += width) {
            width = lc_column_gradients(i, columns, count, turned, r, g);
            for (int j = 0; j < width; ++j) {
                vstore16(vload16(j, g), 0, out + (ulong) (i + j) * stride + 16 * p);
            }
        }
    }
}
