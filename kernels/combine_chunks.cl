// combine_chunks: adds the chunks' partial sums, in chunk order, to a running total of two floats.
//
//     (high_i, low_i) += partials_0i, partials_1i, ...
//
// shapes    partials [chunks][parameters]; high, low [parameters]
// launch    one work-item a parameter, groups of LOGCL_GROUP, global size rounded up
// order     chunks ascending; start is 1 where the total begins at +0, 0 where it goes on
// numerics  Knuth's two-sum: high is the rounded sum, low collects what each rounding lost, so that high + low does not stall
//           near 1e-7. All values are multiples of 2^-126: nothing subnormal arises
// twin      org.logcl.kernel.CombineChunksTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void combine_chunks(int parameters, int chunks, int start, __global const float *partials, __global float *high,
                    __global float *low) {
    int i = get_global_id(0);
    if (i >= parameters) {
        return;
    }
    float h = start ? 0.0f : high[i];
    float l = start ? 0.0f : low[i];
    for (int j = 0; j < chunks; ++j) {
        float v = partials[(ulong) j * parameters + i];
        float sum = h + v;
        float added = sum - h;
        l = l + ((h - (sum - added)) + (v - added));
        h = sum;
    }
    high[i] = h;
    low[i] = l;
}
