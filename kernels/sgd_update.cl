// sgd_update: one step of stochastic gradient descent with momentum and L2.
//
//     g = (high + low) * inverse_weight + l2 * w,     v = momentum * v + g,     w = w - rate * v
//
// shapes    high, low (the summed gradient), params, velocity [parameters]; the first penalised of them carry the L2 term: the
//           weights, not the intercepts
// launch    one work-item a parameter, groups of LOGCL_GROUP, global size rounded up
// numerics  inverse_weight is 1 over the batch's sum of weights. Every result is flushed before its next use; momentum and
//           rule as in PyTorch's SGD without dampening
// twin      org.logcl.kernel.SgdUpdateTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void sgd_update(int parameters, int penalised, float inverse_weight, float rate, float momentum, float l2,
                __global const float *high, __global const float *low, __global float *params, __global float *velocity) {
    int i = get_global_id(0);
    if (i >= parameters) {
        return;
    }
    float w = params[i];
    float v = velocity[i];
    lc_sgd(high[i] + low[i], inverse_weight, rate, momentum, i < penalised ? l2 : 0.0f, &w, &v);
    velocity[i] = v;
    params[i] = w;
}
