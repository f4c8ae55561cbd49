// sigmoid_pass, flavour for CPUs: one read of X gives weighted losses, correct rows and partial gradients of the sigmoid head.
//
// What sigmoid_logits, sigmoid_residual, row_sums and sigmoid_gradient give one after the other, bit for bit.
//
// shapes    x [N][features] and 64 more values, which are read and not used; params [features + 1], targets, weights [N]; chunk j of
//           these rows has its weighted loss and its number of correct rows at sums[at + j], counts[at + j];
//           partials [chunks][features + 1]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one work-item a chunk, groups of 1
// order     as the four kernels have it; see lc_sigmoid_chunk
// twin      org.logcl.kernel.SigmoidPassTwin

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sigmoid_pass_cpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                      __global const float *x, __global const float *params, __global const float *targets,
                      __global const float *weights, int at, __global float *sums, __global int *counts,
                      __global float *partials) {
    int chunk = get_global_id(0);
    int from = chunk * chunk_rows;
    float loss;
    counts[at + chunk] = lc_sigmoid_chunk(from, min(from + chunk_rows, rows), features, ordered, first, order, x, params,
                                          targets, weights, &loss, partials + (ulong) chunk * (features + 1));
    sums[at + chunk] = loss;
}
