// One chunk of rows of the sigmoid head in one read of X, for the CPU flavours: weighted loss, correct rows, partial gradient.
//
// The bits of sigmoid_logits, sigmoid_residual, row_sums and sigmoid_gradient one after the other. A strip of 16 rows stays in the
// cache between its logits and its gradient. Rows are read in whole vectors: what is read beyond a row meets a weight of +0, so that
// the product is a zero and adds nothing; features are finite, and X has 64 more values than its rows.

// The first two levels of the tree for a row of at most 64 features: one to four vectors, a constant at each call. Each of the 64
// lanes has a single product; adding lanes that hold +0 is left out.
LC_INLINE float16 lc_narrow_row(const int vectors, __global const float *x, float16 w0, float16 w1, float16 w2, float16 w3) {
    float16 zero = 0.0f;
    float16 a = fma(vload16(0, x), w0, zero);
    if (vectors > 2) {
        a = a + fma(vload16(2, x), w2, zero);
    }
    if (vectors > 1) {
        float16 b = fma(vload16(1, x), w1, zero);
        if (vectors > 3) {
            b = b + fma(vload16(3, x), w3, zero);
        }
        a = a + b;
    }
    return a;
}

// Rows of at most 64 features: the sums of the chunk stay in registers.
LC_INLINE int lc_sigmoid_narrow(const int vectors, int from, int to, int features, int ordered, ulong first,
                                __global const int *order, __global const float *x, const float *w, float bias,
                                __global const float *targets, __global const float *weights, float *lanes,
                                __global float *out) {
    float16 w0 = vload16(0, w);
    float16 w1 = vload16(1, w);
    float16 w2 = vload16(2, w);
    float16 w3 = vload16(3, w);
    float16 g0 = 0.0f;
    float16 g1 = 0.0f;
    float16 g2 = 0.0f;
    float16 g3 = 0.0f;
    float intercept = 0.0f;
    int correct = 0;
    for (int strip = from; strip < to; strip += LOGCL_STRIP) {
        int count = min(LOGCL_STRIP, to - strip);
        int at[LOGCL_STRIP];
        __global const float *row[LOGCL_STRIP];
        lc_strip_rows(strip, to, ordered, first, order, at);
        lc_strip_pointers(at, features, x, row);
        float16 sums[LOGCL_STRIP];
#define DO(i) sums[i] = lc_narrow_row(vectors, row[i], w0, w1, w2, w3);
        LC_EACH16(DO)
#undef DO
        float r[LOGCL_STRIP];
        correct += lc_sigmoid_strip(count, lc_tree_rows(sums) + bias, ordered, at, strip - from, targets, weights, lanes, r);
#define DO(i) \
        if (i < count) { \
            float16 r##i = r[i]; \
            g0 = fma(r##i, vload16(0, row[i]), g0); \
            g1 = vectors > 1 ? fma(r##i, vload16(1, row[i]), g1) : g1; \
            g2 = vectors > 2 ? fma(r##i, vload16(2, row[i]), g2) : g2; \
            g3 = vectors > 3 ? fma(r##i, vload16(3, row[i]), g3) : g3; \
            intercept = fma(r[i], 1.0f, intercept); \
        }
        LC_EACH16(DO)
#undef DO
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
    return correct;
}

// The first two levels of the tree for a row of any length, a row at a time: that way memory is read as one stream, which is what its
// prefetchers follow (measured: four rows side by side reach 0.63 of the read bandwidth, one 0.82). rest has the weights of the
// last, partial block of 64 features, and zeros for what is not there.
LC_INLINE float16 lc_wide_row(int features, __global const float *x, __global const float *w, const float *rest) {
    float16 a0 = 0.0f;
    float16 a1 = 0.0f;
    float16 a2 = 0.0f;
    float16 a3 = 0.0f;
    int d = 0;
    for (; d + LOGCL_LANES <= features; d += LOGCL_LANES) {
        a0 = fma(vload16(0, x + d), vload16(0, w + d), a0);
        a1 = fma(vload16(1, x + d), vload16(1, w + d), a1);
        a2 = fma(vload16(2, x + d), vload16(2, w + d), a2);
        a3 = fma(vload16(3, x + d), vload16(3, w + d), a3);
    }
    a0 = d < features ? fma(vload16(0, x + d), vload16(0, rest), a0) : a0;
    a1 = d + 16 < features ? fma(vload16(1, x + d), vload16(1, rest), a1) : a1;
    a2 = d + 32 < features ? fma(vload16(2, x + d), vload16(2, rest), a2) : a2;
    a3 = d + 48 < features ? fma(vload16(3, x + d), vload16(3, rest), a3) : a3;
    return lc_fold(a0, a1, a2, a3);
}

// Adds a strip's share to the gradient of 16, 64 or 256 features, from d on.
LC_INLINE void lc_wide_gradient(const int vectors, int count, __global const float *const *row, int d, const float *r,
                                __global float *out) {
    float16 zero = 0.0f;
#define DO(v) float16 g##v = vectors > v ? vload16(v, out + d) : zero;
    LC_EACH16(DO)
#undef DO
    for (int i = 0; i < count; ++i) {
        float16 ri = r[i];
        __global const float *x = row[i] + d;
#define DO(v) g##v = vectors > v ? fma(ri, vload16(v, x), g##v) : zero;
        LC_EACH16(DO)
#undef DO
    }
#define DO(v) if (vectors > v) { vstore16(g##v, v, out + d); }
    LC_EACH16(DO)
#undef DO
}

// Rows of any length.
LC_INLINE int lc_sigmoid_wide(int from, int to, int features, int ordered, ulong first, __global const int *order,
                              __global const float *x, __global const float *params, __global const float *targets,
                              __global const float *weights, float *lanes, __global float *out) {
    int whole = features / LOGCL_LANES * LOGCL_LANES;
    float rest[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        rest[l] = whole + l < features ? params[whole + l] : 0.0f;
    }
    // Sums of the last, partial block of 16 features.
    int blocks = features / 16 * 16;
    float16 tail = 0.0f;
    float intercept = 0.0f;
    int correct = 0;
    for (int d = 0; d < blocks; ++d) {
        out[d] = 0.0f;
    }
    for (int strip = from; strip < to; strip += LOGCL_STRIP) {
        int count = min(LOGCL_STRIP, to - strip);
        int at[LOGCL_STRIP];
        __global const float *row[LOGCL_STRIP];
        lc_strip_rows(strip, to, ordered, first, order, at);
        lc_strip_pointers(at, features, x, row);
        float16 sums[LOGCL_STRIP];
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            sums[i] = lc_wide_row(features, row[i], params, rest);
        }
        float r[LOGCL_STRIP];
        correct += lc_sigmoid_strip(count, lc_tree_rows(sums) + params[features], ordered, at, strip - from, targets,
                                    weights, lanes, r);
        int d = 0;
        for (; d + 256 <= features; d += 256) {
            lc_wide_gradient(16, count, row, d, r, out);
        }
        for (; d + 64 <= features; d += 64) {
            lc_wide_gradient(4, count, row, d, r, out);
        }
        for (; d < blocks; d += 16) {
            lc_wide_gradient(1, count, row, d, r, out);
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
    return correct;
}

// The positions from .. to - 1 after first; out has features + 1 values. Returns the number of correct rows.
static inline int lc_sigmoid_chunk(int from, int to, int features, int ordered, ulong first, __global const int *order,
                                   __global const float *x, __global const float *params,
                                   __global const float *targets, __global const float *weights, float *loss,
                                   __global float *out) {
    float lanes[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lanes[l] = 0.0f;
    }
    int correct = 0;
    if (features > LOGCL_LANES) {
        correct = lc_sigmoid_wide(from, to, features, ordered, first, order, x, params, targets, weights, lanes, out);
    } else {
        float b = params[features];
        // The weights, and zeros for what is not there.
        float w[LOGCL_LANES];
        for (int l = 0; l < LOGCL_LANES; ++l) {
            w[l] = l < features ? params[l] : 0.0f;
        }
#define DO(v) \
        if ((features + 15) / 16 == v + 1) { \
            correct = lc_sigmoid_narrow(v + 1, from, to, features, ordered, first, order, x, w, b, targets, weights, lanes, out); \
        }
        LC_EACH4(DO)
#undef DO
    }
    *loss = lc_tree(lanes);
    return correct;
}
