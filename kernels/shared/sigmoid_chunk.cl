// One chunk of rows of the sigmoid head in one read of X, for the CPU flavours: row losses, correct rows, partial gradient.
//
// The bits of sigmoid_logits, sigmoid_residual and sigmoid_gradient one after the other. A strip of 16 rows stays in the cache
// between its logits and its gradient. Rows are read in whole vectors: what is read beyond a row meets a weight of +0, so that the
// product is a zero and adds nothing; features are finite, and X has 64 more values than its rows.

// Rows of at most 64 features: one to four vectors, a constant at each call, so that every loop over them unrolls. Each of the 64
// lanes has a single product, and the sums of the chunk stay in registers.
static inline void lc_sigmoid_narrow(const int vectors, int from, int to, int features, int ordered, ulong first,
                                   __global const int *order, __global const float *x, const float *w, float bias,
                                   __global const float *targets, __global const float *weights, __global float *losses,
                                   __global int *correct, __global float *out) {
    float16 w0 = vload16(0, w);
    float16 w1 = vload16(1, w);
    float16 w2 = vload16(2, w);
    float16 w3 = vload16(3, w);
    float16 g0 = 0.0f;
    float16 g1 = 0.0f;
    float16 g2 = 0.0f;
    float16 g3 = 0.0f;
    float intercept = 0.0f;
    for (int strip = from; strip < to; strip += LOGCL_STRIP) {
        int count = min(LOGCL_STRIP, to - strip);
        __global const float *row[LOGCL_STRIP];
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            // Rows past the end repeat the last one; only their results are left out.
            row[i] = x + lc_row(ordered, order, first + min(strip + i, to - 1)) * features;
        }
        float16 sums[LOGCL_STRIP];
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            float16 zero = 0.0f;
            float16 a0 = fma(vload16(0, row[i]), w0, zero);
            float16 a1 = vectors > 1 ? fma(vload16(1, row[i]), w1, zero) : zero;
            float16 a2 = vectors > 2 ? fma(vload16(2, row[i]), w2, zero) : zero;
            float16 a3 = vectors > 3 ? fma(vload16(3, row[i]), w3, zero) : zero;
            sums[lc_reversed[i]] = lc_fold(a0, a1, a2, a3);
        }
        float r[LOGCL_STRIP];
        lc_sigmoid_strip(count, lc_tree_rows(sums) + bias, ordered, order, first + strip, targets, weights, losses,
                         correct, r);
        for (int i = 0; i < count; ++i) {
            float16 ri = r[i];
            g0 = fma(ri, vload16(0, row[i]), g0);
            g1 = vectors > 1 ? fma(ri, vload16(1, row[i]), g1) : g1;
            g2 = vectors > 2 ? fma(ri, vload16(2, row[i]), g2) : g2;
            g3 = vectors > 3 ? fma(ri, vload16(3, row[i]), g3) : g3;
            intercept = fma(r[i], 1.0f, intercept);
        }
    }
    float g[LOGCL_LANES];
    vstore16(lc_unsign_zero16(g0), 0, g);
    vstore16(lc_unsign_zero16(g1), 1, g);
    vstore16(lc_unsign_zero16(g2), 2, g);
    vstore16(lc_unsign_zero16(g3), 3, g);
    for (int d = 0; d < features; ++d) {
        out[d] = g[d];
    }
    out[features] = lc_unsign_zero(intercept);
}

// Rows of any length.
static inline void lc_sigmoid_wide(int from, int to, int features, int ordered, ulong first, __global const int *order,
                                   __global const float *x, __global const float *params,
                                   __global const float *targets, __global const float *weights, __global float *losses,
                                   __global int *correct, __global float *out) {
    int whole = features / LOGCL_LANES * LOGCL_LANES;
    // The weights of the last, partial block of 64 features, and zeros for what is not there.
    float rest[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        rest[l] = whole + l < features ? params[whole + l] : 0.0f;
    }
    // Sums of the last, partial block of 16 features.
    int blocks = features / 16 * 16;
    float16 tail = 0.0f;
    float intercept = 0.0f;
    for (int d = 0; d < blocks; ++d) {
        out[d] = 0.0f;
    }
    for (int strip = from; strip < to; strip += LOGCL_STRIP) {
        int count = min(LOGCL_STRIP, to - strip);
        __global const float *row[LOGCL_STRIP];
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            // Rows past the end repeat the last one; only their results are left out.
            row[i] = x + lc_row(ordered, order, first + min(strip + i, to - 1)) * features;
        }
        float16 sums[LOGCL_STRIP];
        for (int i = 0; i < LOGCL_STRIP; i += 4) {
            float16 a[16];
            for (int j = 0; j < 16; ++j) {
                a[j] = 0.0f;
            }
            for (int d = 0; d < whole; d += LOGCL_LANES) {
                for (int v = 0; v < 4; ++v) {
                    float16 w = vload16(v, params + d);
                    a[v] = fma(vload16(v, row[i] + d), w, a[v]);
                    a[4 + v] = fma(vload16(v, row[i + 1] + d), w, a[4 + v]);
                    a[8 + v] = fma(vload16(v, row[i + 2] + d), w, a[8 + v]);
                    a[12 + v] = fma(vload16(v, row[i + 3] + d), w, a[12 + v]);
                }
            }
            for (int v = 0; v < 4; ++v) {
                if (whole + 16 * v < features) {
                    float16 w = vload16(v, rest);
                    a[v] = fma(vload16(v, row[i] + whole), w, a[v]);
                    a[4 + v] = fma(vload16(v, row[i + 1] + whole), w, a[4 + v]);
                    a[8 + v] = fma(vload16(v, row[i + 2] + whole), w, a[8 + v]);
                    a[12 + v] = fma(vload16(v, row[i + 3] + whole), w, a[12 + v]);
                }
            }
            for (int j = 0; j < 4; ++j) {
                sums[lc_reversed[i + j]] = lc_fold(a[4 * j], a[4 * j + 1], a[4 * j + 2], a[4 * j + 3]);
            }
        }
        float r[LOGCL_STRIP];
        lc_sigmoid_strip(count, lc_tree_rows(sums) + params[features], ordered, order, first + strip, targets, weights,
                         losses, correct, r);
        int d = 0;
        for (; d + 128 <= features; d += 128) {
            float16 g[8];
            for (int v = 0; v < 8; ++v) {
                g[v] = vload16(v, out + d);
            }
            for (int i = 0; i < count; ++i) {
                for (int v = 0; v < 8; ++v) {
                    g[v] = fma((float16) (r[i]), vload16(v, row[i] + d), g[v]);
                }
            }
            for (int v = 0; v < 8; ++v) {
                vstore16(g[v], v, out + d);
            }
        }
        for (; d < blocks; d += 16) {
            float16 g = vload16(0, out + d);
            for (int i = 0; i < count; ++i) {
                g = fma((float16) (r[i]), vload16(0, row[i] + d), g);
            }
            vstore16(g, 0, out + d);
        }
        for (int i = 0; i < count; ++i) {
            tail = fma((float16) (r[i]), vload16(0, row[i] + blocks), tail);
            intercept = fma(r[i], 1.0f, intercept);
        }
    }
    for (int d = 0; d < blocks; ++d) {
        out[d] = lc_unsign_zero(out[d]);
    }
    float last[16];
    vstore16(lc_unsign_zero16(tail), 0, last);
    for (int d = blocks; d < features; ++d) {
        out[d] = last[d - blocks];
    }
    out[features] = lc_unsign_zero(intercept);
}

// The positions from .. to - 1 after first; out has features + 1 values.
static inline void lc_sigmoid_chunk(int from, int to, int features, int ordered, ulong first, __global const int *order,
                                    __global const float *x, __global const float *params,
                                    __global const float *targets, __global const float *weights, __global float *losses,
                                    __global int *correct, __global float *out) {
    if (features > LOGCL_LANES) {
        lc_sigmoid_wide(from, to, features, ordered, first, order, x, params, targets, weights, losses, correct, out);
        return;
    }
    float bias = params[features];
    // The weights, and zeros for what is not there.
    float w[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        w[l] = l < features ? params[l] : 0.0f;
    }
    switch ((features + 15) / 16) {
        case 1:
            lc_sigmoid_narrow(1, from, to, features, ordered, first, order, x, w, bias, targets, weights, losses, correct, out);
            break;
        case 2:
            lc_sigmoid_narrow(2, from, to, features, ordered, first, order, x, w, bias, targets, weights, losses, correct, out);
            break;
        case 3:
            lc_sigmoid_narrow(3, from, to, features, ordered, first, order, x, w, bias, targets, weights, losses, correct, out);
            break;
        default:
            lc_sigmoid_narrow(4, from, to, features, ordered, first, order, x, w, bias, targets, weights, losses, correct, out);
    }
}
