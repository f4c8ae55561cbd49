// What the epoch kernels for GPUs share: one group takes many steps. No barrier is in here.

// Fills the order of an epoch.
LC_INLINE void lc_fill_order_group(int rows, __global const int *keys, __global int *order) {
    int half_bits = lc_permutation_half(rows);
    for (int position = get_local_id(0); position < rows; position += (int) get_local_size(0)) {
        order[position] = lc_permuted(position, rows, half_bits, keys);
    }
}

// One step of descent for all parameters, none where inverse_weight is 0; the first penalised of them carry the L2 term.
LC_INLINE void lc_sgd_group(int parameters, int penalised, float inverse_weight, float rate, float momentum, float l2,
                            __global const float *gradient, __global float *params, __global float *velocity) {
    for (int i = get_local_id(0); inverse_weight != 0.0f && i < parameters; i += (int) get_local_size(0)) {
        float w = params[i];
        float v = velocity[i];
        lc_sgd(gradient[i], inverse_weight, rate, momentum, i < penalised ? l2 : 0.0f, &w, &v);
        velocity[i] = v;
        params[i] = w;
    }
}

// Keeps the parameters. The work-item that wrote one reads it.
LC_INLINE void lc_keep_group(int parameters, __global const float *params, __global float *kept) {
    for (int i = get_local_id(0); i < parameters; i += (int) get_local_size(0)) {
        kept[i] = params[i];
    }
}
