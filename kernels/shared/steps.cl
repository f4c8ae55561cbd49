// The mathematical steps of one row, which the kernels compose. Twin: org.logcl.numerics.Steps.

// Log loss and its derivative by the logit, of the sigmoid head, for a target y in [0, 1]:
//     loss = log(1 + e^-|z|) + (z >= 0 ? (1 - y) z : -y z),     residual = (1 - y) p - y (1 - p) = p - y
// Both are taken from the target's own side. The naive p - y is exactly 0 in float32 from z = 16.636 at y = 1, and
// log(1 - p) is -infinity there.
static inline void lc_sigmoid_row(float z, float target, float *loss, float *residual) {
    float y = lc_flush(target);
    float t = lc_exp(-fabs(z));
    float inverse = lc_reciprocal(1.0f + t);
    float minor = lc_flush(t * inverse);
    float p = z >= 0.0f ? inverse : minor;
    float q = z >= 0.0f ? minor : inverse;
    float weight = z >= 0.0f ? 1.0f - y : -y;
    *loss = lc_flush(fma(weight, z, lc_log1p(t)));
    *residual = lc_flush(fma(1.0f - y, p, -lc_flush(y * q)));
}

// p = 1 / (1 + e^-z), the smaller side by e^-|z| / (1 + e^-|z|). NaN for NaN.
static inline float lc_sigmoid(float z) {
    float t = lc_exp(-fabs(z));
    float inverse = lc_reciprocal(1.0f + t);
    return z >= 0.0f ? inverse : lc_flush(t * inverse);
}

// The largest logit of a row and the lowest class that has it.
static inline int lc_softmax_best(int classes, __global const float *z) {
    int best = 0;
    float top = z[0];
    for (int c = 1; c < classes; ++c) {
        best = z[c] > top ? c : best;
        top = z[c] > top ? z[c] : top;
    }
    return best;
}

// Turns logits into e_c = e^(z_c - top) in place and returns rest, the sum of all e_c but the best class's (which is 1),
// in 64 lanes (lane l takes classes l, l + 64, ...) and a tree. 1 + rest is the softmax denominator. The best class is kept out
// because from a lead of about 17 on 1 + rest is exactly 1 in float32, and with it the loss and residual would be 0.
static inline float lc_softmax_exp(int classes, int best, __global float *z) {
    float lane[LOGCL_LANES];
    for (int l = 0; l < LOGCL_LANES; ++l) {
        lane[l] = 0.0f;
    }
    float top = z[best];
    for (int base = 0; base < classes; base += LOGCL_LANES) {
        int width = classes - base < LOGCL_LANES ? classes - base : LOGCL_LANES;
        for (int l = 0; l < width; ++l) {
            float e = lc_exp(z[base + l] - top);
            z[base + l] = e;
            lane[l] = lane[l] + (base + l == best ? 0.0f : e);
        }
    }
    return lc_tree(lane);
}

// The gradient of one parameter's mean loss with its L2 term, from the summed one: what every rule of descent begins with.
static inline float lc_mean_gradient(float gradient, float inverse_weight, float l2, float w) {
    return lc_flush(fma(lc_flush(gradient), inverse_weight, lc_flush(l2 * w)));
}

// One step of stochastic gradient descent for one parameter: see sgd_update.
static inline void lc_sgd(float gradient, float inverse_weight, float rate, float momentum, float l2, float *w, float *v) {
    float g = lc_mean_gradient(gradient, inverse_weight, l2, *w);
    *v = lc_flush(fma(momentum, *v, g));
    *w = lc_flush(fma(-rate, *v, *w));
}
