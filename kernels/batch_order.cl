// batch_order: the order of rows of one epoch, shuffled.
//
// shapes    keys [6 an epoch], those of this epoch from first_key on; order [rows]: every row number once
// launch    one work-item a position, groups of LOGCL_GROUP, global size rounded up
// numerics  32-bit integers
// twin      org.logcl.numerics.Permutation

__kernel __attribute__((reqd_work_group_size(LOGCL_GROUP, 1, 1)))
void batch_order(int rows, int first_key, __global const int *keys, __global int *order) {
    int position = get_global_id(0);
    if (position < rows) {
        order[position] = lc_permuted(position, rows, lc_permutation_half(rows), keys + first_key);
    }
}
