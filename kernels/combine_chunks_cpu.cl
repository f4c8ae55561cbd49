// combine_chunks, flavour for CPUs: the bits of combine_chunks with the parameters in vectors, which compilers do not make of a loop
// over chunks by themselves.
//
// launch    one work-item a group for each block of LOGCL_COMBINED parameters, the last one short
// twin      org.logcl.kernel.CombineChunksTwin

#define LOGCL_COMBINED 128

// One chunk's vector onto its total.
#define LC_TWO_SUM(v, h, l) { \
    float16 sum = h + v; \
    float16 added = sum - h; \
    l = l + ((h - (sum - added)) + (v - added)); \
    h = sum; \
}

// One or eight vectors, a constant at each call; the pointers are at the first of them.
LC_INLINE void lc_combine_block(const int vectors, int parameters, int chunks, int start, __global const float *partials,
                                __global float *high, __global float *low) {
    float16 zero = 0.0f;
#define DO(i) \
    float16 h##i = vectors > i && !start ? vload16(i, high) : zero; \
    float16 l##i = vectors > i && !start ? vload16(i, low) : zero;
    LC_EACH8(DO)
#undef DO
    for (int j = 0; j < chunks; ++j) {
        __global const float *p = partials + (ulong) j * parameters;
#define DO(i) \
        if (vectors > i) { \
            float16 v##i = vload16(i, p); \
            LC_TWO_SUM(v##i, h##i, l##i) \
        }
        LC_EACH8(DO)
#undef DO
    }
#define DO(i) \
    if (vectors > i) { \
        vstore16(h##i, i, high); \
        vstore16(l##i, i, low); \
    }
    LC_EACH8(DO)
#undef DO
}

// Fewer parameters than a vector has lanes, the last ones. A whole vector is read where it ends within the array; what its further
// lanes hold goes nowhere.
LC_INLINE void lc_combine_rest(int count, int parameters, int chunks, int start, __global const float *partials,
                               __global float *high, __global float *low) {
    float h[16];
    float l[16];
    float v[16];
    for (int k = 0; k < 16; ++k) {
        bool goes_on = k < count && !start;
        h[k] = goes_on ? high[k] : 0.0f;
        l[k] = goes_on ? low[k] : 0.0f;
        v[k] = 0.0f;
    }
    float16 total = vload16(0, h);
    float16 lost = vload16(0, l);
    // Parameters from the first of these to the end of the array.
    ulong left = (ulong) (chunks - 1) * parameters + count;
    for (int j = 0; j < chunks; ++j) {
        __global const float *p = partials + (ulong) j * parameters;
        float16 value;
        if (left >= 16) {
            value = vload16(0, p);
        } else {
            for (int k = 0; k < count; ++k) {
                v[k] = p[k];
            }
            value = vload16(0, v);
        }
        LC_TWO_SUM(value, total, lost)
        left -= parameters;
    }
    vstore16(total, 0, h);
    vstore16(lost, 0, l);
    for (int k = 0; k < count; ++k) {
        high[k] = h[k];
        low[k] = l[k];
    }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void combine_chunks_cpu(int parameters, int chunks, int start, __global const float *partials, __global float *high,
                        __global float *low) {
    int d = (int) get_group_id(0) * LOGCL_COMBINED;
    int end = min(d + LOGCL_COMBINED, parameters);
    if (end - d == LOGCL_COMBINED) {
        lc_combine_block(8, parameters, chunks, start, partials + d, high + d, low + d);
        return;
    }
    for (; d + 16 <= end; d += 16) {
        lc_combine_block(1, parameters, chunks, start, partials + d, high + d, low + d);
    }
    if (d < end) {
        lc_combine_rest(end - d, parameters, chunks, start, partials + d, high + d, low + d);
    }
}
