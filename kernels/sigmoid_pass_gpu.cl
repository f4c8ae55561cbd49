// sigmoid_pass, flavour for GPUs: one read of X gives weighted losses, correct rows and partial gradients of the sigmoid head. For 33 to
// 1,024 features; sigmoid_pass_narrow_gpu has fewer, sigmoid_pass_wide_gpu more.
//
// What sigmoid_logits, sigmoid_residual, row_sums and sigmoid_gradient give one after the other, bit for bit.
//
// shapes    x [N][features], params [features + 1], targets, weights [N]; chunk j of these rows has its weighted loss and its number of
//           correct rows at sums[at + j], counts[at + j]; partials [chunks][features + 1]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one group of 64 work-items a chunk; a work-item has every 64th feature of a strip of 4 to 32 rows in registers
// local     9.1 KiB
// order     as the four kernels have it; see lc_sigmoid_rows
// twin      org.logcl.kernel.SigmoidPassTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_LANES, 1, 1)))
void sigmoid_pass_gpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                      __global const float *x, __global const float *params, __global const float *targets,
                      __global const float *weights, int at, __global float *sums, __global int *counts,
                      __global float *partials) {
    __local LcRows strip;
    int chunk = get_group_id(0);
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);
    __global float *out = partials + (ulong) chunk * (features + 1);
    float loss;
    int correct;
    // Few blocks leave registers for more rows: about 64 values of X are on their way at a time.
    if (features <= 64) {
        lc_sigmoid_rows(1, 1, 32, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    } else if (features <= 128) {
        lc_sigmoid_rows(2, 1, 32, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    } else if (features <= 256) {
        lc_sigmoid_rows(4, 1, 16, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    } else if (features <= 512) {
        lc_sigmoid_rows(8, 1, 8, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    } else {
        lc_sigmoid_rows(16, 1, 4, from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss,
                        &correct, out);
    }
    if (get_local_id(0) == 0) {
        sums[at + chunk] = loss;
        counts[at + chunk] = correct;
    }
}
