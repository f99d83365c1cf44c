/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What bench/bindings has done in every language, in C: nanoseconds of a call and of an event. Arguments: CALLS EVENTS */
#include <sipreg/sipreg.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 1000 /* events under way at once: fewer than the queue would drop */

static sipreg_endpoint_t *endpoint;
static sipreg_registration_t *registration;
static size_t sum; /* of what was read, so that it is read */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static long received;

static void check(sipreg_error_t told)
{
    if (told == SIPREG_OK)
        return;
    fprintf(stderr, "%s\n", sipreg_error_name(told));
    exit(1);
}

static double now_ns(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void ask_version(void) { sum += strlen(sipreg_version()); }

static void ask_status(void)
{
    sipreg_event_t *status;

    check(sipreg_registration_status(registration, &status));
    sum += sipreg_event_state(status) + strlen(sipreg_event_call_id(status));
    sipreg_event_unref(status);
}

static void measure_call(const char *name, void (*call)(void), long calls)
{
    double began;
    long i;

    for (i = 0; i < calls / 10; ++i)
        call();
    began = now_ns(CLOCK_MONOTONIC);
    for (i = 0; i < calls; ++i)
        call();
    printf("%s %.1f\n", name, (now_ns(CLOCK_MONOTONIC) - began) / (double)calls);
}

static void *read_events(void *unused)
{
    sipreg_event_t *event;

    (void)unused;
    while (sipreg_endpoint_next_event(endpoint, -1, &event) == SIPREG_OK) {
        sum += sipreg_event_type(event) + sipreg_event_state(event) + strlen(sipreg_event_call_id(event));
        sipreg_event_unref(event);
        pthread_mutex_lock(&mutex);
        if (++received % BATCH == 0)
            pthread_cond_signal(&changed);
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

/* What was never registered is removed without a request: an event that costs nothing else. */
static void make_batch(void)
{
    long wanted, i;

    pthread_mutex_lock(&mutex);
    wanted = received + BATCH;
    pthread_mutex_unlock(&mutex);
    for (i = 0; i < BATCH; ++i)
        check(sipreg_registration_stop(registration));
    pthread_mutex_lock(&mutex);
    while (received < wanted)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
}

static void measure_events(long batches)
{
    const double events = (double)(batches * BATCH);
    double wall, cpu;
    long i;

    for (i = 0; i < batches / 10 + 1; ++i)
        make_batch();
    wall = now_ns(CLOCK_MONOTONIC);
    cpu = now_ns(CLOCK_PROCESS_CPUTIME_ID);
    for (i = 0; i < batches; ++i)
        make_batch();
    printf("event %.1f\n", (now_ns(CLOCK_MONOTONIC) - wall) / events);
    printf("event_cpu %.1f\n", (now_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu) / events);
}

int main(int argc, char **argv)
{
    const long calls = argc > 1 ? atol(argv[1]) : 0, batches = argc > 2 ? atol(argv[2]) / BATCH : 0;
    sipreg_account_t *account;
    pthread_t reader;

    if (calls < 10 || batches < 1) {
        fprintf(stderr, "usage: %s CALLS EVENTS\n", argv[0]);
        return 2;
    }
    check(sipreg_endpoint_new(&endpoint));
    check(sipreg_endpoint_start(endpoint));
    check(sipreg_account_new(&account));
    check(sipreg_account_set_aor(account, "sip:alice@example.com"));
    check(sipreg_account_set_registrar(account, "sip:127.0.0.1:9"));
    check(sipreg_registration_new(&registration, endpoint, account));
    sipreg_account_unref(account);
    if (pthread_create(&reader, NULL, read_events, NULL) != 0)
        return 1;
    measure_call("version", ask_version, calls);
    measure_call("status", ask_status, calls);
    measure_events(batches);
    sipreg_endpoint_shutdown(endpoint);
    pthread_join(reader, NULL);
    sipreg_registration_unref(registration);
    sipreg_endpoint_unref(endpoint);
    return sum == 0;
}
