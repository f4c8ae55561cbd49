// softmax_epoch, flavour for GPUs: many steps of mini-batch descent of the softmax head with at most 32 classes in one launch, over
// epochs too.
//
// For each batch in turn softmax_pass, then sgd_update, bit for bit. For batches so small that launches would cost more than the work.
//
// shapes    as softmax_pass_gpu and sgd_update. Steps are counted over epochs, `batches` an epoch: batch b has the positions from
//           b * batch_rows on, the last batch of an epoch those up to rows. This launch takes the steps from first_step up to, and
//           without, last_step. inverse_weights [steps]: 1 over the batch's sum of weights, or 0 where there is none and so no step.
//           losses [steps], correct [steps]: weighted loss and correct rows of each batch before its step, correct as a float.
//           gradient [features + 1][stride], left with the last batch's; history [epochs][features + 1][stride]: the parameters after
//           each epoch
// rows      ordering 0: as they lie; 1: by order [rows]; 2: order is filled at the start of each epoch from keys [epochs][6].
//           A batch is at most one chunk
// launch    one group of 256 work-items
// local     21.3 KiB
// order     as softmax_pass and sgd_update have it
// twin      org.logcl.kernel.SoftmaxEpochTwin

// The steps; own is that of lc_softmax_rows. The loop stands in the branches of the kernel and not they in the loop: see
// sigmoid_epoch_gpu.
LC_INLINE void lc_softmax_steps(const int own, int rows, int features, int classes, int batch_rows, int first_step,
                                int last_step, int ordering, float rate, float momentum, float l2,
                                __global const int *keys, __global int *order, __global const float *x,
                                __global const int *targets, __global const float *weights,
                                __global const float *inverse_weights, __global float *losses, __global float *correct,
                                __global float *gradient, __global float *params, __global float *velocity,
                                __global float *history, __local LcSoftRows *strip) {
    const int stride = 4 * own;
    int batches = (rows - 1) / batch_rows + 1;
    int parameters = (features + 1) * stride;
    int ordered = ordering > 0;
    // Every barrier stands in uniform control flow: all that these conditions look at is the same for the whole group.
    for (int step = first_step; step < last_step; ++step) {
        int epoch = step / batches;
        int batch = step - epoch * batches;
        if (batch == 0 && ordering == 2) {
            lc_fill_order_group(rows, keys + LOGCL_ROUNDS * epoch, order);
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        ulong first = (ulong) batch * batch_rows;
        int count = (int) min((ulong) batch_rows, rows - first);
        float loss;
        int right;
        lc_softmax_rows(own, 0, count, features, classes, ordered, first, order, x, params, targets, weights, strip, &loss,
                        &right, gradient);
        if (get_local_id(0) == 0) {
            losses[step] = loss;
            correct[step] = (float) right;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        lc_sgd_group(parameters, features * stride, inverse_weights[step], rate, momentum, l2, gradient, params, velocity);
        if (batch == batches - 1) {
            lc_keep_group(parameters, params, history + (ulong) epoch * parameters);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

__kernel __attribute__((reqd_work_group_size(LOGCL_SOFT_GROUP, 1, 1)))
void softmax_epoch_gpu(int rows, int features, int classes, int stride, int batch_rows, int first_step, int last_step,
                       int ordering, float rate, float momentum, float l2, __global const int *keys, __global int *order,
                       __global const float *x, __global const int *targets, __global const float *weights,
                       __global const float *inverse_weights, __global float *losses, __global float *correct,
                       __global float *gradient, __global float *params, __global float *velocity,
                       __global float *history) {
    __local LcSoftRows strip;
    if (stride == 16) {
        lc_softmax_steps(4, rows, features, classes, batch_rows, first_step, last_step, ordering, rate, momentum, l2, keys,
                         order, x, targets, weights, inverse_weights, losses, correct, gradient, params, velocity, history,
                         &strip);
    } else {
        lc_softmax_steps(8, rows, features, classes, batch_rows, first_step, last_step, ordering, rate, momentum, l2, keys,
                         order, x, targets, weights, inverse_weights, losses, correct, gradient, params, velocity, history,
                         &strip);
    }
}
