/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* To be preloaded: who waits at a semaphore for a limited time, as the workers of Mono's pool do, gets there late. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <semaphore.h>
#include <time.h>

#define DELAY_NS 5000000

int sem_timedwait(sem_t *semaphore, const struct timespec *deadline)
{
    const struct timespec delay = {.tv_nsec = DELAY_NS};
    int (*next)(sem_t *, const struct timespec *);

    *(void **)&next = dlsym(RTLD_NEXT, "sem_timedwait");
    nanosleep(&delay, NULL);
    return next(semaphore, deadline);
}
