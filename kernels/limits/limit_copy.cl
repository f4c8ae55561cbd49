// limit_copy: reads X once and writes as much, as fast as the device can.
//
// formula   y[i] = x[i] + key, wrapping. The key differs from round to round: an old result is found out
// shapes    x, y [vectors] of LOGCL_LIMIT_VECTOR values; block j has the vectors from j * block on
// launch    as limit_read
// aliasing  x and y do not overlap
// numerics  stores are ordinary ones: a CPU whose cache fetches a line before it writes it moves half as much again
// twin      org.logcl.kernel.TwinLimits

__kernel __attribute__((reqd_work_group_size(LOGCL_LIMIT_GROUP, 1, 1)))
void limit_copy(int vectors, int block, int key, __global const ll_uints *x, __global ll_uints *y) {
    long from = (long) get_group_id(0) * block;
    long to = min(from + block, (long) vectors);
    for (long v = from + get_local_id(0); v < to; v += LOGCL_LIMIT_GROUP) {
        y[v] = x[v] + (uint) key;
    }
}
