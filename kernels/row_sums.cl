// row_sums: the weighted loss and the number of correct rows, for each chunk of each batch of an epoch.
//
//     sums_bj = sum of weights[row(k)] * losses[k],     counts_bj = sum of correct[k]     over the positions k of chunk j in batch b
//
// shapes    losses, correct [rows] by position; weights [N] by row; sums, counts [batches][chunks], chunks those of a whole batch
// rows      row(k) is order[k], or k where ordered is 0; batch b has positions from b * batch_rows on, the last may be short
// launch    one work-item a chunk, groups of LOGCL_GROUP, global size rounded up
// order     64 lanes (lane l takes positions l, l + 64, ... of the chunk), each a chain of fma from +0, then the tree
// numerics  weights and losses are flushed, so no product is subnormal. A chunk without rows gives 0
// twin      org.logcl.kernel.RowSumsTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void row_sums(long rows, int batch_rows, int chunk_rows, int chunks, int total, int ordered, __global const int *order,
              __global const float *weights, __global const float *losses, __global const int *correct,
              __global float *sums, __global int *counts) {
    int item = get_global_id(0);
    if (item >= total) {
        return;
    }
    int number = item / chunks;
    long batch = (long) number * batch_rows;
    long from = batch + (long) (item - number * chunks) * chunk_rows;
    long to = min(min(from + chunk_rows, batch + batch_rows), rows);
    float lane[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
    }
    int count = 0;
    for (long k = from; k < to; ++k) {
        int l = (int) (k - from) % LOGCL_LANES;
        lane[l] = fma(weights[lc_row(ordered, order, (ulong) k)], losses[k], lane[l]);
        count += correct[k];
    }
    sums[item] = lc_tree(lane);
    counts[item] = count;
}
