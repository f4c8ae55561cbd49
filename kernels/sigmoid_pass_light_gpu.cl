// sigmoid_pass, light flavour for devices that are there for checking: many work-items a group, few registers, quick to compile.
//
// Arguments and bits are those of sigmoid_pass_gpu; a chunk has at most 512 rows.
//
// launch    one group of 256 work-items a chunk
// local     4 rows of 64 lanes, 16 residuals, the weighted losses and flags of a chunk
// order     as the four kernels have it
// twin      org.logcl.kernel.SigmoidPassTwin

#define LOGCL_PASS_GROUP 256
#define LOGCL_PASS_ROWS (LOGCL_PASS_GROUP / LOGCL_LANES)

__kernel __attribute__((reqd_work_group_size(LOGCL_PASS_GROUP, 1, 1)))
void sigmoid_pass_light_gpu(int rows, int features, int chunk_rows, int ordered, ulong first, __global const int *order,
                      __global const float *x, __global const float *params, __global const float *targets,
                      __global const float *weights, int at, __global float *sums, __global int *counts,
                      __global float *partials) {
    __local float lanes[LOGCL_PASS_ROWS][LOGCL_LANES];
    __local float residuals[LOGCL_STRIP];
    __local float losses[512];
    __local float shares[512];
    __local int right[512];
    int item = get_local_id(0);
    int slot = item / LOGCL_LANES;
    int lane = item - slot * LOGCL_LANES;
    int chunk = get_group_id(0);
    int from = chunk * chunk_rows;
    int to = min(from + chunk_rows, rows);
    __global float *out = partials + (ulong) chunk * (features + 1);
    for (int d = item; d <= features; d += LOGCL_PASS_GROUP) {
        out[d] = 0.0f;
    }
    // Every barrier stands in uniform control flow: the bounds of these loops are the same for the whole group.
    for (int strip = from; strip < to; strip += LOGCL_STRIP) {
        int count = min(LOGCL_STRIP, to - strip);
        for (int part = 0; part < LOGCL_STRIP; part += LOGCL_PASS_ROWS) {
            // Rows past the end repeat the last one; only their results are left out.
            int k = min(strip + part + slot, to - 1);
            ulong row = lc_row(ordered, order, first + k);
            float sum = 0.0f;
            for (int d = lane; d < features; d += LOGCL_LANES) {
                sum = fma(x[row * features + d], params[d], sum);
            }
            lanes[slot][lane] = sum;
            barrier(CLK_LOCAL_MEM_FENCE);
            for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
                if (lane < width) {
                    lanes[slot][lane] = lanes[slot][lane] + lanes[slot][lane + width];
                }
                barrier(CLK_LOCAL_MEM_FENCE);
            }
            if (lane == 0 && part + slot < count) {
                float z = lanes[slot][0] + params[features];
                float y = targets[row];
                float loss;
                float residual;
                lc_sigmoid_row(z, y, &loss, &residual);
                losses[k - from] = loss;
                shares[k - from] = weights[row];
                right[k - from] = (z >= 0.0f) == (y >= 0.5f) ? 1 : 0;
                residuals[part + slot] = lc_flush(weights[row] * residual);
            }
            barrier(CLK_LOCAL_MEM_FENCE);
        }
        for (int d = item; d <= features; d += LOGCL_PASS_GROUP) {
            float sum = out[d];
            for (int i = 0; i < count; ++i) {
                ulong row = lc_row(ordered, order, first + strip + i);
                sum = fma(residuals[i], d < features ? x[row * features + d] : 1.0f, sum);
            }
            out[d] = sum;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (item == 0) {
        float lane[LOGCL_LANES];
        for (int l = 0; l < LOGCL_LANES; ++l) {
            lane[l] = 0.0f;
        }
        int count = 0;
        for (int k = 0; k < to - from; ++k) {
            int l = k % LOGCL_LANES;
            lane[l] = fma(shares[k], losses[k], lane[l]);
            count += right[k];
        }
        sums[at + chunk] = lc_tree(lane);
        counts[at + chunk] = count;
    }
    for (int d = item; d <= features; d += LOGCL_PASS_GROUP) {
        out[d] = lc_unsign_zero(out[d]);
    }
}
