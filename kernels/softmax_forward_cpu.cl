// softmax_forward: logits of the softmax head with many classes, and softmax in their wake: row losses, weighted residuals, correct
// rows. The flavour for CPUs.
//
// What softmax_logits and softmax_residual give one after the other, bit for bit, but for the layout of the residuals.
//
// shapes    x [N][features]; targets [N] class indices; weights [N]; losses [N], correct [N]: written at position first + k;
//           work: first the parameters by panels, [stride / 16][features + 1][16], see softmax_panels; then
//           [chunks][stride / 16][panel_rows][16], written: weighted residuals, +0 for padding classes. panel_rows is at least the rows
//           of a chunk rounded up to 8, and odd, so that the lines of a row fall into different sets of a cache
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one work-item for block_rows rows of a chunk (a multiple of 8), blocks next to each other, groups of 1
// order     logits: one chain of fma from +0 over the features, then + b; the sum over classes in 64 lanes and the tree
// twin      org.logcl.kernel.SoftmaxLogitsTwin, then SoftmaxResidualTwin

// Logits of 8 rows and 16 classes, z[row][16].
LC_INLINE void lc_panel_logits(int features, __global const float *const *row, __global const float *w,
                               __global float *z) {
    float16 zero = 0.0f;
#define DO(i) float16 a##i = zero; __global const float *x##i = row[i];
    LC_EACH8(DO)
#undef DO
    for (int d = 0; d < features; ++d) {
        float16 wd = vload16(0, w);
#define DO(i) a##i = fma((float16) (x##i[d]), wd, a##i);
        LC_EACH8(DO)
#undef DO
        w += 16;
    }
    float16 b = vload16(0, w);
#define DO(i) vstore16(a##i + b, i, z);
    LC_EACH8(DO)
#undef DO
}

// The largest logit of a row and the lowest class that has it, as lc_softmax_best: a NaN leads only as the first logit.
LC_INLINE int lc_panel_best(int classes, int step, __global const float *z, float *top) {
    float value[16];
    int panel[16];
    for (int l = 0; l < 16; ++l) {
        value[l] = -INFINITY;
        panel[l] = 0;
    }
    for (int p = 0; 16 * p < classes; ++p) {
        __global const float *v = z + (long) p * step;
        int width = min(16, classes - 16 * p);
        for (int l = 0; l < 16; ++l) {
            float vl = l < width ? v[l] : -INFINITY;
            panel[l] = vl > value[l] ? p : panel[l];
            value[l] = vl > value[l] ? vl : value[l];
        }
    }
    int best = 0;
    *top = z[0];
    for (int l = 0; l < 16; ++l) {
        int c = 16 * panel[l] + l;
        if (value[l] > *top || (value[l] == *top && c < best)) {
            best = c;
            *top = value[l];
        }
    }
    return best;
}

// Turns the logits of one row into weighted residuals; see softmax_residual for the formulas. step is the distance of panels.
static inline int lc_panel_residual(int classes, int step, int y, float s, __global float *z, __global float *loss) {
    float top;
    int best = lc_panel_best(classes, step, z, &top);
    float own = z[(long) (y / 16) * step + y % 16];
    int panels = (classes + 15) / 16;
    float lane[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
    }
    for (int p = 0; p < panels; ++p) {
        __global float *v = z + (long) p * step;
        float *sum = lane + p % 4 * 16;
#pragma clang loop vectorize_width(16)
        for (int l = 0; l < 16; ++l) {
            float e = lc_exp(v[l] - top);
            v[l] = e;
            int c = 16 * p + l;
            sum[l] = sum[l] + (c == best || c >= classes ? 0.0f : e);
        }
    }
    float rest = lc_tree(lane);
    float inverse = lc_reciprocal(1.0f + rest);
    *loss = lc_flush((top - own) + lc_log1p(rest));
    for (int p = 0; p < panels; ++p) {
        __global float *v = z + (long) p * step;
#pragma clang loop vectorize_width(16)
        for (int l = 0; l < 16; ++l) {
            int c = 16 * p + l;
            v[l] = c < classes ? lc_flush(s * lc_flush(v[l] * inverse)) : 0.0f;
        }
    }
    // Two classes are not p: the true one, and the leading one where it is wrong.
    float most = lc_flush(rest * inverse);
    __global float *zy = z + (long) (y / 16) * step + y % 16;
    float e = lc_exp(own - top);
    float wrong = y == best ? most : 1.0f - lc_flush(e * inverse);
    *zy = lc_flush(s * -wrong);
    return best == y ? 1 : 0;
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void softmax_forward_cpu(int rows, int features, int classes, int stride, int chunk_rows, int block_rows, int panel_rows,
                         int ordered, ulong first, __global const int *order, __global const float *x,
                         __global const int *targets, __global const float *weights, __global float *work,
                         __global float *losses, __global int *correct) {
    int blocks = (min(chunk_rows, rows) + block_rows - 1) / block_rows;
    int chunk = get_global_id(0) / blocks;
    int start = (get_global_id(0) - chunk * blocks) * block_rows;
    int to = min((chunk + 1) * chunk_rows, rows);
    int from = chunk * chunk_rows + start;
    int end = min(from + block_rows, min(to, (chunk + 1) * chunk_rows));
    int step = 16 * panel_rows;
    __global float *z = work + (ulong) (features + 1) * stride + (ulong) chunk * (stride / 16) * step + 16 * start;
    for (int p = 0; p < stride / 16; ++p) {
        for (int k = from; k < end; k += 8) {
            // Rows past the end repeat the last one; only their results are left out.
            __global const float *row[8];
            for (int i = 0; i < 8; ++i) {
                row[i] = x + lc_row(ordered, order, first + min(k + i, end - 1)) * features;
            }
            lc_panel_logits(features, row, work + (ulong) p * (features + 1) * 16, z + (ulong) p * step + 16 * (k - from));
        }
    }
    for (int k = from; k < end; ++k) {
        ulong row = lc_row(ordered, order, first + k);
        correct[first + k] = lc_panel_residual(classes, step, targets[row], weights[row], z + 16 * (k - from), losses + first + k);
    }
}
