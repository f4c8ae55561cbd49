// sigmoid_epoch, flavour for CPUs: many steps of mini-batch descent of the sigmoid head in one launch.
//
// For each batch in turn sigmoid_pass, then sgd_update, bit for bit. For models and batches so small that launches would cost more
// than the work.
//
// shapes    as sigmoid_pass_cpu and sgd_update; inverse_weights [batches]: 1 over each batch's sum of weights, or 0 where
//           there is none and so no step; gradient [features + 1], left with the last batch's
// rows      batch b has the positions from b * batch_rows on, the last batch those up to rows; this launch takes the batches
//           from first_batch up to, and without, last_batch. A batch is at most one chunk
// launch    one work-item
// order     as sigmoid_pass and sgd_update have it
// twin      org.logcl.kernel.SigmoidEpochTwin

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void sigmoid_epoch_cpu(int rows, int features, int batch_rows, int first_batch, int last_batch, int ordered, float rate,
                       float momentum, float l2, __global const int *order, __global const float *x,
                       __global const float *targets, __global const float *weights,
                       __global const float *inverse_weights, __global float *losses, __global int *correct,
                       __global float *gradient, __global float *params, __global float *velocity) {
    for (int batch = first_batch; batch < last_batch; ++batch) {
        ulong first = (ulong) batch * batch_rows;
        int count = (int) min((ulong) batch_rows, rows - first);
        lc_sigmoid_chunk(0, count, features, ordered, first, order, x, params, targets, weights, losses, correct, gradient);
        if (inverse_weights[batch] == 0.0f) {
            continue;
        }
        for (int i = 0; i <= features; ++i) {
            float w = params[i];
            float v = velocity[i];
            lc_sgd(gradient[i], inverse_weights[batch], rate, momentum, i < features ? l2 : 0.0f, &w, &v);
            velocity[i] = v;
            params[i] = w;
        }
    }
}
