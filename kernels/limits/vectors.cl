// What the probes of limits share: the vectors that suit the device, and the sum over one.
//
// defines   LOGCL_LIMIT_GROUP, work-items a group, and LOGCL_LIMIT_VECTOR, values a vector: 1 and 16 on CPUs, 256 and 4 on GPUs
//
// The probes sum whole numbers: in wrapping 32-bit integers, or as floats below 2^24. Any order then gives the same bits, so that
// their results can be held against a closed formula.

#ifndef LOGCL_LIMIT_GROUP
#error "LOGCL_LIMIT_GROUP is not defined"
#endif
#ifndef LOGCL_LIMIT_VECTOR
#error "LOGCL_LIMIT_VECTOR is not defined"
#endif

#if LOGCL_LIMIT_VECTOR == 16
typedef uint16 ll_uints;
typedef float16 ll_floats;
#define LL_LANES ((float16) (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
#elif LOGCL_LIMIT_VECTOR == 4
typedef uint4 ll_uints;
typedef float4 ll_floats;
#define LL_LANES ((float4) (0, 1, 2, 3))
#else
#error "LOGCL_LIMIT_VECTOR must be 4 or 16"
#endif

static inline uint ll_sum(ll_uints v) {
#if LOGCL_LIMIT_VECTOR == 16
    uint8 eight = v.lo + v.hi;
    uint4 four = eight.lo + eight.hi;
#else
    uint4 four = v;
#endif
    return four.s0 + four.s1 + four.s2 + four.s3;
}

static inline float ll_sum_floats(ll_floats v) {
#if LOGCL_LIMIT_VECTOR == 16
    float8 eight = v.lo + v.hi;
    float4 four = eight.lo + eight.hi;
#else
    float4 four = v;
#endif
    return four.s0 + four.s1 + four.s2 + four.s3;
}
