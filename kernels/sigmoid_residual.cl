// sigmoid_residual: row loss and weighted residual of the sigmoid head, from logits.
//
//     loss_k = log loss of z_k against y,     values_k = s * (p_k - y)     y = targets[row(k)], s = weights[row(k)]
//
// shapes    values [rows]: logits in, weighted residuals out; targets [N] in [0, 1]: 0 or 1 for a class, between for a soft
//           target; weights [N]; losses [N], correct [N]: written at position first + k
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// numerics  see lc_sigmoid_row. correct is 1 where z >= 0 agrees with y >= 1/2. Loss and residual in nats, flushed
// twin      org.logcl.kernel.SigmoidResidualTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void sigmoid_residual(int rows, int ordered, ulong first, __global const int *order, __global const float *targets,
                      __global const float *weights, __global float *values, __global float *losses,
                      __global int *correct) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    ulong row = lc_row(ordered, order, first + k);
    float z = values[k];
    float y = targets[row];
    float loss;
    float residual;
    lc_sigmoid_row(z, y, &loss, &residual);
    losses[first + k] = loss;
    values[k] = lc_flush(weights[row] * residual);
    correct[first + k] = (z >= 0.0f) == (y >= 0.5f) ? 1 : 0;
}
