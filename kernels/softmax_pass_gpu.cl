// softmax_pass, flavour for GPUs: one read of X gives weighted losses, correct rows and partial gradients of the softmax head with at
// most 32 classes.
//
// What softmax_logits, softmax_residual, row_sums and softmax_gradient give one after the other, bit for bit.
//
// shapes    x [N][features], params [features + 1][stride]; targets [N] class indices; weights [N]; stride is classes rounded up to 16;
//           chunk j of these rows has its weighted loss and its number of correct rows at sums[at + j], counts[at + j];
//           partials [chunks][features + 1][stride]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one group of 256 work-items a chunk, in strips of 64 rows; partials hold the sums between strips
// local     21.3 KiB
// order     as the four kernels have it; see lc_softmax_rows
// twin      org.logcl.kernel.SoftmaxPassTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_SOFT_GROUP, 1, 1)))
void softmax_pass_gpu(int rows, int features, int classes, int stride, int chunk_rows, int ordered, ulong first,
                      __global const int *order, __global const float *x, __global const float *params,
                      __global const int *targets, __global const float *weights, int at, __global float *sums,
                      __global int *counts, __global float *partials) {
    __local LcSoftRows local_rows;
    int chunk = get_group_id(0);
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);
    __global float *out = partials + (ulong) chunk * (features + 1) * stride;
    float loss;
    int correct;
    if (stride == 16) {
        lc_softmax_rows(4, from, to, features, classes, ordered, first, order, x, params, targets, weights, &local_rows,
                        &loss, &correct, out);
    } else {
        lc_softmax_rows(8, from, to, features, classes, ordered, first, order, x, params, targets, weights, &local_rows,
                        &loss, &correct, out);
    }
    if (get_local_id(0) == 0) {
        sums[at + chunk] = loss;
        counts[at + chunk] = correct;
    }
}
