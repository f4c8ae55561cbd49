// multilabel_residual: row loss and weighted residuals of C independent labels, each with a sigmoid of its own, from logits.
//
//     loss_k    = sum_c q_c y_kc (-log p_kc) + (1 - y_kc) (-log(1 - p_kc))          p_kc = 1 / (1 + e^(-z_kc)), y = targets[row(k)],
//     values_kc = s * ((1 - y_kc) p_kc - q_c y_kc (1 - p_kc))                        q = positive_weights, s = weights[row(k)]
//
// shapes    values [rows][stride]: logits in, weighted residuals out, the padding set to 0; targets [N][classes] in [0, 1];
//           positive_weights [classes], 0 or more, weights [N]; losses [N], correct [N]: written at position first + k
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// order     the sum over labels in 64 lanes of plain additions (lane l takes labels l, l + 64, ...) and the halving tree
// numerics  b = flush(q y), loss = fma(z >= 0 ? 1 - y : -b, z, ((1 - y) + b) log(1 + e^-|z|)). Where q is 1, b is y and (1 - y) + y
//           rounds to 1, so that a column has the bits of sigmoid_residual. Targets and products are flushed. correct is 1 where for every label
//           z >= 0 agrees with y >= 1/2. Loss in nats, the sum and not the mean of the labels'
// twin      org.logcl.kernel.MultilabelResidualTwin

static inline void lc_label_row(float z, float target, float positive_weight, float *loss, float *residual) {
    float y = lc_flush(target);
    float negative = 1.0f - y;
    float positive = lc_flush(positive_weight * y);
    float t = lc_exp(-fabs(z));
    float inverse = lc_reciprocal(1.0f + t);
    float minor = lc_flush(t * inverse);
    float p = z >= 0.0f ? inverse : minor;
    float q = z >= 0.0f ? minor : inverse;
    float mass = negative + positive;
    *loss = lc_flush(fma(z >= 0.0f ? negative : -positive, z, mass * lc_log1p(t)));
    *residual = lc_flush(fma(negative, p, -lc_flush(positive * q)));
}

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void multilabel_residual(int rows, int classes, int stride, int ordered, ulong first, __global const int *order,
                         __global const float *targets, __global const float *positive_weights, __global const float *weights,
                         __global float *values, __global float *losses, __global int *correct) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    ulong row = lc_row(ordered, order, first + k);
    __global const float *y = targets + row * classes;
    float s = weights[row];
    __global float *z = values + (ulong) k * stride;
    float lane[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
    }
    int right = 1;
    for (int c = 0; c < classes; ++c) {
        int l = c % LOGCL_LANES;
        float loss;
        float residual;
        lc_label_row(z[c], y[c], positive_weights[c], &loss, &residual);
        lane[l] = lane[l] + loss;
        right = (z[c] >= 0.0f) == (y[c] >= 0.5f) ? right : 0;
        z[c] = lc_flush(s * residual);
    }
    losses[first + k] = lc_tree(lane);
    correct[first + k] = right;
    for (int c = classes; c < stride; ++c) {
        z[c] = 0.0f;
    }
}
