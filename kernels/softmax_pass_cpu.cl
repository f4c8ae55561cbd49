// softmax_pass, flavour for CPUs: one read of X gives weighted losses, correct rows and partial gradients of the softmax head with at
// most 32 classes.
//
// What softmax_logits, softmax_residual, row_sums and softmax_gradient give one after the other, bit for bit.
//
// shapes    x [N][features] and 64 more values, which are read and not used; params [features + 1][stride]; targets [N] class indices;
//           weights [N]; chunk j of these rows has its weighted loss and its number of correct rows at sums[at + j], counts[at + j];
//           partials [chunks][features + 1][stride]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one work-item a chunk, groups of 1
// order     as the four kernels have it; see lc_softmax_chunk
// twin      org.logcl.kernel.SoftmaxPassTwin

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void softmax_pass_cpu(int rows, int features, int classes, int stride, int chunk_rows, int ordered, ulong first,
                      __global const int *order, __global const float *x, __global const float *params,
                      __global const int *targets, __global const float *weights, int at, __global float *sums,
                      __global int *counts, __global float *partials) {
    int chunk = get_global_id(0);
    int from = chunk * chunk_rows;
    float loss;
    counts[at + chunk] = lc_softmax_chunk(from, min(from + chunk_rows, rows), features, classes, stride, ordered, first,
                                          order, x, params, targets, weights, &loss,
                                          partials + (ulong) chunk * (features + 1) * stride);
    sums[at + chunk] = loss;
}
