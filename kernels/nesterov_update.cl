// nesterov_update: one step of stochastic gradient descent with Nesterov's momentum and L2.
//
//     g = (high + low) * inverse_weight + l2 * w,     v = momentum * v + g,     w = w - rate * (momentum * v + g)
//
// shapes    as sgd_update
// launch    one work-item a parameter, groups of LOGCL_GROUP, global size rounded up
// numerics  as sgd_update
// source    Sutskever, Martens, Dahl, Hinton 2013; rule as in PyTorch's SGD with nesterov
// twin      org.logcl.kernel.NesterovUpdateTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void nesterov_update(int parameters, int penalised, float inverse_weight, float rate, float momentum, float l2,
                     __global const float *high, __global const float *low, __global float *params,
                     __global float *velocity) {
    int i = get_global_id(0);
    if (i >= parameters) {
        return;
    }
    float w = params[i];
    float g = lc_mean_gradient(high[i] + low[i], inverse_weight, i < penalised ? l2 : 0.0f, w);
    float v = lc_flush(fma(momentum, velocity[i], g));
    velocity[i] = v;
    params[i] = lc_flush(fma(-rate, lc_flush(fma(momentum, v, g)), w));
}
