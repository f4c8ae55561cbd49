// Sixteen rows at once, for the CPU flavours of kernels: one work-item, explicit vectors.

// Where row i of a strip goes, so that lc_tree_rows gives sums in row order: i with its four bits reversed.
__constant int lc_reversed[LOGCL_STRIP] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};

// First two levels of the halving tree: 64 lanes in four vectors become 16.
static inline float16 lc_fold(float16 a0, float16 a1, float16 a2, float16 a3) {
    return (a0 + a2) + (a1 + a3);
}

// One level of the halving tree: adds the upper half of each row's lanes to the lower, and makes one vector of two.
static inline float16 lc_halve8(float16 a, float16 b) {
    return (float16) (a.lo, b.lo) + (float16) (a.hi, b.hi);
}

static inline float16 lc_halve4(float16 a, float16 b) {
    return (float16) (a.s0123, a.s89ab, b.s0123, b.s89ab) + (float16) (a.s4567, a.scdef, b.s4567, b.scdef);
}

static inline float16 lc_halve2(float16 a, float16 b) {
    return (float16) (a.s01, a.s45, a.s89, a.scd, b.s01, b.s45, b.s89, b.scd)
        + (float16) (a.s23, a.s67, a.sab, a.sef, b.s23, b.s67, b.sab, b.sef);
}

static inline float16 lc_halve1(float16 a, float16 b) {
    return (float16) (a.even, b.even) + (float16) (a.odd, b.odd);
}

// The last four levels of the tree, for 16 rows of 16 lanes, row i at lc_reversed[i]: their sums, in row order.
static inline float16 lc_tree_rows(const float16 *a) {
    float16 b0 = lc_halve8(a[0], a[8]);
    float16 b1 = lc_halve8(a[1], a[9]);
    float16 b2 = lc_halve8(a[2], a[10]);
    float16 b3 = lc_halve8(a[3], a[11]);
    float16 b4 = lc_halve8(a[4], a[12]);
    float16 b5 = lc_halve8(a[5], a[13]);
    float16 b6 = lc_halve8(a[6], a[14]);
    float16 b7 = lc_halve8(a[7], a[15]);
    float16 c0 = lc_halve4(b0, b4);
    float16 c1 = lc_halve4(b1, b5);
    float16 c2 = lc_halve4(b2, b6);
    float16 c3 = lc_halve4(b3, b7);
    return lc_halve1(lc_halve2(c0, c2), lc_halve2(c1, c3));
}

// Row losses, correct rows and weighted residuals of a strip of the sigmoid head. Only the first count rows are stored.
static inline void lc_sigmoid_strip(int count, float16 logits, int ordered, __global const int *order, ulong position,
                                    __global const float *targets, __global const float *weights,
                                    __global float *losses, __global int *correct, float *residuals) {
    float z[LOGCL_STRIP];
    float y[LOGCL_STRIP];
    float s[LOGCL_STRIP];
    float loss[LOGCL_STRIP];
    vstore16(logits, 0, z);
    if (!ordered && count == LOGCL_STRIP) {
        vstore16(vload16(0, targets + position), 0, y);
        vstore16(vload16(0, weights + position), 0, s);
    } else {
        for (int i = 0; i < LOGCL_STRIP; ++i) {
            ulong row = lc_row(ordered, order, position + min(i, count - 1));
            y[i] = targets[row];
            s[i] = weights[row];
        }
    }
    for (int i = 0; i < LOGCL_STRIP; ++i) {
        float residual;
        lc_sigmoid_row(z[i], y[i], &loss[i], &residual);
        residuals[i] = lc_flush(s[i] * residual);
    }
    for (int i = 0; i < count; ++i) {
        losses[position + i] = loss[i];
        correct[position + i] = (z[i] >= 0.0f) == (y[i] >= 0.5f) ? 1 : 0;
    }
}
