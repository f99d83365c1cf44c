/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A count that threads wait for. */
#include "capi/gate.h"

#include "capi/face.h"

#include <time.h>

void gate_add(struct gate *gate)
{
    pthread_mutex_lock(&gate->mutex);
    ++gate->count;
    pthread_cond_broadcast(&gate->changed);
    pthread_mutex_unlock(&gate->mutex);
}

int gate_wait(struct gate *gate, int count)
{
    struct timespec deadline;
    int reached;

    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += WAIT_MS / 1000;
    pthread_mutex_lock(&gate->mutex);
    while (gate->count < count && pthread_cond_timedwait(&gate->changed, &gate->mutex, &deadline) == 0)
        ;
    reached = gate->count >= count;
    pthread_mutex_unlock(&gate->mutex);
    return reached;
}

int gate_count(struct gate *gate)
{
    int count;

    pthread_mutex_lock(&gate->mutex);
    count = gate->count;
    pthread_mutex_unlock(&gate->mutex);
    return count;
}
