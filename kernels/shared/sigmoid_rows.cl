// A strip of rows of the sigmoid head, for the GPU flavours: 64 neighbouring work-items are the 64 lanes of a row.
//
// A work-item has the features with its lane, of all rows, in registers between the logits and the gradient, so X is read once whatever
// the caches hold. Barriers are in uniform control flow: the bounds of these loops are the same for the whole group.

// Rows of a strip at the most.
#define LOGCL_ROWS 32

// Values of lanes[rows][64 + 64 / rows]: the gap is there for the banks of local memory.
#define LOGCL_ROWS_LANES (LOGCL_ROWS * (LOGCL_LANES + 2))

// What a group has of its strip in local memory.
typedef struct {
    float lanes[LOGCL_ROWS_LANES];
    float residuals[LOGCL_ROWS];
    // Which row of X each row of the strip is.
    int at[LOGCL_ROWS];
    // The lanes of the chunk's weighted loss, and correct rows by work-item.
    float losses[LOGCL_LANES];
    int correct[LOGCL_LANES];
} LcRows;

// Before the first strip of a chunk. A barrier must follow.
LC_INLINE void lc_rows_begin(const int rows, int from, int to, int ordered, ulong first, __global const int *order,
                             __local LcRows *s) {
    int item = get_local_id(0);
    if (item < rows) {
        s->at[item] = (int) lc_row(ordered, order, first + min(from + item, to - 1));
    }
    if (item < LOGCL_LANES) {
        s->losses[item] = 0.0f;
        s->correct[item] = 0;
    }
}

// From the lanes of a strip's rows to its residuals, weighted losses and correct rows; position is that of the strip in its chunk.
// next is the row of X for the strip to come, target and weight belong to the row with this work-item's number. Begins after a barrier
// and ends with one.
LC_INLINE void lc_rows_finish(const int rows, int count, int position, float bias, float target, float weight, int next,
                              __local LcRows *s) {
    const int across = LOGCL_LANES / rows;
    const int pitch = LOGCL_LANES + across;
    int item = get_local_id(0);
    // The tree, in two parts: each of a row's work-items halves every across-th lane, and one of them halves what is left.
    float v[LOGCL_LANES];
    if (item < LOGCL_LANES) {
        __local float *mine = s->lanes + item / across * pitch + item % across;
#define DO(m) if (m < rows) { v[m] = mine[across * m]; }
        LC_EACH32(DO)
#undef DO
        lc_halve_all(rows, v);
        mine[0] = v[0];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (item < rows) {
        __local const float *left = s->lanes + item * pitch;
#define DO(m) if (m < across) { v[m] = left[m]; }
        LC_EACH16(DO)
#undef DO
        lc_halve_all(across, v);
        float z = v[0] + bias;
        float loss;
        float residual;
        lc_sigmoid_row(z, target, &loss, &residual);
        bool inside = item < count;
        s->residuals[item] = inside ? lc_flush(weight * residual) : 0.0f;
        if (inside) {
            // rows divides 64, so a lane of the loss always has the same work-item.
            int lane = (position + item) % LOGCL_LANES;
            s->losses[lane] = fma(weight, loss, s->losses[lane]);
            s->correct[item] += (z >= 0.0f) == (target >= 0.5f) ? 1 : 0;
        }
        s->at[item] = next;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
}

// After the last strip: the chunk's weighted loss and number of correct rows. The last strip has ended with a barrier, and one must come
// before the next chunk begins.
LC_INLINE void lc_rows_end(__local LcRows *s, float *sum, int *count) {
    int item = get_local_id(0);
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

// One chunk, the positions from .. to - 1 after first, with rows of at most 64 * blocks * parts features: a work-item has `blocks` of
// them a row, and a group is `parts` times the 64 lanes, each part with blocks of its own. rows * blocks is at most 64. All three are
// constants at each call.
LC_INLINE void lc_sigmoid_rows(const int blocks, const int parts, const int rows, int from, int to, int features, int ordered,
                               ulong first, __global const int *order, __global const float *x,
                               __global const float *params, __global const float *targets,
                               __global const float *weights, __local LcRows *s, float *sum, int *count,
                               __global float *out) {
    const int pitch = LOGCL_LANES + LOGCL_LANES / rows;
    int item = get_local_id(0);
    int part = item / LOGCL_LANES;
    int lane = item - part * LOGCL_LANES;
    // Block j of this work-item is feature d0 + 64 j.
    int d0 = lane + LOGCL_LANES * blocks * part;
    float bias = params[features];
    float w[16];
    float g[16];
    float v[64];
#define DO(j) \
    if (j < blocks) { \
        w[j] = d0 + LOGCL_LANES * j < features ? params[d0 + LOGCL_LANES * j] : 0.0f; \
        g[j] = 0.0f; \
    }
    LC_EACH16(DO)
#undef DO
    float intercept = 0.0f;
    lc_rows_begin(rows, from, to, ordered, first, order, s);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int strip = from; strip < to; strip += rows) {
        int inside = min(rows, to - strip);
        // What is beyond a row or past the last row is +0, and so is its weight or residual.
#define DO(n) \
        if (n < rows * blocks) { \
            v[n] = n / blocks < inside && d0 + LOGCL_LANES * (n % blocks) < features \
                ? x[(ulong) s->at[n / blocks] * features + d0 + LOGCL_LANES * (n % blocks)] : 0.0f; \
        }
        LC_EACH64(DO)
#undef DO
        float target = 0.0f;
        float weight = 0.0f;
        int next = 0;
        if (item < rows) {
            target = targets[s->at[item]];
            weight = weights[s->at[item]];
            next = (int) lc_row(ordered, order, first + min(strip + rows + item, to - 1));
        }
        // A lane is one chain through all its features: the parts go on where the part before has ended.
        for (int turn = 0; turn < parts; ++turn) {
            if (turn == part) {
                float chain = 0.0f;
#define DO(n) \
                if (n < rows * blocks) { \
                    __local float *l = s->lanes + n / blocks * pitch + lane; \
                    chain = n % blocks > 0 ? chain : (turn > 0 ? *l : 0.0f); \
                    chain = fma(v[n], w[n % blocks], chain); \
                    if (n % blocks == blocks - 1) { \
                        *l = chain; \
                    } \
                }
                LC_EACH64(DO)
#undef DO
            }
            barrier(CLK_LOCAL_MEM_FENCE);
        }
        lc_rows_finish(rows, inside, strip - from, bias, target, weight, next, s);
#define DO(n) \
        if (n < rows * blocks) { \
            g[n % blocks] = fma(s->residuals[n / blocks], v[n], g[n % blocks]); \
        }
        LC_EACH64(DO)
#undef DO
#define DO(i) \
        if (i < rows) { \
            intercept = fma(s->residuals[i], 1.0f, intercept); \
        }
        LC_EACH32(DO)
#undef DO
    }
    lc_rows_end(s, sum, count);
#define DO(j) \
    if (j < blocks && d0 + LOGCL_LANES * j < features) { \
        out[d0 + LOGCL_LANES * j] = lc_unsign_zero(g[j]); \
    }
    LC_EACH16(DO)
#undef DO
    if (item == 0) {
        out[features] = lc_unsign_zero(intercept);
    }
}
