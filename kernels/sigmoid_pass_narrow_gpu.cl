// sigmoid_pass, flavour for GPUs and at most 32 features: a work-item has a row for the logits, and a feature for the gradient.
//
// Arguments and bits are those of sigmoid_pass_gpu.
//
// launch    one group of 64 work-items a chunk, in strips of 64 rows
// local     9.1 KiB
// order     as the four kernels have it; see lc_sigmoid_narrow_rows
// twin      org.logcl.kernel.SigmoidPassTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_LANES, 1, 1)))
void sigmoid_pass_narrow_gpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                             __global const float *x, __global const float *params, __global const float *targets,
                             __global const float *weights, int at, __global float *sums, __global int *counts,
                             __global float *partials) {
    __local LcNarrow strip;
    int chunk = get_group_id(0);
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);
    __global float *out = partials + (ulong) chunk * (features + 1);
    float loss;
    int correct;
    lc_sigmoid_narrow_rows(from, to, features, ordered, first, order, x, params, targets, weights, &strip, &loss, &correct,
                           out);
    if (get_local_id(0) == 0) {
        sums[at + chunk] = loss;
        counts[at + chunk] = correct;
    }
}
