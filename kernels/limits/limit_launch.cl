// limit_launch: next to nothing, so that its time is that of a launch.
//
// formula   count[0] += 1: the queue is in order, so that the count tells how many launches ran
// shapes    count [1]
// launch    one group of LOGCL_LIMIT_GROUP, of which one item counts
// twin      none: plain Java launches nothing

__kernel __attribute__((reqd_work_group_size(LOGCL_LIMIT_GROUP, 1, 1)))
void limit_launch(__global int *count) {
    if (get_global_id(0) == 0) {
        count[0] += 1;
    }
}
