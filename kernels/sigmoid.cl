// sigmoid: probabilities of both classes, p_k1 = 1 / (1 + e^-z_k) and p_k0 = 1 / (1 + e^z_k).
//
// shapes    logits [rows]; probabilities [rows][2]; they do not alias
// launch    one work-item a row, groups of LOGCL_GROUP, global size rounded up
// numerics  each side by itself: 1 - p_k1 would be exactly 0 in float32 from z = 16.636 on
// twin      org.logcl.kernel.SigmoidTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void sigmoid(int rows, __global const float *logits, __global float *probabilities) {
    int k = get_global_id(0);
    if (k < rows) {
        probabilities[2 * (ulong) k] = lc_sigmoid(-logits[k]);
        probabilities[2 * (ulong) k + 1] = lc_sigmoid(logits[k]);
    }
}
