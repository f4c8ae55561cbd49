// softmax_gradient: for each chunk of rows, G_dc = sum_k x_row(k),d R_kc, and the sums of R for the intercepts.
//
// shapes    x [N][features], residuals [rows][stride] (weighted), partials [chunks][features + 1][stride]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one work-item for 4 features x 16 classes of one chunk; class tiles next to each other, then feature tiles, then
//           chunks; groups of LOGCL_GROUP, rounded up
// order     one chain of fma from +0 over the rows of the chunk in ascending k: any tiling has it
// numerics  x and residuals are flushed, so no product is subnormal. A sum of 0 is +0
// twin      org.logcl.kernel.SoftmaxGradientTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax_gradient(int rows, int features, int stride, int chunk_rows, int ordered, ulong first,
                      __global const int *order, __global const float *x, __global const float *residuals,
                      __global float *partials) {
    int class_tiles = stride / 16;
    int feature_tiles = features / 4 + 1;
    long item = get_global_id(0);
    int chunk = (int) (item / ((long) class_tiles * feature_tiles));
    long from = (long) chunk * chunk_rows;
    if (from >= rows) {
        return;
    }
    int to = (int) min(from + chunk_rows, (long) rows);
    int tile = (int) (item - (long) chunk * class_tiles * feature_tiles);
    int feature_tile = tile / class_tiles;
    int c = (tile - feature_tile * class_tiles) * 16;
    int d = feature_tile * 4;
    __global float *out = partials + ((ulong) chunk * (features + 1) + d) * stride + c;
    if (d + 4 <= features) {
        float16 g0 = 0.0f;
        float16 g1 = 0.0f;
        float16 g2 = 0.0f;
        float16 g3 = 0.0f;
        for (int k = (int) from; k < to; ++k) {
            float16 r = vload16(0, residuals + (ulong) k * stride + c);
            float4 xd = vload4(0, x + lc_row(ordered, order, first + k) * features + d);
            g0 = fma((float16) (xd.s0), r, g0);
            g1 = fma((float16) (xd.s1), r, g1);
            g2 = fma((float16) (xd.s2), r, g2);
            g3 = fma((float16) (xd.s3), r, g3);
        }
        vstore16(lc_unsign_zero16(g0), 0, out);
        vstore16(lc_unsign_zero16(g1), 0, out + stride);
        vstore16(lc_unsign_zero16(g2), 0, out + 2 * (ulong) stride);
        vstore16(lc_unsign_zero16(g3), 0, out + 3 * (ulong) stride);
        return;
    }
    // The last tile: what is left of the features, then the intercepts, whose feature is 1.
    for (; d <= features; ++d) {
        float16 g = 0.0f;
        for (int k = (int) from; k < to; ++k) {
            ulong row = lc_row(ordered, order, first + k);
            float xd = d < features ? x[row * features + d] : 1.0f;
            g = fma((float16) (xd), vload16(0, residuals + (ulong) k * stride + c), g);
        }
        vstore16(lc_unsign_zero16(g), 0, out);
        out += stride;
    }
}
