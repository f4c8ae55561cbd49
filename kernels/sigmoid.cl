// sigmoid: p_k = 1 / (1 + e^-z_k), in place.
//
// shapes    values [rows]: logits in, probabilities of the second class out
// launch    one work-item a row, groups of 16, global size rounded up
// twin      org.logcl.kernel.SigmoidTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void sigmoid(int rows, __global float *values) {
    int k = get_global_id(0);
    if (k < rows) {
        values[k] = lc_sigmoid(values[k]);
    }
}
