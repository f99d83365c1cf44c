/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A count that threads wait for. */
#ifndef TESTS_CAPI_GATE_H
#define TESTS_CAPI_GATE_H

#include <pthread.h>

struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int count;
};
#define GATE_INIT {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0}

void gate_add(struct gate *gate);
/* Waits until the count is so high; 0 if that does not happen in time. */
int gate_wait(struct gate *gate, int count);
int gate_count(struct gate *gate);

#endif
