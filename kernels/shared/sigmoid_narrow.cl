// A chunk of rows of the sigmoid head with at most 32 features, for the GPU flavours: a group of 64 work-items takes 64 rows at a time. A
// work-item has a row for the logits, and a feature for the gradient.
//
// Rows are read as one stretch of memory, the next strip's while this one is worked on. Barriers are in uniform control flow.

#define LOGCL_NARROW 32

// What a group has in local memory: 9.1 KiB. A row has features | 1 values in the tile, an odd number for the banks.
typedef struct {
    float4 residuals[LOGCL_LANES / 4];
    float tile[LOGCL_LANES * (LOGCL_NARROW + 1)];
    float w[LOGCL_NARROW];
    int at[LOGCL_LANES];
    float losses[LOGCL_LANES];
    int correct[LOGCL_LANES];
} LcNarrow;

// One chunk, the positions from .. to - 1 after first. Each of a row's 64 lanes has a single product, and lanes without a feature, which
// hold +0, are left out of the tree. A barrier must come before the next chunk begins.
LC_INLINE void lc_sigmoid_narrow_rows(int from, int to, int features, int ordered, ulong first, __global const int *order,
                                      __global const float *x, __global const float *params,
                                      __global const float *targets, __global const float *weights, __local LcNarrow *s,
                                      float *sum, int *count, __global float *out) {
    int item = get_local_id(0);
    int pitch = features | 1;
    float bias = params[features];
    if (item < LOGCL_NARROW) {
        s->w[item] = item < features ? params[item] : 0.0f;
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
    s->at[item] = (int) lc_row(ordered, order, first + min(from + item, to - 1));
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int turn = 0; turn <= strips; ++turn) {
        int strip = from + turn * LOGCL_LANES;
        float y = target;
        float previous = weight;
        if (turn < strips) {
            int row = row0;
            int feature = feature0;
#define DO(n) \
            if (n < features) { \
                v[n] = strip + row < to ? x[(ulong) s->at[row] * features + feature] : 0.0f; \
                feature += step_features; \
                row += step_rows; \
                row += feature >= features ? 1 : 0; \
                feature -= feature >= features ? features : 0; \
            }
            LC_EACH32(DO)
#undef DO
            target = targets[s->at[item]];
            weight = weights[s->at[item]];
        }
        if (turn > 0) {
            float p[LOGCL_NARROW];
#define DO(d) p[d] = d < features ? fma(s->tile[item * pitch + d], s->w[d], 0.0f) : 0.0f;
            LC_EACH32(DO)
#undef DO
            lc_halve_all(LOGCL_NARROW, p);
            float z = p[0] + bias;
            float loss;
            float residual;
            lc_sigmoid_row(z, y, &loss, &residual);
            bool inside = strip - LOGCL_LANES + item < to;
            ((__local float *) s->residuals)[item] = inside ? lc_flush(previous * residual) : 0.0f;
            loss_lane = inside ? fma(previous, loss, loss_lane) : loss_lane;
            correct += inside && (z >= 0.0f) == (y >= 0.5f) ? 1 : 0;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        if (turn > 0 && item <= features) {
            // The intercept's feature is 1. Rows past the end are +0, and so are their residuals.
            bool is_feature = item < features;
            __local const float *column = s->tile + (is_feature ? item : 0);
#define DO(i) { \
                float4 r = s->residuals[i]; \
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
                s->tile[row * pitch + feature] = v[n]; \
                feature += step_features; \
                row += step_rows; \
                row += feature >= features ? 1 : 0; \
                feature -= feature >= features ? features : 0; \
            }
            LC_EACH32(DO)
#undef DO
            s->at[item] = (int) lc_row(ordered, order, first + min(strip + LOGCL_LANES + item, to - 1));
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    s->losses[item] = loss_lane;
    s->correct[item] = correct;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
        if (item < width) {
            s->losses[item] = s->losses[item] + s->losses[item + width];
            s->correct[item] += s->correct[item + width];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    *sum = s->losses[0];
    *count = s->correct[0];
    if (item <= features) {
        out[item] = lc_unsign_zero(gradient);
    }
}
