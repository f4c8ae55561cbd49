// One chunk of rows of the softmax head with at most 32 classes in one read of X, for the CPU flavours: weighted loss, correct rows,
// partial gradient.
//
// The bits of softmax_logits, softmax_residual, row_sums and softmax_gradient one after the other. A strip of 16 rows stays in the
// cache between its logits and its gradient, and the next one is asked for meanwhile. Logits are vectors of 16 classes: with fewer the
// rest of the vector is wasted. The gradient is not: its vectors are 16 features of one class, and only classes that are there have
// any. So it is kept by blocks of 16 features, in each [stride][16], and turned round at the end, block by block and in place.

#define LOGCL_FEW 32

// Logits of 8 rows and 16 classes, z[row][LOGCL_FEW]; meanwhile asks for lines of the rows to come, next[0 .. 7].
LC_INLINE void lc_softmax_tile(int features, int stride, __global const float *const *row, __global const float *w,
                               __global const float *const *next, float *z) {
    float16 zero = 0.0f;
#define DO(i) float16 a##i = zero;
    LC_EACH8(DO)
#undef DO
    int d = 0;
    // A line of 16 values for every second feature: over all features that is all eight rows, row by row. Short rows are taken to lie
    // one after the other, because loops of a few turns would cost more than they hide.
    int parts = features < 256 ? 1 : 8;
    for (int part = 0; part < parts; ++part) {
        __global const float *ahead = next[part];
        int end = part + 1 == parts ? features : features / parts * (part + 1);
        for (; d + 2 <= end; d += 2) {
            lc_prefetch(ahead);
            ahead += 16;
            float16 wd = vload16(0, w);
            float16 we = vload16(0, w + stride);
#define DO(i) a##i = fma((float16) (row[i][d]), wd, a##i);
            LC_EACH8(DO)
#undef DO
#define DO(i) a##i = fma((float16) (row[i][d + 1]), we, a##i);
            LC_EACH8(DO)
#undef DO
            w += 2 * stride;
        }
    }
    if (d < features) {
        float16 wd = vload16(0, w);
#define DO(i) a##i = fma((float16) (row[i][d]), wd, a##i);
        LC_EACH8(DO)
#undef DO
        w += stride;
    }
    float16 b = vload16(0, w);
#define DO(i) vstore16(a##i + b, 0, z + LOGCL_FEW * i);
    LC_EACH8(DO)
#undef DO
}

// Turns the logits z[row][LOGCL_FEW] of a strip into weighted residuals r[class][row]; adds weighted losses to the lanes of the chunk,
// and returns the number of correct rows among the first count. See softmax_residual for the formulas.
static inline int lc_softmax_strip(int count, int classes, int position, const float *z, const int *y, const float *s,
                                   float *lanes, float *r) {
    float top[LOGCL_STRIP];
    float own[LOGCL_STRIP];
    int best[LOGCL_STRIP];
    for (int i = 0; i < LOGCL_STRIP; ++i) {
        top[i] = z[LOGCL_FEW * i];
        own[i] = z[LOGCL_FEW * i + y[i]];
        best[i] = 0;
        r[i] = top[i];
    }
    for (int c = 1; c < classes; ++c) {
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            float v = z[LOGCL_FEW * i + c];
            r[LOGCL_STRIP * c + i] = v;
            best[i] = v > top[i] ? c : best[i];
            top[i] = v > top[i] ? v : top[i];
        }
    }
    // The 64 lanes of the sum hold a class each, those without one +0: the tree begins where there are classes.
    int width = classes <= 16 ? 16 : LOGCL_FEW;
    float e[LOGCL_FEW * LOGCL_STRIP];
    for (int c = 0; c < classes; ++c) {
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            float v = lc_exp(r[LOGCL_STRIP * c + i] - top[i]);
            r[LOGCL_STRIP * c + i] = v;
            e[LOGCL_STRIP * c + i] = c == best[i] ? 0.0f : v;
        }
    }
    for (int k = LOGCL_STRIP * classes; k < LOGCL_STRIP * width; ++k) {
        e[k] = 0.0f;
    }
    for (int other = LOGCL_STRIP * width / 2; other >= LOGCL_STRIP; other /= 2) {
        for (int k = 0; k < other; ++k) {
            e[k] = e[k] + e[k + other];
        }
    }
    float inverse[LOGCL_STRIP];
    float most[LOGCL_STRIP];
    float loss[LOGCL_STRIP];
    int correct = 0;
    for (int i = 0; i < LOGCL_STRIP; ++i) {
        float rest = e[i];
        inverse[i] = lc_reciprocal(1.0f + rest);
        most[i] = lc_flush(rest * inverse[i]);
        loss[i] = i < count ? lc_flush((top[i] - own[i]) + lc_log1p(rest)) : 0.0f;
        correct += i < count && best[i] == y[i] ? 1 : 0;
    }
    for (int c = 0; c < classes; ++c) {
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            float p = lc_flush(r[LOGCL_STRIP * c + i] * inverse[i]);
            float wrong = c == best[i] ? most[i] : 1.0f - p;
            float residual = c == y[i] ? -wrong : p;
            r[LOGCL_STRIP * c + i] = lc_flush(s[i] * residual);
        }
    }
    lc_add_losses(position, s, loss, lanes);
    return correct;
}

// Adds a strip's share to the gradient of one to five classes (a constant at each call) and one or two blocks of 16 features.
LC_INLINE void lc_softmax_gradient_tile(const int classes, const int blocks, int count, __global const float *const *row,
                                        int d, const float *r, int step, __global float *out) {
    float16 zero = 0.0f;
#define DO(c) \
    float16 g##c = classes > c ? vload16(c, out) : zero; \
    float16 h##c = classes > c && blocks > 1 ? vload16(c, out + step) : zero;
    LC_EACH5(DO)
#undef DO
    for (int i = 0; i < count; ++i) {
        float16 x = vload16(0, row[i] + d);
        float16 y = blocks > 1 ? vload16(1, row[i] + d) : zero;
#define DO(c) \
        if (classes > c) { \
            float16 rc = r[LOGCL_STRIP * c + i]; \
            g##c = fma(rc, x, g##c); \
            h##c = blocks > 1 ? fma(rc, y, h##c) : zero; \
        }
        LC_EACH5(DO)
#undef DO
    }
#define DO(c) \
    if (classes > c) { \
        vstore16(g##c, c, out); \
        if (blocks > 1) { \
            vstore16(h##c, c, out + step); \
        } \
    }
    LC_EACH5(DO)
#undef DO
}

LC_INLINE void lc_softmax_gradient_blocks(const int blocks, int classes, int count, __global const float *const *row, int d,
                                          const float *r, int step, __global float *out) {
    int c = 0;
    for (; c + 5 <= classes; c += 5) {
        lc_softmax_gradient_tile(5, blocks, count, row, d, r + LOGCL_STRIP * c, step, out + 16 * c);
    }
#define DO(n) \
    if (classes - c == n + 1) { \
        lc_softmax_gradient_tile(n + 1, blocks, count, row, d, r + LOGCL_STRIP * c, step, out + 16 * c); \
    }
    LC_EACH4(DO)
#undef DO
}

// Turns blocks of gradients [stride][16] into [16][stride], in place; padding becomes +0.
static inline void lc_softmax_turn(int blocks, int classes, int stride, __global float *out) {
    float turned[LOGCL_FEW * 16];
    for (int k = 0; k < 16 * stride; ++k) {
        turned[k] = 0.0f;
    }
    for (int b = 0; b < blocks; ++b) {
        __global float *block = out + (ulong) b * 16 * stride;
        for (int l = 0; l < 16; ++l) {
            for (int c = 0; c < classes; ++c) {
                turned[stride * l + c] = lc_unsign_zero(block[16 * c + l]);
            }
        }
        for (int k = 0; k < stride; ++k) {
            vstore16(vload16(k, turned), k, block);
        }
    }
}

// The positions from .. to - 1 after first; out has [features + 1][stride] values. Returns the number of correct rows.
static inline int lc_softmax_chunk(int from, int to, int features, int classes, int stride, int ordered, ulong first,
                                   __global const int *order, __global const float *x, __global const float *params,
                                   __global const int *targets, __global const float *weights, float *loss,
                                   __global float *out) {
    int blocks = features / 16;
    int step = 16 * stride;
    // The gradients of the last, partial block of 16 features, and of the intercepts.
    float last[LOGCL_FEW * 16];
    float bias[LOGCL_FEW];
    float lanes[LOGCL_LANES];
    for (int k = 0; k < LOGCL_FEW * 16; ++k) {
        last[k] = 0.0f;
    }
    for (int c = 0; c < LOGCL_FEW; ++c) {
        bias[c] = 0.0f;
    }
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lanes[l] = 0.0f;
    }
    for (int k = 0; k < blocks * stride; ++k) {
        vstore16((float16) (0.0f), k, out);
    }
    int correct = 0;
    for (int strip = from; strip < to; strip += LOGCL_STRIP) {
        int count = min(LOGCL_STRIP, to - strip);
        int at[LOGCL_STRIP];
        int ahead[LOGCL_STRIP];
        __global const float *row[LOGCL_STRIP];
        __global const float *next[LOGCL_STRIP];
        lc_strip_rows(strip, to, ordered, first, order, at);
        lc_strip_rows(min(strip + LOGCL_STRIP, to - 1), to, ordered, first, order, ahead);
        lc_strip_pointers(at, features, x, row);
        lc_strip_pointers(ahead, features, x, next);
        int y[LOGCL_STRIP];
        float s[LOGCL_STRIP];
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            y[i] = targets[at[i]];
            s[i] = i < count ? weights[at[i]] : 0.0f;
        }
        float z[LOGCL_STRIP * LOGCL_FEW];
        for (int c = 0; c < stride; c += 16) {
            for (int i = 0; i < LOGCL_STRIP; i += 8) {
                lc_softmax_tile(features, stride, row + i, params + c, next + i, z + LOGCL_FEW * i + c);
            }
        }
        float r[LOGCL_FEW * LOGCL_STRIP];
        correct += lc_softmax_strip(count, classes, strip - from, z, y, s, lanes, r);
        int b = 0;
        for (; b + 2 <= blocks; b += 2) {
            lc_softmax_gradient_blocks(2, classes, count, row, 16 * b, r, step, out + (ulong) b * step);
        }
        if (b < blocks) {
            lc_softmax_gradient_blocks(1, classes, count, row, 16 * b, r, step, out + (ulong) b * step);
        }
        for (int c = 0; c < classes; ++c) {
            float16 g = vload16(c, last);
            for (int i = 0; i < count; ++i) {
                float ri = r[LOGCL_STRIP * c + i];
                g = fma((float16) (ri), vload16(0, row[i] + 16 * blocks), g);
                bias[c] = fma(ri, 1.0f, bias[c]);
            }
            vstore16(g, c, last);
        }
    }
    lc_softmax_turn(blocks, classes, stride, out);
    for (int d = 16 * blocks; d <= features; ++d) {
        for (int c = 0; c < stride; ++c) {
            float g = d < features ? last[16 * c + d - 16 * blocks] : bias[c];
            out[(ulong) d * stride + c] = lc_unsign_zero(g);
        }
    }
    *loss = lc_tree(lanes);
    return correct;
}
