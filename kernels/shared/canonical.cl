// Canonical float32 arithmetic. The loader puts this file in front of every kernel.
//
// Only + - * fma, comparisons, conversions and integer operations: what IEEE 754 and OpenCL define exactly, so that every
// conforming device gives the bits of the twin, org.logcl.numerics.Canonical, line by line. Errors measured over all
// inputs and the derivations are in docs/numerics.md.
//
// Branches are selects, so that a compiler may run several work-items in one vector register.

#pragma OPENCL FP_CONTRACT OFF

// Magnitudes below 2^-40 become +0 before they enter a chain of fused multiply-adds: every product in such a chain is
// then a multiple of 2^-126, and no subnormal can arise. Devices that flush subnormals and devices that do not agree.
#define LOGCL_FLUSH_BELOW 0x1p-40f

static inline float lc_flush(float v) {
    return fabs(v) < LOGCL_FLUSH_BELOW ? 0.0f : v;
}

// v, with +0 for -0. An fma in software (libclc) returns a * b where c is 0, and with it the wrong sign of a zero. The
// comparison is with the smallest normal number, because v + 0 and v == 0 ? 0 : v are what compilers simplify to v.
static inline float lc_unsign_zero(float v) {
    return fabs(v) < 0x1p-126f ? 0.0f : v;
}

static inline float4 lc_unsign_zero4(float4 v) {
    return fabs(v) < 0x1p-126f ? (float4) (0.0f) : v;
}

static inline float16 lc_unsign_zero16(float16 v) {
    return fabs(v) < 0x1p-126f ? (float16) (0.0f) : v;
}

// e^x: +0 below -60, +infinity above 88.72, NaN for NaN. Twin: Canonical.exp.
static inline float lc_exp(float x) {
    // NaN fails the first comparison, so the arithmetic below never sees it.
    float c = x >= -60.0f ? (x > 0x1.62e42ep6f ? 0x1.62e42ep6f : x) : -60.0f;
    float shifted = fma(c, 0x1.715476p0f, 0x1.8p23f);
    float n = shifted - 0x1.8p23f;
    float r = fma(n, -0x1.62e4p-1f, c);
    r = fma(n, -0x1.7f7d1cp-20f, r);
    float q = 0x1.6db44ep-10f;
    q = fma(q, r, 0x1.123b72p-7f);
    q = fma(q, r, 0x1.55545ep-5f);
    q = fma(q, r, 0x1.55548ep-3f);
    q = fma(q, r, 0.5f);
    float p = fma(fma(q, r, 1.0f), r, 1.0f);
    // The low bits of the shifted sum are the integer n: no float to int conversion is needed.
    int exponent = as_int(shifted) - as_int(0x1.8p23f);
    int part = exponent >> 1;
    float e = p * as_float((part + 127) << 23) * as_float((exponent - part + 127) << 23);
    e = x < -60.0f ? 0.0f : e;
    e = x > 0x1.62e42ep6f ? INFINITY : e;
    return isnan(x) ? x : e;
}

// log((1 + f) * 2^exponent) for 1 + f in about [sqrt(1/2), sqrt(2)). Twin: Canonical.logOf.
static inline float lc_log_of(float f, int exponent) {
    float p = 0x1.1b44a4p-4f;
    p = fma(p, f, -0x1.e2f86ep-4f);
    p = fma(p, f, 0x1.e657bap-4f);
    p = fma(p, f, -0x1.fb415ap-4f);
    p = fma(p, f, 0x1.23322ep-3f);
    p = fma(p, f, -0x1.5562eap-3f);
    p = fma(p, f, 0x1.99a54cp-3f);
    p = fma(p, f, -0x1.ffffeep-3f);
    p = fma(p, f, 0x1.555546p-2f);
    p = fma(p, f, -0.5f);
    float n = (float) exponent;
    float square = f * f;
    float low = n * 0x1.7f7d1cp-20f;
    low = fma(square, p, low);
    return fma(n, 0x1.62e4p-1f, f + low);
}

// The exponent that leaves a significand in [sqrt(1/2), sqrt(2)).
static inline int lc_exponent_of(int bits) {
    return (bits - 0x3f3504f3) >> 23;
}

// x * 2^-exponent for a normal x, on its bits.
static inline float lc_unscale(int bits, int exponent) {
    return as_float((int) ((uint) bits - ((uint) exponent << 23)));
}

// Natural logarithm: -infinity for zero and subnormals, NaN below zero. Twin: Canonical.log.
static inline float lc_log(float x) {
    int bits = as_int(x);
    bool ordinary = bits >= 0x00800000 && bits < 0x7f800000;
    int safe = ordinary ? bits : 0x3f800000;
    int exponent = lc_exponent_of(safe);
    float y = lc_log_of(lc_unscale(safe, exponent) - 1.0f, exponent);
    bool zero = (bits & 0x7fffffff) < 0x00800000;
    float special = zero ? -INFINITY : (bits == 0x7f800000 ? x : NAN);
    return ordinary ? y : special;
}

// log(1 + x); what 1 + x loses in rounding is recovered exactly. Twin: Canonical.log1p.
static inline float lc_log1p(float x) {
    bool ordinary = x > -1.0f && x < INFINITY;
    float c = ordinary ? x : 0.0f;
    float u = 1.0f + c;
    int bits = as_int(u);
    float lost = fabs(c) > 1.0f ? 1.0f - (u - c) : c - (u - 1.0f);
    int exponent = lc_exponent_of(bits);
    int bounded = exponent > 64 ? 64 : exponent;
    float scaled = exponent > 64 ? 0.0f : lost * as_float((127 - bounded) << 23);
    float f = (lc_unscale(bits, exponent) - 1.0f) + scaled;
    float y = lc_log_of(f, exponent);
    y = fabs(c) < 0x1p-30f ? lc_flush(c) : y;
    float special = x == -1.0f ? -INFINITY : (x == INFINITY ? x : NAN);
    return ordinary ? y : special;
}

// 1 / x, correctly rounded where the result is normal, but for the significand 0x1.fffffe: 0.50000003 ulp, a tie of the
// last Newton step. An infinity for zero and subnormals, a zero above 2^126.
// Twin: Canonical.reciprocal.
static inline float lc_reciprocal(float x) {
    int bits = as_int(x);
    int sign = bits & (int) 0x80000000;
    int magnitude = bits & 0x7fffffff;
    int exponent = (magnitude >> 23) - 127;
    float m = as_float((magnitude & 0x007fffff) | 0x3f800000);
    float y = as_float(0x7ef311c7 - as_int(m));
    y = fma(y, fma(-m, y, 1.0f), y);
    y = fma(y, fma(-m, y, 1.0f), y);
    y = fma(y, fma(-m, y, 1.0f), y);
    y = fma(y, fma(-m, y, 1.0f), y);
    float result = as_float(sign | (int) ((uint) as_int(y) - ((uint) exponent << 23)));
    result = magnitude > 0x7e800000 ? as_float(sign) : result;
    result = magnitude < 0x00800000 ? as_float(sign | 0x7f800000) : result;
    return magnitude > 0x7f800000 ? x : result;
}

// Squares have a flush of their own, 2^-100: what stands below the root of it, 2^-50, is under the other flush.
static inline float lc_flush_square(float v) {
    return fabs(v) < 0x1p-100f ? 0.0f : v;
}

// The square root, correctly rounded: +0 below 2^-100 in magnitude, NaN for what is negative. Twin: Canonical.sqrt.
static inline float lc_sqrt(float x) {
    bool ordinary = x >= 0x1p-100f && x < INFINITY;
    float c = ordinary ? x : 1.0f;
    // 1 / sqrt(c) by Newton steps from an integer guess, then a step for the root itself: what its residual loses below 2^-126 is
    // under 2^-77, and half an ulp of the root is at least 2^-74.
    float y = as_float(0x5f375a86 - (as_int(c) >> 1));
    y = fma(0.5f * y, fma(-(c * y), y, 1.0f), y);
    y = fma(0.5f * y, fma(-(c * y), y, 1.0f), y);
    y = fma(0.5f * y, fma(-(c * y), y, 1.0f), y);
    float s = c * y;
    s = fma(fma(-s, s, c), 0.5f * y, s);
    float special = fabs(x) < 0x1p-100f ? 0.0f : (x < 0.0f ? NAN : x);
    return ordinary ? s : special;
}
