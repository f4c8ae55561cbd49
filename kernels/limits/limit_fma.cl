// limit_fma, limit_fma_wide: as many fused multiply-adds a second as the device can do in float32, nothing else in the way.
//
// formula   every lane of every sum starts at key + a number of its own and takes `iterations` steps of fma(sum, one, one), where
//           one is 1, which the compiler cannot know; out[item] is the sum over all lanes. Whole numbers below 2^24: exact
// shapes    out [items]
// launch    groups of LOGCL_LIMIT_GROUP
// numerics  6 or 12 independent sums of LOGCL_LIMIT_VECTOR lanes: enough to hide the latency of an fma, few enough to stay in
//           registers. 6 float16 fit 16 registers of 8 floats or 32 of 4; two units for 16 floats need 8 and more. The host takes
//           the faster of the two
// order     any: the sums are whole numbers
// twin      org.logcl.kernel.TwinLimits

#define LL_STEP(sum) sum = fma(sum, one, one)
#define LL_START(number) ((float) key + (number) * LOGCL_LIMIT_VECTOR + LL_LANES)

__kernel __attribute__((reqd_work_group_size(LOGCL_LIMIT_GROUP, 1, 1)))
void limit_fma(int iterations, int key, float unit, __global float *out) {
    ll_floats one = unit;
    ll_floats a0 = LL_START(0);
    ll_floats a1 = LL_START(1);
    ll_floats a2 = LL_START(2);
    ll_floats a3 = LL_START(3);
    ll_floats a4 = LL_START(4);
    ll_floats a5 = LL_START(5);
    for (int i = 0; i < iterations; ++i) {
        LL_STEP(a0);
        LL_STEP(a1);
        LL_STEP(a2);
        LL_STEP(a3);
        LL_STEP(a4);
        LL_STEP(a5);
    }
    out[get_global_id(0)] = ll_sum_floats(((a0 + a1) + (a2 + a3)) + (a4 + a5));
}

__kernel __attribute__((reqd_work_group_size(LOGCL_LIMIT_GROUP, 1, 1)))
void limit_fma_wide(int iterations, int key, float unit, __global float *out) {
    ll_floats one = unit;
    ll_floats a0 = LL_START(0);
    ll_floats a1 = LL_START(1);
    ll_floats a2 = LL_START(2);
    ll_floats a3 = LL_START(3);
    ll_floats a4 = LL_START(4);
    ll_floats a5 = LL_START(5);
    ll_floats a6 = LL_START(6);
    ll_floats a7 = LL_START(7);
    ll_floats a8 = LL_START(8);
    ll_floats a9 = LL_START(9);
    ll_floats a10 = LL_START(10);
    ll_floats a11 = LL_START(11);
    for (int i = 0; i < iterations; ++i) {
        LL_STEP(a0);
        LL_STEP(a1);
        LL_STEP(a2);
        LL_STEP(a3);
        LL_STEP(a4);
        LL_STEP(a5);
        LL_STEP(a6);
        LL_STEP(a7);
        LL_STEP(a8);
        LL_STEP(a9);
        LL_STEP(a10);
        LL_STEP(a11);
    }
    out[get_global_id(0)] =
        ll_sum_floats((((a0 + a1) + (a2 + a3)) + (a4 + a5)) + (((a6 + a7) + (a8 + a9)) + (a10 + a11)));
}
