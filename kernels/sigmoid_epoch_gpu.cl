// sigmoid_epoch, flavour for GPUs: many steps of mini-batch descent of the sigmoid head with at most 256 features in one launch, over
// epochs too.
//
// For each batch in turn sigmoid_pass, then sgd_update, bit for bit. For batches so small that launches would cost more than the work.
//
// shapes    as sigmoid_pass_gpu and sgd_update. Steps are counted over epochs, `batches` an epoch: batch b has the positions from
//           b * batch_rows on, the last batch of an epoch those up to rows. This launch takes the steps from first_step up to, and
//           without, last_step. inverse_weights [steps]: 1 over the batch's sum of weights, or 0 where there is none and so no step.
//           losses [steps], correct [steps]: weighted loss and correct rows of each batch before its step, correct as a float.
//           gradient [features + 1], left with the last batch's; history [epochs][features + 1]: the parameters after each epoch
// rows      ordering 0: as they lie; 1: by order [rows]; 2: order is filled at the start of each epoch from keys [epochs][6].
//           A batch is at most one chunk
// launch    one group of 64 work-items
// local     18.1 KiB
// order     as sigmoid_pass and sgd_update have it
// twin      org.logcl.kernel.SigmoidEpochTwin

// The steps. narrow chooses what a batch's pass is, a constant at each call. The loop stands in the branches of the kernel and not they in
// the loop: PoCL 3.1 made code of a loop with several branches with barriers that wrote beyond its memory.
LC_INLINE void lc_sigmoid_steps(const int narrow, int rows, int features, int batch_rows, int first_step, int last_step,
                                int ordering, float rate, float momentum, float l2, __global const int *keys,
                                __global int *order, __global const float *x, __global const float *targets,
                                __global const float *weights, __global const float *inverse_weights,
                                __global float *losses, __global float *correct, __global float *gradient,
                                __global float *params, __global float *velocity, __global float *history,
                                __local LcNarrow *narrow_rows, __local LcRows *wide_rows) {
    int batches = (rows - 1) / batch_rows + 1;
    int parameters = features + 1;
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
        if (narrow) {
            lc_sigmoid_narrow_rows(0, count, features, ordered, first, order, x, params, targets, weights, narrow_rows, &loss,
                                   &right, gradient);
        } else {
            lc_sigmoid_rows(4, 1, 16, 0, count, features, ordered, first, order, x, params, targets, weights, wide_rows,
                            &loss, &right, gradient);
        }
        if (get_local_id(0) == 0) {
            losses[step] = loss;
            correct[step] = (float) right;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        lc_sgd_group(parameters, features, inverse_weights[step], rate, momentum, l2, gradient, params, velocity);
        if (batch == batches - 1) {
            lc_keep_group(parameters, params, history + (ulong) epoch * parameters);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

__kernel __attribute__((reqd_work_group_size(LOGCL_LANES, 1, 1)))
void sigmoid_epoch_gpu(int rows, int features, int batch_rows, int first_step, int last_step, int ordering, float rate,
                       float momentum, float l2, __global const int *keys, __global int *order, __global const float *x,
                       __global const float *targets, __global const float *weights,
                       __global const float *inverse_weights, __global float *losses, __global float *correct,
                       __global float *gradient, __global float *params, __global float *velocity,
                       __global float *history) {
    __local LcRows wide_rows;
    __local LcNarrow narrow_rows;
    if (features <= LOGCL_NARROW) {
        lc_sigmoid_steps(1, rows, features, batch_rows, first_step, last_step, ordering, rate, momentum, l2, keys, order, x,
                         targets, weights, inverse_weights, losses, correct, gradient, params, velocity, history,
                         &narrow_rows, &wide_rows);
    } else {
        lc_sigmoid_steps(0, rows, features, batch_rows, first_step, last_step, ordering, rate, momentum, l2, keys, order, x,
                         targets, weights, inverse_weights, losses, correct, gradient, params, velocity, history,
                         &narrow_rows, &wide_rows);
    }
}
