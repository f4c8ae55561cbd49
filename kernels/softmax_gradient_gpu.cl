// softmax_gradient, flavour for GPUs: for each chunk of rows, G_dc = sum_k x_row(k),d R_kc, and the sums of R for the intercepts. For
// many classes.
//
// Arguments and bits are those of softmax_gradient.
//
// shapes    x [N][features], residuals [rows][stride] (weighted), partials [chunks][features + 1][stride]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one group of 128 work-items for 64 features x 64 classes of a chunk: chunks * ceil(features / 64) * ceil(stride / 64)
//           groups; class tiles next to each other, then feature tiles, then chunks. The groups of the first feature tile sum the
//           intercepts as well
// local     two buffers of 16 x 68 and 16 x 64 values: 16.5 KiB
// order     one chain of fma from +0 over the rows of the chunk in ascending k; see shared/tile.cl
// numerics  x and residuals are flushed, so no product is subnormal. A sum of 0 is +0
// twin      org.logcl.kernel.SoftmaxGradientTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_TILE_GROUP, 1, 1)))
void softmax_gradient_gpu(int rows, int features, int stride, int chunk_rows, int ordered, ulong first,
                          __global const int *order, __global const float *x, __global const float *residuals,
                          __global float *partials) {
    __local float4 left[2][LOGCL_TILE_STEP * LOGCL_TILE_LEFT];
    __local float4 right[2][LOGCL_TILE_STEP * LOGCL_TILE_RIGHT];
    int item = get_local_id(0);
    int class_tiles = (stride + LOGCL_TILE - 1) / LOGCL_TILE;
    int feature_tiles = (features + LOGCL_TILE - 1) / LOGCL_TILE;
    int group = get_group_id(0);
    int chunk = group / (class_tiles * feature_tiles);
    int tile = group - chunk * class_tiles * feature_tiles;
    int d0 = tile / class_tiles * LOGCL_TILE;
    int c0 = (tile - tile / class_tiles * class_tiles) * LOGCL_TILE;
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);

    // What this work-item brings in: one feature of 8 rows, every second from its own on, and two vectors of 4 classes. What lies
    // past the end is 0.
    int feature = item % LOGCL_TILE;
    int row = item / LOGCL_TILE;
    bool has_feature = d0 + feature < features;
    int c = c0 + 4 * (item % 16);
    bool inside = c < stride;
    int inner = item / 16;

    float4 sums[8];
    float xs[8];
    float4 r0 = 0.0f;
    float4 r1 = 0.0f;
    float intercept = 0.0f;
#define DO(m) sums[m] = 0.0f;
    LC_EACH8(DO)
#undef DO
    int steps = (to - from + LOGCL_TILE_STEP - 1) / LOGCL_TILE_STEP;
    int tx = item % 8;
    int ty = item / 8;
    bool sums_intercept = d0 == 0 && item < LOGCL_TILE;
    // Step s multiplies what was fetched in step s - 1, so there is one more than there are parts. Barriers are uniform.
    for (int step = 0; step <= steps; ++step) {
        int k = from + step * LOGCL_TILE_STEP;
        if (step < steps) {
#define DO(m) { \
                int at = k + row + 2 * m; \
                ulong start = lc_row(ordered, order, first + min(at, to - 1)) * features + d0 + feature; \
                xs[m] = has_feature && at < to ? x[start] : 0.0f; \
            }
            LC_EACH8(DO)
#undef DO
            __global const float4 *r = (__global const float4 *) (residuals + (ulong) (k + inner) * stride + c);
            r0 = inside && k + inner < to ? r[0] : (float4) (0.0f);
            r1 = inside && k + inner + 8 < to ? r[2 * stride] : (float4) (0.0f);
        }
        if (step > 0) {
            __local const float4 *values = right[(step - 1) % 2];
            lc_tile_step(left[(step - 1) % 2], values, tx, ty, sums);
            if (sums_intercept) {
#define DO(i) intercept = fma(((__local const float *) values)[i * LOGCL_TILE + item], 1.0f, intercept);
                LC_EACH16(DO)
#undef DO
            }
        }
        if (step < steps) {
            __local float *l = (__local float *) left[step % 2] + row * (4 * LOGCL_TILE_LEFT) + feature;
#define DO(m) l[8 * LOGCL_TILE_LEFT * m] = xs[m];
            LC_EACH8(DO)
#undef DO
            right[step % 2][item] = r0;
            right[step % 2][item + LOGCL_TILE_GROUP] = r1;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    // stride is a multiple of 16, so a vector of 4 classes is inside or outside as a whole.
    int low = c0 + 4 * tx;
    int high = low + 32;
    __global float *out = partials + (ulong) chunk * (features + 1) * stride;
#define DO(i) { \
        int d = d0 + 4 * ty + i; \
        __global float *g = out + (ulong) d * stride; \
        if (d < features && low < stride) { \
            *(__global float4 *) (g + low) = lc_unsign_zero4(sums[2 * i]); \
        } \
        if (d < features && high < stride) { \
            *(__global float4 *) (g + high) = lc_unsign_zero4(sums[2 * i + 1]); \
        } \
    }
    LC_EACH4(DO)
#undef DO
    if (sums_intercept && c0 + item < stride) {
        out[(ulong) features * stride + c0 + item] = lc_unsign_zero(intercept);
    }
}
