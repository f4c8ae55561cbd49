// sigmoid_pass, flavour for GPUs and more than 1,024 features.
//
// Arguments and bits are those of sigmoid_pass_gpu.
//
// launch    one group of 256 work-items a chunk. Up to 4,096 features a work-item has 8 or 16 of them, of a strip of 8 or 4 rows, in
//           registers, and the lanes' chains go through the four parts of the group in turn. Beyond that strips of 8 rows are read again
//           for the gradient, from the cache if it holds them, and the sums stand in partials
// local     9.1 KiB
// order     as the four kernels have it; see lc_sigmoid_rows
// twin      org.logcl.kernel.SigmoidPassTwin

#define LOGCL_WIDE_GROUP 256
#define LOGCL_WIDE_ROWS 8

// One chunk with rows of any length.
LC_INLINE void lc_sigmoid_rows_long(int from, int to, int features, int ordered, ulong first, __global const int *order,
                                    __global const float *x, __global const float *params,
                                    __global const float *targets, __global const float *weights, __local LcRows *s,
                                    float *sum, int *count, __global float *out) {
    const int pitch = LOGCL_LANES + LOGCL_LANES / LOGCL_WIDE_ROWS;
    int item = get_local_id(0);
    int slot = item / LOGCL_LANES;
    int lane = item - slot * LOGCL_LANES;
    for (int d = item; d <= features; d += LOGCL_WIDE_GROUP) {
        out[d] = 0.0f;
    }
    lc_rows_begin(LOGCL_WIDE_ROWS, from, to, ordered, first, order, s);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int strip = from; strip < to; strip += LOGCL_WIDE_ROWS) {
        int inside = min(LOGCL_WIDE_ROWS, to - strip);
        // Rows past the end repeat the last one; only their results are left out.
        __global const float *row0 = x + (ulong) s->at[slot] * features;
        __global const float *row1 = x + (ulong) s->at[slot + 4] * features;
        float sum0 = 0.0f;
        float sum1 = 0.0f;
        for (int d = lane; d < features; d += LOGCL_LANES) {
            float w = params[d];
            sum0 = fma(row0[d], w, sum0);
            sum1 = fma(row1[d], w, sum1);
        }
        s->lanes[slot * pitch + lane] = sum0;
        s->lanes[(slot + 4) * pitch + lane] = sum1;
        float target = 0.0f;
        float weight = 0.0f;
        int next = 0;
        if (item < LOGCL_WIDE_ROWS) {
            target = targets[s->at[item]];
            weight = weights[s->at[item]];
            next = (int) lc_row(ordered, order, first + min(strip + LOGCL_WIDE_ROWS + item, to - 1));
        }
        __global const float *row[LOGCL_WIDE_ROWS];
#define DO(i) row[i] = x + (ulong) s->at[i] * features;
        LC_EACH8(DO)
#undef DO
        barrier(CLK_LOCAL_MEM_FENCE);
        lc_rows_finish(LOGCL_WIDE_ROWS, inside, strip - from, params[features], target, weight, next, s);
        for (int d = item; d < features; d += LOGCL_WIDE_GROUP) {
            float g = out[d];
#define DO(i) if (i < inside) { g = fma(s->residuals[i], row[i][d], g); }
            LC_EACH8(DO)
#undef DO
            out[d] = g;
        }
        if (item == features % LOGCL_WIDE_GROUP) {
            float g = out[features];
#define DO(i) if (i < inside) { g = fma(s->residuals[i], 1.0f, g); }
            LC_EACH8(DO)
#undef DO
            out[features] = g;
        }
    }
    lc_rows_end(s, sum, count);
    for (int d = item; d <= features; d += LOGCL_WIDE_GROUP) {
        out[d] = lc_unsign_zero(out[d]);
    }
}

__kernel __attribute__((reqd_work_group_size(LOGCL_WIDE_GROUP, 1, 1)))
void sigmoid_pass_wide_gpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                           __global const float *x, __global const float *params, __global const float *targets,
                           __global const float *weights, int at, __global float *sums, __global int *counts,
                           __global float *partials) {
    __local LcRows strip;
    int chunk = get_group_id(0);
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);
    __global float *out = partials + (ulong) chunk * (features + 1);
    float loss;
    int correct;
    if (features <= 2048) {
        lc_sigmoid_rows(8, 4, 8, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    } else if (features <= 4096) {
        lc_sigmoid_rows(16, 4, 4, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    } else {
        lc_sigmoid_rows_long(from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                             &correct, out);
    }
    if (get_local_id(0) == 0) {
        sums[at + chunk] = loss;
        counts[at + chunk] = correct;
    }
}
