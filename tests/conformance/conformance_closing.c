/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of ends: an endpoint goes while something is under way. */
#include "conformance.h"

#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

/* Threads count and wait here. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int counted;

static void add_one(void)
{
    pthread_mutex_lock(&mutex);
    ++counted;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

/* The alarm of the runner is the deadline. */
static void await_count(int count)
{
    pthread_mutex_lock(&mutex);
    while (counted < count)
        pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
}

static void register_some(sipreg_endpoint_t *endpoint, sipreg_registration_t **registrations, int count)
{
    char user[32];
    int i;

    for (i = 0; i < count; ++i) {
        snprintf(user, sizeof user, "user%d", i);
        registrations[i] = registration_of(endpoint, account_of(user, NULL, place("SIPREG_OPEN")));
        EXPECT_OK(sipreg_registration_start(registrations[i]));
    }
}

static void forget_some(sipreg_registration_t **registrations, int count)
{
    int i;

    for (i = 0; i < count; ++i)
        sipreg_registration_unref(registrations[i]);
}

static void *read_to_the_end(void *argument)
{
    sipreg_event_t *event;

    while (sipreg_endpoint_next_event(argument, -1, &event) != SIPREG_ERR_CLOSED) {
        if (sipreg_event_trace_sent(event))
            add_one();
        sipreg_event_unref(event);
    }
    return NULL;
}

void run_close_pending(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    pthread_t readers[2];
    int64_t began;
    int i;

    EXPECT_OK(sipreg_endpoint_set_trace_events(endpoint, 1));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    for (i = 0; i < 2; ++i)
        EXPECT(pthread_create(&readers[i], NULL, read_to_the_end, endpoint) == 0);
    registration = registration_of(endpoint, account_of("alice", NULL, place("SIPREG_MUTE")));
    EXPECT_OK(sipreg_registration_start(registration));
    await_count(1); /* the request is under way */
    began = now_ms();
    sipreg_endpoint_shutdown(endpoint);
    for (i = 0; i < 2; ++i)
        pthread_join(readers[i], NULL);
    EXPECT_OK(sipreg_endpoint_wait_closed(endpoint, 1000));
    EXPECT(now_ms() - began < 1000);
    sipreg_registration_unref(registration);
    sipreg_endpoint_unref(endpoint);
}

static void shut_down(const sipreg_event_t *event, void *user_data)
{
    (void)event;
    sipreg_endpoint_shutdown(user_data);
    add_one();
}

void run_close_in_listener(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registrations[10];

    EXPECT_OK(sipreg_endpoint_set_callback(endpoint, shut_down, endpoint));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    register_some(endpoint, registrations, 1);
    await_count(1);
    EXPECT_TOLD(sipreg_registration_start(registrations[0]), SIPREG_ERR_CLOSED);
    forget_some(registrations, 1);
    end(endpoint);
    EXPECT(counted == 1);
}

/* C has nothing to throw: it leaves at once, whatever the event. */
static void leave(const sipreg_event_t *event, void *user_data)
{
    (void)user_data;
    if (sipreg_event_type(event) != SIPREG_EVENT_REGISTERED)
        return;
    add_one();
}

void run_listener_throws(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    int i;

    EXPECT_OK(sipreg_endpoint_set_callback(endpoint, leave, NULL));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    register_some(endpoint, &registration, 1);
    for (i = 1; i <= 3; ++i) {
        await_count(i);
        EXPECT_OK(sipreg_registration_refresh(registration, WAIT_MS));
    }
    await_count(4);
    sipreg_registration_unref(registration);
    end(endpoint);
}

static pthread_mutex_t wanted = PTHREAD_MUTEX_INITIALIZER;

static void want_lock(const sipreg_event_t *event, void *user_data)
{
    (void)event;
    (void)user_data;
    add_one();
    pthread_mutex_lock(&wanted);
    pthread_mutex_unlock(&wanted);
}

void run_close_under_lock(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;

    EXPECT_OK(sipreg_endpoint_set_callback(endpoint, want_lock, NULL));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    pthread_mutex_lock(&wanted);
    register_some(endpoint, &registration, 1);
    await_count(1);
    sipreg_endpoint_shutdown(endpoint);
    sipreg_registration_unref(registration);
    pthread_mutex_unlock(&wanted);
    end(endpoint);
}

static void *close_one(void *argument)
{
    sipreg_endpoint_shutdown(argument);
    sipreg_endpoint_unref(argument);
    return NULL;
}

void run_three_closers(void)
{
    int round, i;

    for (round = 0; round < 50; ++round) {
        sipreg_endpoint_t *endpoint = running_endpoint();
        sipreg_registration_t *registration;
        pthread_t closers[3];

        register_some(endpoint, &registration, 1);
        for (i = 0; i < 3; ++i)
            EXPECT(pthread_create(&closers[i], NULL, close_one, sipreg_endpoint_ref(endpoint)) == 0);
        for (i = 0; i < 3; ++i)
            pthread_join(closers[i], NULL);
        sipreg_registration_unref(registration);
        end(endpoint);
    }
}

static int count_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    EXPECT(folder != NULL);
    while (readdir(folder) != NULL)
        ++count;
    closedir(folder);
    return count;
}

/* As many as there are at once; each goes by its last reference. */
void run_forgotten(void)
{
    const int before = count_descriptors();
    const int64_t deadline = now_ms() + WAIT_MS;
    int i;

    for (i = 0; i < 500; ++i) {
        sipreg_endpoint_t *endpoint = i % 2 == 0 ? new_endpoint() : running_endpoint();

        if (i % 4 == 3) {
            sipreg_registration_t *registration;

            register_some(endpoint, &registration, 1);
            sipreg_registration_unref(registration);
        }
        sipreg_endpoint_unref(endpoint);
        while (count_descriptors() > before + 200 && now_ms() < deadline)
            poll(NULL, 0, 1); /* the thread of one that was started needs a moment */
    }
    while (count_descriptors() > before + 10 && now_ms() < deadline)
        poll(NULL, 0, 1);
    EXPECT(count_descriptors() <= before + 10);
}

static void refresh_again(const sipreg_event_t *event, void *user_data)
{
    (void)user_data;
    sipreg_registration_refresh(sipreg_event_registration(event), WAIT_MS);
    add_one();
}

/* What it begins is still going on when it returns, and main after it. */
void run_exit_under_load(void)
{
    static sipreg_registration_t *registrations[100];
    sipreg_endpoint_t *endpoint = new_endpoint();

    EXPECT_OK(sipreg_endpoint_set_callback(endpoint, refresh_again, NULL));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    register_some(endpoint, registrations, 100);
    await_count(300);
    alarm(10);
}
