// adagrad_update: one step of AdaGrad with L2.
//
//     g = (high + low) * inverse_weight + l2 * w,     v = v + g^2,     w = w - rate * g / (sqrt(v) + epsilon)
//
// shapes    high, low (the summed gradient), params, second (v) [parameters]; the first penalised of them carry the L2 term: the
//           weights, not the intercepts
// launch    one work-item a parameter, groups of LOGCL_GROUP, global size rounded up
// numerics  inverse_weight is 1 over the batch's sum of weights. Every result is flushed before its next use, squares and v below
//           2^-100
// source    Duchi, Hazan, Singer 2011; rule as in PyTorch's Adagrad
// twin      org.logcl.kernel.AdagradUpdateTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void adagrad_update(int parameters, int penalised, float inverse_weight, float rate, float epsilon, float l2,
                    __global const float *high, __global const float *low, __global float *params,
                    __global float *second) {
    int i = get_global_id(0);
    if (i >= parameters) {
        return;
    }
    float w = params[i];
    float g = lc_mean_gradient(high[i] + low[i], inverse_weight, i < penalised ? l2 : 0.0f, w);
    float v = lc_flush_square(second[i] + lc_flush_square(g * g));
    float direction = lc_flush(g * lc_reciprocal(lc_sqrt(v) + epsilon));
    second[i] = v;
    params[i] = lc_flush(fma(-rate, direction, w));
}
