// elementary: one canonical operation on whole arrays, for the probe, for verification and for tests.
//
//     out_i = f(a_i, b_i, c_i)
//
// shapes    a, b, c, out [count]
// launch    one work-item an element, groups of LOGCL_GROUP, global size rounded up
// function  0 a + b; 1 a * b; 2 fma(a, b, c); 3 a * b + c, which must round twice; 4 a to int and back; 5 flush; 6 exp;
//           7 log; 8 log1p; 9 reciprocal; 10 square root
// twin      org.logcl.kernel.ElementaryTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void elementary(int count, int function, __global const float *a, __global const float *b, __global const float *c,
                __global float *out) {
    int i = get_global_id(0);
    if (i >= count) {
        return;
    }
    float x = a[i];
    float y = x;
    switch (function) {
        case 0: y = x + b[i]; break;
        case 1: y = x * b[i]; break;
        case 2: y = fma(x, b[i], c[i]); break;
        case 3: y = x * b[i] + c[i]; break;
        case 4: y = (float) (int) (x > -16777216.0f ? (x < 16777216.0f ? x : 16777216.0f) : -16777216.0f); break;
        case 5: y = lc_flush(x); break;
        case 6: y = lc_exp(x); break;
        case 7: y = lc_log(x); break;
        case 8: y = lc_log1p(x); break;
        case 9: y = lc_reciprocal(x); break;
        case 10: y = lc_sqrt(x); break;
    }
    out[i] = y;
}
