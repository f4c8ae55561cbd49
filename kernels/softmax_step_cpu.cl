// softmax_step: what softmax_backward and sgd_update do one after the other for a batch of one chunk, bit for bit, so that a step with
// many classes is two launches: softmax_forward and this. The flavour for CPUs.
//
// shapes    as softmax_backward_cpu and sgd_update; in work the parameters by panels become the new ones, and no partial gradient is
//           written
// rows      row(k) is order[first + k], or first + k where ordered is 0; at most 768
// launch    one work-item for 32 features (the last one has the intercepts too), groups of 1
// order     as softmax_backward and sgd_update have it
// twin      org.logcl.kernel.SoftmaxGradientTwin, then SgdUpdateTwin

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void softmax_step_cpu(int rows, int features, int stride, int panel_rows, int ordered, ulong first, float inverse_weight,
                      float rate, float momentum, float l2, __global const int *order, __global const float *x,
                      __global float *work, __global float *params, __global float *velocity) {
    int group = get_global_id(0);
    int groups = max(1, features / LOGCL_COLUMNS);
    int d0 = group * LOGCL_COLUMNS;
    int columns = lc_columns(group, groups, features);
    float turned[2 * LOGCL_COLUMNS * LOGCL_MANY_ROWS];
    lc_turn_columns(columns, rows, d0, features, ordered, first, order, x, turned);
    for (int p = 0; p < stride / 16; ++p) {
        __global const float *r = work + (ulong) (features + 1) * stride + (ulong) p * 16 * panel_rows;
        float g[8 * 16];
        for (int i = 0, width; i < columns; i += width) {
            width = lc_column_gradients(i, columns, rows, turned, r, g);
            for (int j = 0; j < width; ++j) {
                int d = d0 + i + j;
                ulong at = (ulong) d * stride + 16 * p;
                ulong panel = ((ulong) p * (features + 1) + d) * 16;
                float penalty = d < features ? l2 : 0.0f;
                float w[16];
                float v[16];
                vstore16(vload16(0, params + at), 0, w);
                vstore16(vload16(0, velocity + at), 0, v);
                for (int c = 0; c < 16; ++c) {
                    lc_sgd(g[16 * j + c], inverse_weight, rate, momentum, penalty, w + c, v + c);
                }
                vstore16(vload16(0, v), 0, velocity + at);
                vstore16(vload16(0, w), 0, params + at);
                vstore16(vload16(0, w), 0, work + panel);
            }
        }
    }
}
