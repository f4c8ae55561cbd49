// The orders of summation, and how a kernel finds its rows. Twin: org.logcl.numerics.Orders.

// LOGCL_GROUP: work-items a group of the simple kernels, given to the compiler. One size for all, because a CPU runtime compiles
// each new local size again.
#ifndef LOGCL_GROUP
#error LOGCL_GROUP is not defined: the work-items of a group, a power of two
#endif

// Lanes of a canonical lane sum.
#define LOGCL_LANES 64

// Rows that the fused passes take at a time: they stay in the cache between their logits and their gradient.
#define LOGCL_STRIP 16

// The halving tree: lane l takes lane l + 32, then l + 16, and so on to lane 0.
static inline float lc_tree(float *lane) {
    for (int width = LOGCL_LANES / 2; width > 0; width /= 2) {
        for (int l = 0; l < width; ++l) {
            lane[l] = lane[l] + lane[l + width];
        }
    }
    return lane[0];
}

// The row of X that stands at a position: order[position] where an order is given, else the position itself.
// 64 bits, because row * features passes 2^31 long before a large device is full.
static inline ulong lc_row(int ordered, __global const int *order, ulong position) {
    return ordered ? (ulong) order[position] : position;
}
