// softmax_epoch, flavour for CPUs: many steps of mini-batch descent of the softmax head with at most 32 classes in one launch, over epochs too.
//
// For each batch in turn softmax_pass, then sgd_update, bit for bit. A batch is at most one chunk, so that several work-items could not
// share it; launches would only cost.
//
// shapes    as softmax_pass_cpu and sgd_update. Steps are counted over epochs, `batches` an epoch: batch b has the positions from
//           b * batch_rows on, the last batch of an epoch those up to rows. This launch takes the steps from first_step up to, and
//           without, last_step. inverse_weights [steps]: 1 over the batch's sum of weights, or 0 where there is none and so no step.
//           losses [steps], correct [steps]: weighted loss and correct rows of each batch before its step, correct as a float.
//           gradient [features + 1][stride], left with the last batch's; history [epochs][features + 1][stride]: the parameters after
//           each epoch
// rows      ordering 0: as they lie; 1: by order [rows]; 2: order is filled at the start of each epoch from keys [epochs][6]
// launch    one work-item
// order     as softmax_pass and sgd_update have it
// twin      org.logcl.kernel.SoftmaxEpochTwin

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void softmax_epoch_cpu(int rows, int features, int classes, int stride, int batch_rows, int first_step, int last_step,
                       int ordering, float rate, float momentum, float l2, __global const int *keys, __global int *order,
                       __global const float *x, __global const int *targets, __global const float *weights,
                       __global const float *inverse_weights, __global float *losses, __global float *correct,
                       __global float *gradient, __global float *params, __global float *velocity,
                       __global float *history) {
    int batches = (rows - 1) / batch_rows + 1;
    int parameters = (features + 1) * stride;
    for (int step = first_step; step < last_step; ++step) {
        int epoch = step / batches;
        int batch = step - epoch * batches;
        if (batch == 0 && ordering == 2) {
            lc_fill_order(rows, keys + LOGCL_ROUNDS * epoch, order);
        }
        ulong first = (ulong) batch * batch_rows;
        int count = (int) min((ulong) batch_rows, rows - first);
        float loss;
        correct[step] = (float) lc_softmax_chunk(0, count, features, classes, stride, ordering > 0, first, order, x,
                                                 params, targets, weights, &loss, gradient);
        losses[step] = loss;
        if (inverse_weights[step] != 0.0f) {
            lc_sgd_all(parameters, features * stride, inverse_weights[step], rate, momentum, l2, gradient, params, velocity);
        }
        if (batch == batches - 1) {
            for (int i = 0; i < parameters; ++i) {
                history[(ulong) epoch * parameters + i] = params[i];
            }
        }
    }
}
