// softmax: p_kc = e^(z_kc - top_k) / sum_j e^(z_kj - top_k), in place.
//
// shapes    values [rows][stride]: logits in, probabilities out; the padding is left as it is
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// order     the sum as lc_softmax_exp has it, then 1 + rest, one reciprocal a row
// twin      org.logcl.kernel.SoftmaxTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax(int rows, int classes, int stride, __global float *values) {
    int k = get_global_id(0);
    if (k >= rows) {
        return;
    }
    __global float *z = values + (ulong) k * stride;
    int best = lc_softmax_best(classes, z);
    float inverse = lc_reciprocal(1.0f + lc_softmax_exp(classes, best, z));
    for (int c = 0; c < classes; ++c) {
        z[c] = lc_flush(z[c] * inverse);
    }
}
