// Sixteen rows at once, for the CPU flavours of kernels: one work-item, explicit vectors.

// Asks for a cache line that the next strip of rows will need. A hint: it may do nothing.
LC_INLINE void lc_prefetch(__global const float *p) {
#if defined(__clang__)
    __builtin_prefetch((const __global void *) p, 0, 2);
#endif
}

// First two levels of the halving tree: 64 lanes in four vectors become 16.
LC_INLINE float16 lc_fold(float16 a0, float16 a1, float16 a2, float16 a3) {
    return (a0 + a2) + (a1 + a3);
}

// One level of the halving tree: adds the upper half of each row's lanes to the lower, and makes one vector of two.
LC_INLINE float16 lc_halve8(float16 a, float16 b) {
    return (float16) (a.lo, b.lo) + (float16) (a.hi, b.hi);
}

LC_INLINE float16 lc_halve4(float16 a, float16 b) {
    return (float16) (a.s0123, a.s89ab, b.s0123, b.s89ab) + (float16) (a.s4567, a.scdef, b.s4567, b.scdef);
}

LC_INLINE float16 lc_halve2(float16 a, float16 b) {
    return (float16) (a.s01, a.s45, a.s89, a.scd, b.s01, b.s45, b.s89, b.scd)
        + (float16) (a.s23, a.s67, a.sab, a.sef, b.s23, b.s67, b.sab, b.sef);
}

LC_INLINE float16 lc_halve1(float16 a, float16 b) {
    return (float16) (a.even, b.even) + (float16) (a.odd, b.odd);
}

// The last four levels of the tree, for 16 rows of 16 lanes: their sums, in row order.
LC_INLINE float16 lc_tree_rows(const float16 *a) {
    float16 b0 = lc_halve4(lc_halve8(a[0], a[1]), lc_halve8(a[2], a[3]));
    float16 b1 = lc_halve4(lc_halve8(a[4], a[5]), lc_halve8(a[6], a[7]));
    float16 b2 = lc_halve4(lc_halve8(a[8], a[9]), lc_halve8(a[10], a[11]));
    float16 b3 = lc_halve4(lc_halve8(a[12], a[13]), lc_halve8(a[14], a[15]));
    return lc_halve1(lc_halve2(b0, b1), lc_halve2(b2, b3));
}

// Adds the weighted losses of a strip to the 64 lanes of its chunk; the strip begins at a multiple of 16 in the chunk. Rows past the
// end have loss and weight 0, which add nothing.
LC_INLINE void lc_add_losses(int position, const float *weights, const float *losses, float *lanes) {
    int quarter = position / LOGCL_STRIP % (LOGCL_LANES / LOGCL_STRIP);
    vstore16(fma(vload16(0, weights), vload16(0, losses), vload16(quarter, lanes)), quarter, lanes);
}

// Row numbers of a strip of the positions from .. to - 1 after first. Rows past the end repeat the last one; only their results are left
// out.
LC_INLINE void lc_strip_rows(int from, int to, int ordered, ulong first, __global const int *order, int *at) {
    if (from + LOGCL_STRIP <= to) {
        const int16 steps = (int16) (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        vstore16(ordered ? vload16(0, order + first + from) : (int) (first + from) + steps, 0, at);
    } else {
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            at[i] = (int) lc_row(ordered, order, first + min(from + i, to - 1));
        }
    }
}

// Where the rows begin.
LC_INLINE void lc_strip_pointers(const int *at, int features, __global const float *x, __global const float **row) {
#define DO(i) row[i] = x + (ulong) at[i] * features;
    LC_EACH16(DO)
#undef DO
}

// A value of each row, one by one: an instruction that gathers is slower on the CPUs measured.
LC_INLINE float16 lc_strip_values(const int *at, __global const float *values) {
    return (float16) (values[at[0]], values[at[1]], values[at[2]], values[at[3]], values[at[4]], values[at[5]], values[at[6]],
                      values[at[7]], values[at[8]], values[at[9]], values[at[10]], values[at[11]], values[at[12]],
                      values[at[13]], values[at[14]], values[at[15]]);
}

// Weighted residuals of a strip of the sigmoid head; adds weighted losses to the lanes of the chunk, and returns the number of correct
// rows among the first count.
static inline int lc_sigmoid_strip(int count, float16 logits, int ordered, const int *at, int position,
                                   __global const float *targets, __global const float *weights, float *lanes,
                                   float *residuals) {
    float z[LOGCL_STRIP];
    float y[LOGCL_STRIP];
    float s[LOGCL_STRIP];
    float loss[LOGCL_STRIP];
    vstore16(logits, 0, z);
    if (!ordered && count == LOGCL_STRIP) {
        vstore16(vload16(0, targets + at[0]), 0, y);
        vstore16(vload16(0, weights + at[0]), 0, s);
    } else {
        vstore16(lc_strip_values(at, targets), 0, y);
        vstore16(lc_strip_values(at, weights), 0, s);
        for (int i = count; i < LOGCL_STRIP; ++i) {
            s[i] = 0.0f;
        }
    }
    int correct = 0;
    // Whole vectors: the chain of operations is long, and what waits for it must be many rows.
#pragma clang loop vectorize_width(16)
    for (int i = 0; i < LOGCL_STRIP; ++i) {
        float residual;
        lc_sigmoid_row(z[i], y[i], &loss[i], &residual);
        loss[i] = i < count ? loss[i] : 0.0f;
        residuals[i] = lc_flush(s[i] * residual);
        correct += i < count && (z[i] >= 0.0f) == (y[i] >= 0.5f) ? 1 : 0;
    }
    lc_add_losses(position, s, loss, lanes);
    return correct;
}
