// gradient_norm: the factor that brings a gradient's Euclidean norm down to a given one.
//
//     norm = inverse_weight * sqrt(sum_i (high_i + low_i)^2),     factor = norm > most ? most / norm : 1
//
// shapes    high, low (the summed gradient) [parameters]; factor [1]
// launch    one group of 64 work-items
// order     64 lanes and the tree, as a dot product's
// numerics  high + low is flushed, so that its square is a multiple of 2^-126. A norm that is not finite gives 1: nothing is hidden
// twin      org.logcl.kernel.GradientNormTwin

__kernel __attribute__((reqd_work_group_size(64, 1, 1)))
void gradient_norm(int parameters, float inverse_weight, float most, __global const float *high,
                   __global const float *low, __global float *factor) {
    __local float lanes[LOGCL_LANES];
    int lane = get_local_id(0);
    float sum = 0.0f;
    for (int i = lane; i < parameters; i += LOGCL_LANES) {
        float g = lc_flush(high[i] + low[i]);
        sum = fma(g, g, sum);
    }
    lanes[lane] = lc_unsign_zero(sum);
    for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < width) {
            lanes[lane] = lanes[lane] + lanes[lane + width];
        }
    }
    if (lane == 0) {
        float norm = lc_flush(lc_sqrt(lanes[0]) * inverse_weight);
        factor[0] = norm > most && norm < INFINITY ? lc_flush(most * lc_reciprocal(norm)) : 1.0f;
    }
}
