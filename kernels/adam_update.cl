// adam_update: one step of Adam with L2, or of AdamW with weight decay apart from the gradient.
//
//     g = (high + low) * inverse_weight + l2 * w
//     m = beta1 * m + (1 - beta1) * g,     v = beta2 * v + (1 - beta2) * g^2
//     w = (1 - decay) * w - rate * m / (sqrt(v * correction) + epsilon)
//
// shapes    high, low (the summed gradient), params, first (m), second (v) [parameters]; the first penalised of them carry L2 and
//           decay: the weights, not the intercepts
// launch    one work-item a parameter, groups of LOGCL_GROUP, global size rounded up
// numerics  inverse_weight is 1 over the batch's sum of weights; rest1 = 1 - beta1, rest2 = 1 - beta2; rate = learning rate / (1 -
//           beta1^t), correction = 1 / (1 - beta2^t), decay = learning rate * weight decay, from the host. Every result is flushed
//           before its next use, squares and v below 2^-100
// source    Kingma, Ba 2015; Loshchilov, Hutter 2019; rule as in PyTorch's Adam and AdamW
// twin      org.logcl.kernel.AdamUpdateTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void adam_update(int parameters, int penalised, float inverse_weight, float rate, float beta1, float rest1, float beta2,
                 float rest2, float correction, float epsilon, float l2, float decay, __global const float *high,
                 __global const float *low, __global float *params, __global float *first, __global float *second) {
    int i = get_global_id(0);
    if (i >= parameters) {
        return;
    }
    float w = params[i];
    float g = lc_mean_gradient(high[i] + low[i], inverse_weight, i < penalised ? l2 : 0.0f, w);
    float m = lc_flush(fma(beta1, first[i], lc_flush(rest1 * g)));
    float square = lc_flush_square(rest2 * lc_flush_square(g * g));
    float v = lc_flush_square(fma(beta2, second[i], square));
    float root = lc_sqrt(lc_flush_square(v * correction));
    float direction = lc_flush(m * lc_reciprocal(root + epsilon));
    float kept = lc_flush(fma(i < penalised ? -decay : 0.0f, w, w));
    first[i] = m;
    second[i] = v;
    params[i] = lc_flush(fma(-rate, direction, kept));
}
