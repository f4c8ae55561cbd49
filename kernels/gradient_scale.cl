// gradient_scale: a summed gradient by the factor that gradient_norm found; one of 1 leaves it alone.
//
// shapes    factor [1]; high, low [parameters]
// launch    one work-item a parameter, groups of LOGCL_GROUP, global size rounded up
// numerics  both parts are flushed
// twin      org.logcl.kernel.GradientScaleTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void gradient_scale(int parameters, __global const float *factor, __global float *high, __global float *low) {
    int i = get_global_id(0);
    float f = factor[0];
    if (i < parameters && f < 1.0f) {
        high[i] = lc_flush(high[i] * f);
        low[i] = lc_flush(low[i] * f);
    }
}
