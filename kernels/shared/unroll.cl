// Code that is written out rather than looped: for kernels that keep arrays in registers.

// Repeats a statement for the numbers of rows, vectors or classes. Accumulators have names or constant indices: an array that a loop
// walks through stays in memory with compilers that take arrays apart before they unroll loops (measured on a CPU device: 27 GB/s
// instead of 60 for the sigmoid pass with its data in the cache).
#define LC_EACH4(DO) DO(0) DO(1) DO(2) DO(3)
#define LC_EACH5(DO) LC_EACH4(DO) DO(4)
#define LC_EACH8(DO) LC_EACH5(DO) DO(5) DO(6) DO(7)
#define LC_EACH16(DO) LC_EACH8(DO) DO(8) DO(9) DO(10) DO(11) DO(12) DO(13) DO(14) DO(15)
#define LC_EACH32(DO) LC_EACH16(DO) DO(16) DO(17) DO(18) DO(19) DO(20) DO(21) DO(22) DO(23) DO(24) DO(25) DO(26) DO(27) \
    DO(28) DO(29) DO(30) DO(31)
#define LC_EACH64(DO) LC_EACH32(DO) DO(32) DO(33) DO(34) DO(35) DO(36) DO(37) DO(38) DO(39) DO(40) DO(41) DO(42) DO(43) \
    DO(44) DO(45) DO(46) DO(47) DO(48) DO(49) DO(50) DO(51) DO(52) DO(53) DO(54) DO(55) DO(56) DO(57) DO(58) DO(59) DO(60) \
    DO(61) DO(62) DO(63)

// For functions whose constant arguments choose what is compiled.
#define LC_INLINE static inline __attribute__((always_inline))

// Halves v[0 .. count - 1] until v[0] has the sum; count is a power of two up to 64, a constant at each call.
LC_INLINE void lc_halve_all(const int count, float *v) {
#define DO(m) if (count > 32) { v[m] = v[m] + v[m + 32]; }
    LC_EACH32(DO)
#undef DO
#define DO(m) if (count > 16) { v[m] = v[m] + v[m + 16]; }
    LC_EACH16(DO)
#undef DO
#define DO(m) if (count > 8) { v[m] = v[m] + v[m + 8]; }
    LC_EACH8(DO)
#undef DO
#define DO(m) if (count > 4) { v[m] = v[m] + v[m + 4]; }
    LC_EACH4(DO)
#undef DO
    if (count > 2) {
        v[0] = v[0] + v[2];
        v[1] = v[1] + v[3];
    }
    if (count > 1) {
        v[0] = v[0] + v[1];
    }
}
