// What the epoch kernels for CPUs share: a single work-item takes many steps.

// Fills the order of an epoch. All positions go through the network once in a loop that a compiler can run in vectors; those that fall
// outside walk on.
static inline void lc_fill_order(int rows, __global const int *keys, __global int *order) {
    int half_bits = lc_permutation_half(rows);
    for (int position = 0; position < rows; ++position) {
        order[position] = (int) lc_permutation_once((uint) position, half_bits, keys);
    }
    for (int position = 0; position < rows; ++position) {
        uint value = (uint) order[position];
        while (value >= (uint) rows) {
            value = lc_permutation_once(value, half_bits, keys);
        }
        order[position] = (int) value;
    }
}

// One step of descent for all parameters; the first penalised of them carry the L2 term.
static inline void lc_sgd_all(int parameters, int penalised, float inverse_weight, float rate, float momentum, float l2,
                              __global const float *gradient, __global float *params, __global float *velocity) {
    for (int i = 0; i < parameters; ++i) {
        float w = params[i];
        float v = velocity[i];
        lc_sgd(gradient[i], inverse_weight, rate, momentum, i < penalised ? l2 : 0.0f, &w, &v);
        velocity[i] = v;
        params[i] = w;
    }
}
