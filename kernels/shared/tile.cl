// Register-tiled matrix products for the GPU flavours: a group has 64 x 64 results, a work-item 4 x 8 of them.
//
// Both factors come through local memory, 16 values of the inner index at a time: while one buffer is multiplied, the next step's
// values are on their way to registers, and go into the other buffer afterwards. One barrier a step.
//
// The order is one chain of fma over the inner index, as for every tile. What lies beyond the inner index is +0 in both factors.

#define LOGCL_TILE 64
#define LOGCL_TILE_STEP 16
#define LOGCL_TILE_GROUP 128

// Vectors of 4 from one inner index to the next. Left: 16 and one more, so that a column written in one go meets several banks.
#define LOGCL_TILE_LEFT 17
#define LOGCL_TILE_RIGHT 16

// One step for the work-item's rows 4 ty .. 4 ty + 3 and columns 4 tx .. 4 tx + 3 and, 32 further, as many again: sums[2 i] and
// sums[2 i + 1] are those of row i.
LC_INLINE void lc_tile_step(__local const float4 *left, __local const float4 *right, int tx, int ty, float4 *sums) {
#define DO(k) { \
        float4 a = left[k * LOGCL_TILE_LEFT + ty]; \
        float4 b = right[k * LOGCL_TILE_RIGHT + tx]; \
        float4 c = right[k * LOGCL_TILE_RIGHT + tx + 8]; \
        sums[0] = fma((float4) (a.s0), b, sums[0]); \
        sums[1] = fma((float4) (a.s0), c, sums[1]); \
        sums[2] = fma((float4) (a.s1), b, sums[2]); \
        sums[3] = fma((float4) (a.s1), c, sums[3]); \
        sums[4] = fma((float4) (a.s2), b, sums[4]); \
        sums[5] = fma((float4) (a.s2), c, sums[5]); \
        sums[6] = fma((float4) (a.s3), b, sums[6]); \
        sums[7] = fma((float4) (a.s3), c, sums[7]); \
    }
    LC_EACH16(DO)
#undef DO
}
