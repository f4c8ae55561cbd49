// A seeded permutation of the rows, each position by itself: a Feistel network of six rounds over the smallest even number of bits that
// holds the rows, but at least 8, walked until it falls inside them (Black, Rogaway 2002). Twin: org.logcl.numerics.Permutation.

#define LOGCL_ROUNDS 6

// Bits of one half.
static inline int lc_permutation_half(int rows) {
    int half_bits = 4;
    while ((((long) rows - 1) >> (2 * half_bits)) > 0) {
        ++half_bits;
    }
    return half_bits;
}

static inline uint lc_permutation_once(uint value, int half_bits, __global const int *keys) {
    uint mask = (1u << half_bits) - 1;
    uint left = value >> half_bits;
    uint right = value & mask;
    for (int round = 0; round < LOGCL_ROUNDS; ++round) {
        // The 32-bit finalizer of MurmurHash3 (Appleby).
        uint h = right ^ (uint) keys[round];
        h = (h ^ (h >> 16)) * 0x85ebca6bu;
        h = (h ^ (h >> 13)) * 0xc2b2ae35u;
        h = h ^ (h >> 16);
        uint mixed = left ^ (h & mask);
        left = right;
        right = mixed;
    }
    return (left << half_bits) | right;
}

// The row at a position.
static inline int lc_permuted(int position, int rows, int half_bits, __global const int *keys) {
    uint value = lc_permutation_once((uint) position, half_bits, keys);
    while (value >= (uint) rows) {
        value = lc_permutation_once(value, half_bits, keys);
    }
    return (int) value;
}
