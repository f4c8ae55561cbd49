// sigmoid_pass, flavour for GPUs and at most 32 features: a work-item has a row for the logits, and a feature for the gradient.
//
// Arguments and bits are those of sigmoid_pass_gpu.
//
// launch    one group of 64 work-items a chunk, in strips of 64 rows. Rows are read as one stretch of memory, the next strip's while this
//           one is worked on
// local     64 rows of features | 1 values (an odd number for the banks), residuals, weights: 8.9 KiB
// order     as the four kernels have it: each of a row's 64 lanes has a single product, and lanes without a feature, which hold +0, are
//           left out of the tree; a lane of the chunk's loss is a work-item
// twin      org.logcl.kernel.SigmoidPassTwin

#define LOGCL_NARROW 32

__kernel __attribute__((reqd_work_group_size(LOGCL_LANES, 1, 1)))
void sigmoid_pass_narrow_gpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                             __global const float *x, __global const float *params, __global const float *targets,
                             __global const float *weights, int at, __global float *sums, __global int *counts,
                             __global float *partials) {
    __local float tile[LOGCL_LANES * (LOGCL_NARROW + 1)];
    __local float4 residuals[LOGCL_LANES / 4];
    __local float w[LOGCL_NARROW];
    __local int rows_at[LOGCL_LANES];
    __local float losses[LOGCL_LANES];
    __local int corrects[LOGCL_LANES];
    int item = get_local_id(0);
    int chunk = get_group_id(0);
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);
    int pitch = features | 1;
    float bias = params[features];
    if (item < LOGCL_NARROW) {
        w[item] = item < features ? params[item] : 0.0f;
    }
    // A strip has 64 * features values: this work-item brings in number item, item + 64, ..., features in all. One step is so many rows
    // and so many features further.
    int row0 = item / features;
    int feature0 = item - row0 * features;
    int step_rows = LOGCL_LANES / features;
    int step_features = LOGCL_LANES - step_rows * features;

    float v[LOGCL_NARROW];
    float target = 0.0f;
    float weight = 0.0f;
    float gradient = 0.0f;
    float loss_lane = 0.0f;
    int correct = 0;
    // Turn t fetches strip t and works on strip t - 1, so there is one more than there are strips. Barriers are uniform.
    int strips = (to - from + LOGCL_LANES - 1) / LOGCL_LANES;
    rows_at[item] = (int) lc_row(ordered, order, first + min(from + item, to - 1));
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int turn = 0; turn <= strips; ++turn) {
        int strip = from + turn * LOGCL_LANES;
        float y = target;
        float s = weight;
        if (turn < strips) {
            int row = row0;
            int feature = feature0;
#define DO(n) \
            if (n < features) { \
                v[n] = strip + row < to ? x[(ulong) rows_at[row] * features + feature] : 0.0f; \
                feature += step_features; \
                row += step_rows; \
                row += feature >= features ? 1 : 0; \
                feature -= feature >= features ? features : 0; \
            }
            LC_EACH32(DO)
#undef DO
            target = targets[rows_at[item]];
            weight = weights[rows_at[item]];
        }
        if (turn > 0) {
            float p[LOGCL_NARROW];
#define DO(d) p[d] = d < features ? fma(tile[item * pitch + d], w[d], 0.0f) : 0.0f;
            LC_EACH32(DO)
#undef DO
            lc_halve_all(LOGCL_NARROW, p);
            float z = p[0] + bias;
            float loss;
            float residual;
            lc_sigmoid_row(z, y, &loss, &residual);
            bool inside = strip - LOGCL_LANES + item < to;
            ((__local float *) residuals)[item] = inside ? lc_flush(s * residual) : 0.0f;
            loss_lane = inside ? fma(s, loss, loss_lane) : loss_lane;
            correct += inside && (z >= 0.0f) == (y >= 0.5f) ? 1 : 0;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        if (turn > 0 && item <= features) {
            // The intercept's feature is 1. Rows past the end are +0, and so are their residuals.
            bool is_feature = item < features;
            __local const float *column = tile + (is_feature ? item : 0);
#define DO(i) { \
                float4 r = residuals[i]; \
                gradient = fma(r.s0, is_feature ? column[pitch * (4 * i)] : 1.0f, gradient); \
                gradient = fma(r.s1, is_feature ? column[pitch * (4 * i + 1)] : 1.0f, gradient); \
                gradient = fma(r.s2, is_feature ? column[pitch * (4 * i + 2)] : 1.0f, gradient); \
                gradient = fma(r.s3, is_feature ? column[pitch * (4 * i + 3)] : 1.0f, gradient); \
            }
            LC_EACH16(DO)
#undef DO
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        if (turn < strips) {
            int row = row0;
            int feature = feature0;
#define DO(n) \
            if (n < features) { \
                tile[row * pitch + feature] = v[n]; \
                feature += step_features; \
                row += step_rows; \
                row += feature >= features ? 1 : 0; \
                feature -= feature >= features ? features : 0; \
            }
            LC_EACH32(DO)
#undef DO
            rows_at[item] = (int) lc_row(ordered, order, first + min(strip + LOGCL_LANES + item, to - 1));
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    losses[item] = loss_lane;
    corrects[item] = correct;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
        if (item < width) {
            losses[item] = losses[item] + losses[item + width];
            corrects[item] += corrects[item + width];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (item == 0) {
        sums[at + chunk] = losses[0];
        counts[at + chunk] = corrects[0];
    }
    if (item <= features) {
        partials[(ulong) chunk * (features + 1) + item] = lc_unsign_zero(gradient);
    }
}
