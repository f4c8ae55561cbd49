// sigmoid_gradient: for each chunk of rows, g_d = sum_k r_k x_row(k),d, and the sum of r for the intercept.
//
// shapes    x [N][features], residuals [rows] (weighted), partials [chunks][features + 1]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one work-item for 16 features of one chunk, feature tiles next to each other, groups of LOGCL_GROUP, rounded up
// order     one chain of fma from +0 over the rows of the chunk in ascending k
// numerics  x and residuals are flushed, so no product is subnormal. A residual of 0 is multiplied all the same: 0 times an
//           infinite x is not 0. A sum of 0 is +0
// twin      org.logcl.kernel.SigmoidGradientTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void sigmoid_gradient(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                      __global const float *x, __global const float *residuals, __global float *partials) {
    int tiles = features / 16 + 1;
    int item = get_global_id(0);
    int chunk = item / tiles;
    long from = (long) chunk * chunk_rows;
    if (from >= rows) {
        return;
    }
    int to = (int) min(from + chunk_rows, (long) rows);
    int d = (item - chunk * tiles) * 16;
    __global float *out = partials + (ulong) chunk * (features + 1);
    if (d + 16 <= features) {
        float16 sum = 0.0f;
        for (int k = (int) from; k < to; ++k) {
            __global const float *row = x + lc_row(ordered, order, first + k) * features;
            sum = fma((float16) (residuals[k]), vload16(0, row + d), sum);
        }
        vstore16(lc_unsign_zero16(sum), 0, out + d);
        return;
    }
    // The last tile: what is left of the features, then the intercept, whose feature is 1.
    for (; d <= features; ++d) {
        float sum = 0.0f;
        for (int k = (int) from; k < to; ++k) {
            ulong row = lc_row(ordered, order, first + k);
            sum = fma(residuals[k], d < features ? x[row * features + d] : 1.0f, sum);
        }
        out[d] = lc_unsign_zero(sum);
    }
}
