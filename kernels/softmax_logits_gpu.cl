// softmax_logits, flavour for GPUs: Z_kc = x_row(k) . W_c + b_c. For many classes.
//
// Arguments and bits are those of softmax_logits.
//
// shapes    x [N][features], params [features + 1][stride] (W, then b), logits [rows][stride]
//           stride is the number of classes rounded up to 16; the padding of params is 0, and so is that of the logits
// rows      k = 0 .. rows-1 is row order[first + k] of x, or first + k where ordered is 0
// launch    one group of 128 work-items for 64 rows x 64 classes: ceil(rows / 64) * ceil(stride / 64) groups, class tiles next to
//           each other, so that groups that run at the same time share rows of x
// local     two buffers of 16 x 68 and 16 x 64 values: 16.5 KiB
// order     one chain of fma from +0 over the features in ascending order, then + b; see shared/tile.cl
// numerics  x and params are flushed, so no product is subnormal
// twin      org.logcl.kernel.SoftmaxLogitsTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_TILE_GROUP, 1, 1)))
void softmax_logits_gpu(int rows, int features, int stride, int ordered, ulong first, __global const int *order,
                        __global const float *x, __global const float *params, __global float *logits) {
    __local float4 left[2][LOGCL_TILE_STEP * LOGCL_TILE_LEFT];
    __local float4 right[2][LOGCL_TILE_STEP * LOGCL_TILE_RIGHT];
    int item = get_local_id(0);
    int tiles = (stride + LOGCL_TILE - 1) / LOGCL_TILE;
    int group = get_group_id(0);
    int row_tile = group / tiles;
    int k0 = row_tile * LOGCL_TILE;
    int c0 = (group - row_tile * tiles) * LOGCL_TILE;

    // What this work-item brings in: one feature of 8 rows, every 8th from its own on, and two vectors of 4 classes. Rows past the
    // end repeat the last one, classes past the end are 0; only their store is left out.
    int feature = item % LOGCL_TILE_STEP;
    int row = item / LOGCL_TILE_STEP;
    __global const float *from[8];
#define DO(m) from[m] = x + lc_row(ordered, order, first + min(k0 + row + 8 * m, rows - 1)) * features + feature;
    LC_EACH8(DO)
#undef DO
    int c = c0 + 4 * (item % 16);
    bool inside = c < stride;
    int inner = item / 16;

    float4 sums[8];
    float xs[8];
    float4 w0 = 0.0f;
    float4 w1 = 0.0f;
#define DO(m) sums[m] = 0.0f;
    LC_EACH8(DO)
#undef DO
    int steps = (features + LOGCL_TILE_STEP - 1) / LOGCL_TILE_STEP;
    int tx = item % 8;
    int ty = item / 8;
    // Step s multiplies what was fetched in step s - 1, so there is one more than there are parts. Barriers are uniform.
    for (int step = 0; step <= steps; ++step) {
        int d = step * LOGCL_TILE_STEP;
        if (step < steps) {
#define DO(m) xs[m] = d + feature < features ? from[m][d] : 0.0f;
            LC_EACH8(DO)
#undef DO
            __global const float4 *w = (__global const float4 *) (params + (ulong) (d + inner) * stride + c);
            w0 = inside && d + inner < features ? w[0] : (float4) (0.0f);
            w1 = inside && d + inner + 8 < features ? w[2 * stride] : (float4) (0.0f);
        }
        if (step > 0) {
            lc_tile_step(left[(step - 1) % 2], right[(step - 1) % 2], tx, ty, sums);
        }
        if (step < steps) {
            __local float *l = (__local float *) left[step % 2] + feature * (4 * LOGCL_TILE_LEFT) + row;
#define DO(m) l[8 * m] = xs[m];
            LC_EACH8(DO)
#undef DO
            right[step % 2][item] = w0;
            right[step % 2][item + LOGCL_TILE_GROUP] = w1;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    // stride is a multiple of 16, so a vector of 4 classes is inside or outside as a whole.
    int low = c0 + 4 * tx;
    int high = low + 32;
    __global const float *bias = params + (ulong) features * stride;
    float4 b0 = low < stride ? *(__global const float4 *) (bias + low) : (float4) (0.0f);
    float4 b1 = high < stride ? *(__global const float4 *) (bias + high) : (float4) (0.0f);
#define DO(i) { \
        int k = k0 + 4 * ty + i; \
        __global float *z = logits + (ulong) k * stride; \
        if (k < rows && low < stride) { \
            *(__global float4 *) (z + low) = sums[2 * i] + b0; \
        } \
        if (k < rows && high < stride) { \
            *(__global float4 *) (z + high) = sums[2 * i + 1] + b1; \
        } \
    }
    LC_EACH4(DO)
#undef DO
}
