// limit_read: reads X once, as fast as the device can. What it computes is only there to prove that it has read.
//
// formula   out[j] = key + sum of the values of block j, wrapping. The key differs from round to round: an old result is found out
// shapes    x [vectors] of LOGCL_LIMIT_VECTOR values, out [blocks]; block j has the vectors from j * block on
// launch    one group of LOGCL_LIMIT_GROUP a block. Neighbours read neighbouring vectors; a CPU's single item reads straight on
// local     a sum for each item
// order     any: the sums are integers
// twin      org.logcl.kernel.TwinLimits

__kernel __attribute__((reqd_work_group_size(LOGCL_LIMIT_GROUP, 1, 1)))
void limit_read(int vectors, int block, int key, __global const ll_uints *x, __global uint *out) {
    long from = (long) get_group_id(0) * block;
    long to = min(from + block, (long) vectors);
    // Four sums, so that no addition waits for the one before it.
    ll_uints s0 = 0;
    ll_uints s1 = 0;
    ll_uints s2 = 0;
    ll_uints s3 = 0;
    long v = from + get_local_id(0);
    for (; v + 3 * LOGCL_LIMIT_GROUP < to; v += 4 * LOGCL_LIMIT_GROUP) {
        s0 += x[v];
        s1 += x[v + LOGCL_LIMIT_GROUP];
        s2 += x[v + 2 * LOGCL_LIMIT_GROUP];
        s3 += x[v + 3 * LOGCL_LIMIT_GROUP];
    }
    for (; v < to; v += LOGCL_LIMIT_GROUP) {
        s0 += x[v];
    }
    uint sum = ll_sum((s0 + s1) + (s2 + s3));
#if LOGCL_LIMIT_GROUP > 1
    __local uint sums[LOGCL_LIMIT_GROUP];
    int item = get_local_id(0);
    sums[item] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = LOGCL_LIMIT_GROUP / 2; width > 0; width /= 2) {
        if (item < width) {
            sums[item] += sums[item + width];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (item == 0) {
        out[get_group_id(0)] = sums[0] + (uint) key;
    }
#else
    out[get_group_id(0)] = sum + (uint) key;
#endif
}
