// softmax_panels: the parameters of the softmax head by panels of 16 classes, so that a matrix product reads them as one stream.
//
//     panels_p,d,c = params_d,(16 p + c)
//
// shapes    params [features + 1][stride]; panels [stride / 16][features + 1][16]
// launch    one work-item 16 values, groups of LOGCL_GROUP, global size rounded up
// numerics  copies; nothing is rounded
// twin      none: with one work-item a row, or in Java, nothing is gained by it

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void softmax_panels(int features, int stride, __global const float *params, __global float *panels) {
    int tiles = stride / 16;
    int item = get_global_id(0);
    int d = item / tiles;
    int p = item - d * tiles;
    if (d <= features) {
        vstore16(vload16(0, params + (ulong) d * stride + 16 * p), 0, panels + ((ulong) p * (features + 1) + d) * 16);
    }
}
