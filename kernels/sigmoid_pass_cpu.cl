// sigmoid_pass, flavour for CPUs: one read of X gives row losses, correct rows and partial gradients of the sigmoid head.
//
// What sigmoid_logits, sigmoid_residual and sigmoid_gradient give one after the other, bit for bit.
//
// shapes    x [N][features] and 64 more values, which are read and not used; params [features + 1], targets, weights [N]; losses,
//           correct [N] by position first + k; partials [chunks][features + 1]
// rows      row(k) is order[first + k], or first + k where ordered is 0; chunk j has the rows from j * chunk_rows on
// launch    one work-item a chunk, groups of 1
// order     as the three kernels have it; see lc_sigmoid_chunk
// twin      org.logcl.kernel.SigmoidPassTwin

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sigmoid_pass_cpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                      __global const float *x, __global const float *params, __global const float *targets,
                      __global const float *weights, __global float *losses, __global int *correct,
                      __global float *partials) {
    int chunk = get_global_id(0);
    int from = chunk * chunk_rows;
    lc_sigmoid_chunk(from, min(from + chunk_rows, rows), features, ordered, first, order, x, params, targets, weights,
                     losses, correct, partials + (ulong) chunk * (features + 1));
}
