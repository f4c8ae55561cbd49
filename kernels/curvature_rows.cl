// curvature_rows: the rows of X, each times the second derivatives of its loss by a class and the classes from it on:
//
//     out_k,b,d = s_row(k) p_kc ([b = 0] - p_k,c+b) x_row(k),d        x_row(k),features = 1
//
// or, where each logit has a sigmoid of its own (pairs = 1), by its class alone: out_k,0,d = s_row(k) p_kc (1 - p_kc) x_row(k),d.
// X^T times these is the part of the Hessian that belongs to class c.
//
// shapes    x [N][features], weights [N], probabilities [rows][p_stride], out [rows][stride]: column b * (features + 1) + d,
//           columns in all, the padding is 0. With pairs = 1 probabilities are [rows][p_stride / 2][2], 1 - p and p of each
//           logit, and there is one block, b = 0. The sigmoid head is such a model of one logit, c = 0 and p_stride = 2
// rows      row(k) is order[first + k], or first + k where ordered is 0
// launch    one work-item for 16 columns of one row, groups of LOGCL_GROUP, rounded up
// numerics  each product is flushed: w = flush(flush(s p_kc) q), out = flush(w x). 1 - p_kc is a float32 difference: where p_kc
//           is nearly 1 it has few digits, of a curvature that is nearly 0. A pair has both sides, and w = flush(flush(s (1 - p)) p)
// twin      org.logcl.kernel.CurvatureRowsTwin

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void curvature_rows(int rows, int features, int c, int pairs, int p_stride, int columns, int stride, int ordered, ulong first,
                    __global const int *order, __global const float *x, __global const float *weights,
                    __global const float *probabilities, __global float *out) {
    int tiles = stride / 16;
    long item = get_global_id(0);
    long k = item / tiles;
    if (k >= rows) {
        return;
    }
    int from = (int) (item - k * tiles) * 16;
    ulong row = lc_row(ordered, order, first + (ulong) k);
    __global const float *p = probabilities + (ulong) k * p_stride;
    __global const float *xk = x + row * features;
    float outer = lc_flush(weights[row] * (pairs ? p[2 * c] : p[c]));
    for (int column = from; column < from + 16; ++column) {
        float value = 0.0f;
        if (column < columns) {
            int b = column / (features + 1);
            int d = column - b * (features + 1);
            float other = pairs ? p[2 * c + 1] : b == 0 ? 1.0f - p[c] : -p[c + b];
            float w = lc_flush(outer * other);
            value = d < features ? lc_flush(w * xk[d]) : w;
        }
        out[(ulong) k * stride + column] = value;
    }
}
