// What softmax_backward_cpu and softmax_step_cpu share: gradients of some columns of X against panels of 16 classes of residuals.

#define LOGCL_MANY_ROWS 768
#define LOGCL_COLUMNS 32

// Columns of a work-item, from d0 on: the last one has what is left, up to twice as much, and the intercepts, whose feature is 1.
static inline int lc_columns(int group, int groups, int features) {
    return group == groups - 1 ? features + 1 - group * LOGCL_COLUMNS : LOGCL_COLUMNS;
}

// Columns from d0 on of the rows of a chunk, turned so that they are read as one stream: eight at a time, [columns / 8][row][8].
static inline void lc_turn_columns(int columns, int count, int d0, int features, int ordered, ulong first,
                                   __global const int *order, __global const float *x, float *turned) {
    for (int k = 0; k < count; ++k) {
        __global const float *row = x + lc_row(ordered, order, first + k) * features + d0;
        int i = 0;
        for (; i + 8 <= columns && d0 + i + 8 <= features; i += 8) {
            vstore8(vload8(0, row + i), i / 8 * LOGCL_MANY_ROWS + k, turned);
        }
        for (; i < columns; ++i) {
            turned[(i / 8 * LOGCL_MANY_ROWS + k) * 8 + i % 8] = d0 + i < features ? row[i] : 1.0f;
        }
    }
}

// Gradients of 8 features, or of one, and 16 classes: g[width][16]; x[row][8], r[row][16].
LC_INLINE void lc_panel_gradient(const int width, int rows, const float *x, __global const float *r, float *g) {
    float16 zero = 0.0f;
#define DO(i) float16 g##i = zero;
    LC_EACH8(DO)
#undef DO
    for (int k = 0; k < rows; ++k) {
        float16 rk = vload16(k, r);
#define DO(i) g##i = width > i ? fma((float16) (x[8 * k + i]), rk, g##i) : zero;
        LC_EACH8(DO)
#undef DO
    }
#define DO(i) if (width > i) { vstore16(lc_unsign_zero16(g##i), i, g); }
    LC_EACH8(DO)
#undef DO
}

// The same of the columns from i on of a work-item, as many as fit; returns how many.
LC_INLINE int lc_column_gradients(int i, int columns, int rows, const float *turned, __global const float *r, float *g) {
    const float *x = turned + i / 8 * 8 * LOGCL_MANY_ROWS + i % 8;
    if (i + 8 <= columns) {
        lc_panel_gradient(8, rows, x, r, g);
        return 8;
    }
    lc_panel_gradient(1, rows, x, r, g);
    return 1;
}
