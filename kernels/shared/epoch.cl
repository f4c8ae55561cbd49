// What the epoch kernels for CPUs share: a single work-item takes many steps.

// One time through the network for 16 values.
LC_INLINE uint16 lc_permutation_once16(uint16 value, int half_bits, __global const int *keys) {
    uint mask = (1u << half_bits) - 1;
    uint16 left = value >> (uint) half_bits;
    uint16 right = value & mask;
    for (int round = 0; round < LOGCL_ROUNDS; ++round) {
        uint16 h = right ^ (uint) keys[round];
        h = (h ^ (h >> 16)) * 0x85ebca6bu;
        h = (h ^ (h >> 13)) * 0xc2b2ae35u;
        h = h ^ (h >> 16);
        uint16 mixed = left ^ (h & mask);
        left = right;
        right = mixed;
    }
    return (left << (uint) half_bits) | right;
}

// Fills the order of an epoch. 64 positions walk together, those that have arrived wait for the others: the network is a long chain of
// operations, and four vectors of it keep a core busy (measured: 14 ns a row one by one, under 3 so).
static inline void lc_fill_order(int rows, __global const int *keys, __global int *order) {
    const uint16 steps = (uint16) (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    uint16 end = (uint) rows;
    int half_bits = lc_permutation_half(rows);
    int position = 0;
    for (; position + 64 <= rows; position += 64) {
#define DO(i) uint16 v##i = lc_permutation_once16(steps + (uint) (position + 16 * i), half_bits, keys);
        LC_EACH4(DO)
#undef DO
        while (any((v0 >= end) | (v1 >= end) | (v2 >= end) | (v3 >= end))) {
#define DO(i) v##i = select(v##i, lc_permutation_once16(v##i, half_bits, keys), v##i >= end);
            LC_EACH4(DO)
#undef DO
        }
#define DO(i) vstore16(as_int16(v##i), i, order + position);
        LC_EACH4(DO)
#undef DO
    }
    for (; position < rows; ++position) {
        order[position] = lc_permuted(position, rows, half_bits, keys);
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
