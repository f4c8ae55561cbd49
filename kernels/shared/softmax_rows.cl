// One chunk of rows of the softmax head with at most 32 classes, for the GPU flavours: a group of 256 work-items takes 64 rows at a time.
//
// For the logits and the softmax a work-item has a row and a quarter of the classes; for the gradient two features and a quarter of the
// classes. Rows come through local memory for the logits, and from the cache for the gradient. Barriers are in uniform control flow.

#define LOGCL_SOFT_GROUP 256
#define LOGCL_SOFT_CLASSES 32
#define LOGCL_SOFT_STEP 32

// What a group has in local memory: 22 KiB.
typedef struct {
    // Parameters of a step, [features][stride], and logits, later residuals, [classes][rows].
    float4 w[LOGCL_SOFT_STEP * LOGCL_SOFT_CLASSES / 4];
    float4 z[LOGCL_SOFT_CLASSES * LOGCL_LANES / 4];
    // Rows of X in a step, [features][rows] and one more for the banks.
    float x[LOGCL_SOFT_STEP * (LOGCL_LANES + 1)];
    int at[LOGCL_LANES];
    float losses[LOGCL_LANES];
    int correct[LOGCL_LANES];
} LcSoftRows;

// Logits of a strip: s->z[class][row]. own is the number of classes a work-item has, 4 or 8; stride is 4 * own. Ends with a barrier.
LC_INLINE void lc_soft_logits(const int own, int features, int classes, __global const float *x,
                              __global const float *params, __local LcSoftRows *s) {
    const int stride = 4 * own;
    int item = get_local_id(0);
    int row = item % LOGCL_LANES;
    int quarter = item / LOGCL_LANES;
    bool active = own * quarter < classes;
    // This work-item brings in one feature of 8 rows, and one vector of parameters.
    int feature = item % LOGCL_SOFT_STEP;
    int slot = item / LOGCL_SOFT_STEP;
    float v[8];
    float4 wv = 0.0f;
    float4 a = 0.0f;
    float4 b = 0.0f;
    int steps = (features + LOGCL_SOFT_STEP - 1) / LOGCL_SOFT_STEP;
    // Step t fetches part t and multiplies part t - 1. Beyond the last feature both factors are +0.
    for (int step = 0; step <= steps; ++step) {
        int d = step * LOGCL_SOFT_STEP;
        if (step < steps) {
#define DO(m) v[m] = d + feature < features ? x[(ulong) s->at[slot + 8 * m] * features + d + feature] : 0.0f;
            LC_EACH8(DO)
#undef DO
            wv = item < LOGCL_SOFT_STEP * own && d + item / own < features
                ? ((__global const float4 *) params)[d * own + item] : (float4) (0.0f);
        }
        if (step > 0 && active) {
#define DO(m) { \
                float4 xd = s->x[m * (LOGCL_LANES + 1) + row]; \
                a = fma(xd, s->w[m * own + quarter * own / 4], a); \
                if (own > 4) { \
                    b = fma(xd, s->w[m * own + quarter * own / 4 + 1], b); \
                } \
            }
            LC_EACH32(DO)
#undef DO
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        if (step < steps) {
#define DO(m) s->x[feature * (LOGCL_LANES + 1) + slot + 8 * m] = v[m];
            LC_EACH8(DO)
#undef DO
            if (item < LOGCL_SOFT_STEP * own) {
                s->w[item] = wv;
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    __local float *z = (__local float *) s->z + own * quarter * LOGCL_LANES + row;
    __global const float *bias = params + (ulong) features * stride + own * quarter;
    float t[8];
    vstore4(a, 0, t);
    vstore4(b, 1, t);
#define DO(c) if (c < own) { z[c * LOGCL_LANES] = t[c] + bias[c]; }
    LC_EACH8(DO)
#undef DO
    barrier(CLK_LOCAL_MEM_FENCE);
}

// Turns s->z into weighted residuals, whose padding and rows from inside on are 0; loss and whether it is correct are those of this
// work-item's row. See softmax_residual for the formulas. Ends with a barrier.
LC_INLINE void lc_soft_residuals(const int own, int inside, int classes, int target, float weight, __local LcSoftRows *s,
                                 float *loss, bool *correct) {
    int item = get_local_id(0);
    int row = item % LOGCL_LANES;
    int quarter = item / LOGCL_LANES;
    __local float *z = (__local float *) s->z + row;
    float first = z[target * LOGCL_LANES];
    // All four work-items of a row look for its best class and sum its exponentials: each needs them, and a barrier would cost more.
    int best = 0;
    float top = z[0];
    for (int c = 1; c < classes; ++c) {
        float zc = z[c * LOGCL_LANES];
        best = zc > top ? c : best;
        top = zc > top ? zc : top;
    }
    float e[8];
#define DO(i) e[i] = i < own && quarter + 4 * i < classes ? z[(quarter + 4 * i) * LOGCL_LANES] - top : 0.0f;
    LC_EACH8(DO)
#undef DO
    barrier(CLK_LOCAL_MEM_FENCE);
#define DO(i) \
    if (i < own && quarter + 4 * i < classes) { \
        e[i] = lc_exp(e[i]); \
        z[(quarter + 4 * i) * LOGCL_LANES] = e[i]; \
    }
    LC_EACH8(DO)
#undef DO
    barrier(CLK_LOCAL_MEM_FENCE);
    // The 64 lanes of the sum hold a class each, those without one +0: the tree begins where there are classes.
    float lanes[LOGCL_LANES];
#define DO(c) if (c < 4 * own) { lanes[c] = c < classes && c != best ? z[c * LOGCL_LANES] : 0.0f; }
    LC_EACH32(DO)
#undef DO
    lc_halve_all(4 * own, lanes);
    float rest = lanes[0];
    float inverse = lc_reciprocal(1.0f + rest);
    float most = lc_flush(rest * inverse);
    *loss = lc_flush((top - first) + lc_log1p(rest));
    *correct = best == target;
    barrier(CLK_LOCAL_MEM_FENCE);
#define DO(i) \
    if (i < own) { \
        int c = quarter + 4 * i; \
        float p = lc_flush(e[i] * inverse); \
        float wrong = c == best ? most : 1.0f - p; \
        float residual = lc_flush(weight * (c == target ? -wrong : p)); \
        z[c * LOGCL_LANES] = c < classes && row < inside ? residual : 0.0f; \
    }
    LC_EACH8(DO)
#undef DO
    barrier(CLK_LOCAL_MEM_FENCE);
}

// Adds a strip's share to the gradient out[features + 1][stride], which begins at +0 where start is true. The last feature is the
// intercept's, 1 in each row.
LC_INLINE void lc_soft_gradient(const int own, bool start, int inside, int features, int classes, __global const float *x,
                                __local LcSoftRows *s, __global float *out) {
    const int stride = 4 * own;
    int item = get_local_id(0);
    int quarter = item / LOGCL_LANES;
    bool active = own * quarter < classes;
    __local const float4 *r = s->z + own * quarter * (LOGCL_LANES / 4);
    for (int d = item % LOGCL_LANES; d <= features; d += 2 * LOGCL_LANES) {
        int other = d + LOGCL_LANES;
        __global float *out0 = out + (ulong) d * stride + own * quarter;
        __global float *out1 = out + (ulong) other * stride + own * quarter;
        float g[8];
        float h[8];
#define DO(c) \
        if (c < own) { \
            g[c] = start ? 0.0f : out0[c]; \
            h[c] = start || other > features ? 0.0f : out1[c]; \
        }
        LC_EACH8(DO)
#undef DO
        for (int k = 0; active && k < inside; k += 4) {
            float u[4];
            float v[4];
            // Rows past the end are +0, and so are their residuals.
#define DO(i) { \
                ulong start_of_row = (ulong) s->at[k + i] * features; \
                u[i] = k + i < inside ? (d < features ? x[start_of_row + d] : 1.0f) : 0.0f; \
                v[i] = k + i < inside && other <= features ? (other < features ? x[start_of_row + other] : 1.0f) : 0.0f; \
            }
            LC_EACH4(DO)
#undef DO
#define DO(c) \
            if (c < own) { \
                float4 rc = r[c * (LOGCL_LANES / 4) + k / 4]; \
                g[c] = fma(rc.s0, u[0], g[c]); \
                h[c] = fma(rc.s0, v[0], h[c]); \
                g[c] = fma(rc.s1, u[1], g[c]); \
                h[c] = fma(rc.s1, v[1], h[c]); \
                g[c] = fma(rc.s2, u[2], g[c]); \
                h[c] = fma(rc.s2, v[2], h[c]); \
                g[c] = fma(rc.s3, u[3], g[c]); \
                h[c] = fma(rc.s3, v[3], h[c]); \
            }
            LC_EACH8(DO)
#undef DO
        }
#define DO(c) \
        if (c < own) { \
            out0[c] = lc_unsign_zero(g[c]); \
            if (other <= features) { \
                out1[c] = lc_unsign_zero(h[c]); \
            } \
        }
        LC_EACH8(DO)
#undef DO
    }
}

// One chunk, the positions from .. to - 1 after first; own is 4 up to 16 classes, else 8, a constant at each call.
LC_INLINE void lc_softmax_rows(const int own, int from, int to, int features, int classes, int ordered, ulong first,
                               __global const int *order, __global const float *x, __global const float *params,
                               __global const int *targets, __global const float *weights, __local LcSoftRows *s,
                               float *sum, int *count, __global float *out) {
    int item = get_local_id(0);
    int row = item % LOGCL_LANES;
    float loss_lane = 0.0f;
    int correct_rows = 0;
    for (int strip = from; strip < to; strip += LOGCL_LANES) {
        int inside = min(LOGCL_LANES, to - strip);
        // Rows past the end repeat the last one; only their results are left out.
        int at = (int) lc_row(ordered, order, first + min(strip + row, to - 1));
        if (item < LOGCL_LANES) {
            s->at[item] = at;
        }
        int target = targets[at];
        float weight = weights[at];
        barrier(CLK_LOCAL_MEM_FENCE);
        lc_soft_logits(own, features, classes, x, params, s);
        float loss;
        bool correct;
        lc_soft_residuals(own, inside, classes, target, weight, s, &loss, &correct);
        // A strip has as many rows as the chunk's loss has lanes.
        loss_lane = row < inside ? fma(weight, loss, loss_lane) : loss_lane;
        correct_rows += row < inside && correct ? 1 : 0;
        lc_soft_gradient(own, strip == from, inside, features, classes, x, s, out);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (item < LOGCL_LANES) {
        s->losses[item] = loss_lane;
        s->correct[item] = correct_rows;
    }
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
}
