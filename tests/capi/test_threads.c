/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Many threads at once: on endpoints of their own, and on one that all share. */
#include "capi/face.h"
#include "capi/gate.h"
#include "capi/process.h"

#include <stdio.h>
#include <stdlib.h>

#define THREADS 4
#define ROUNDS 100

/* A thread does not assert: what went wrong is told to the one that waits for it. */
struct worker {
    pthread_t thread;
    int number, port;
    sipreg_endpoint_t *endpoint;
    const char *problem;
};

static int expect(sipreg_endpoint_t *endpoint, sipreg_event_type_t wanted)
{
    sipreg_event_t *event = NULL;
    sipreg_event_type_t type = SIPREG_EVENT_UNKNOWN;

    while (type != wanted && sipreg_endpoint_next_event(endpoint, WAIT_MS, &event) == SIPREG_OK) {
        type = sipreg_event_type(event);
        sipreg_event_unref(event);
    }
    return type == wanted;
}

static sipreg_registration_t *make_registration(const struct worker *worker, int number)
{
    sipreg_registration_t *registration = NULL;
    sipreg_account_t *account = NULL;
    char aor[64], registrar[64];

    snprintf(aor, sizeof aor, "sip:user-%d-%d@" REGISTRAR_REALM, worker->number, number);
    snprintf(registrar, sizeof registrar, "sip:127.0.0.1:%d;transport=%s", worker->port, number % 2 ? "udp" : "tcp");
    if (sipreg_account_new(&account) == SIPREG_OK && sipreg_account_set_aor(account, aor) == SIPREG_OK &&
        sipreg_account_set_registrar(account, registrar) == SIPREG_OK)
        (void)sipreg_registration_new(&registration, worker->endpoint, account);
    sipreg_account_unref(account);
    return registration;
}

static const char *one_life(struct worker *worker, int number)
{
    sipreg_registration_t *registration = make_registration(worker, number);
    const char *problem = NULL;

    if (registration == NULL || sipreg_registration_start(registration) != SIPREG_OK)
        problem = "not begun";
    else if (!expect(worker->endpoint, SIPREG_EVENT_REGISTERED))
        problem = "not registered";
    else if (sipreg_registration_stop(registration) != SIPREG_OK ||
             !expect(worker->endpoint, SIPREG_EVENT_UNREGISTERED))
        problem = "not unregistered";
    sipreg_registration_unref(registration);
    return problem;
}

static void *on_an_endpoint_of_its_own(void *argument)
{
    struct worker *worker = argument;
    int i;

    for (i = 0; i < 10 && worker->problem == NULL; ++i) {
        if (sipreg_endpoint_new(&worker->endpoint) != SIPREG_OK ||
            sipreg_endpoint_start(worker->endpoint) != SIPREG_OK)
            worker->problem = "no endpoint";
        else
            worker->problem = one_life(worker, i);
        sipreg_endpoint_shutdown(worker->endpoint);
        if (worker->problem == NULL && sipreg_endpoint_wait_closed(worker->endpoint, WAIT_MS) != SIPREG_OK)
            worker->problem = "not closed";
        sipreg_endpoint_unref(worker->endpoint);
    }
    return NULL;
}

static void run(void *(*work)(void *), sipreg_endpoint_t *endpoint, int port)
{
    struct worker workers[THREADS];
    int i;

    for (i = 0; i < THREADS; ++i) {
        workers[i].number = i;
        workers[i].port = port;
        workers[i].endpoint = endpoint;
        workers[i].problem = NULL;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (i = 0; i < THREADS; ++i)
        pthread_join(workers[i].thread, NULL);
    for (i = 0; i < THREADS; ++i)
        if (workers[i].problem != NULL)
            fail_msg("thread %d: %s", i, workers[i].problem);
}

/* UDP and TCP at the same port. */
static registrar_t *registrar_for_all(void)
{
    char listeners[64];
    registrar_t *registrar = NULL;
    int port;

    for (port = 20000 + rand() % 20000; registrar == NULL && port < 60000; ++port) {
        snprintf(listeners, sizeof listeners, "udp:127.0.0.1:%d tcp:127.0.0.1:%d", port, port);
        registrar = registrar_new(listeners);
    }
    assert_non_null(registrar);
    registrar_set_open(registrar, 1);
    return registrar;
}

static void several_endpoints_work_in_several_threads(void **state)
{
    registrar_t *registrar = registrar_for_all();

    (void)state;
    run(on_an_endpoint_of_its_own, NULL, registrar_port(registrar, 0));
    assert_int_equal(registrar_binding_count(registrar), 0);
    registrar_free(registrar);
    assert_int_equal(threads_down_to(1), 1);
}

/* Asks for this and that, and leaves at some point. */
static const char *passing_life(struct worker *worker, int number)
{
    sipreg_registration_t *registration = make_registration(worker, number);
    sipreg_event_t *status = NULL;
    const char *problem = NULL;

    if (registration == NULL || sipreg_registration_start(registration) != SIPREG_OK)
        return "not begun";
    if (number % 3 == 0 && sipreg_registration_query(registration) != SIPREG_OK)
        problem = "not asked";
    if (number % 4 == 0 && sipreg_registration_stop(registration) != SIPREG_OK)
        problem = "not stopped";
    if (sipreg_registration_status(registration, &status) != SIPREG_OK ||
        sipreg_event_registration(status) != registration)
        problem = "no status";
    sipreg_registration_unref(registration);
    sipreg_event_unref(status); /* the last one, unless an event holds it, too */
    return problem;
}

static void *on_a_shared_endpoint(void *argument)
{
    struct worker *worker = argument;
    sipreg_event_t *event;
    int i;

    for (i = 0; i < ROUNDS && worker->problem == NULL; ++i) {
        worker->problem = passing_life(worker, i);
        if (sipreg_endpoint_next_event(worker->endpoint, 0, &event) == SIPREG_OK)
            sipreg_event_unref(event);
    }
    return NULL;
}

static void registrations_come_and_go_while_the_loop_works(void **state)
{
    registrar_t *registrar = registrar_for_all();
    sipreg_endpoint_t *endpoint = running_endpoint();
    struct worker last = {0};

    (void)state;
    run(on_a_shared_endpoint, endpoint, registrar_port(registrar, 0));
    last.number = THREADS;
    last.port = registrar_port(registrar, 0);
    last.endpoint = endpoint;
    last.problem = one_life(&last, 0); /* it is none the worse for it */
    assert_null(last.problem);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void *until_it_is_closed(void *argument)
{
    struct worker *worker = argument;
    sipreg_registration_t *registration;
    sipreg_error_t told = SIPREG_OK;
    int i;

    for (i = 0; told == SIPREG_OK; ++i) {
        if (i == 2000) /* the one that ends it must come to its turn */
            sipreg_endpoint_shutdown(worker->endpoint);
        registration = make_registration(worker, i);
        told = registration != NULL ? sipreg_registration_start(registration) : SIPREG_ERR_CLOSED;
        sipreg_registration_unref(registration);
    }
    if (told != SIPREG_ERR_CLOSED)
        worker->problem = sipreg_error_name(told);
    return NULL;
}

static void *ends_it(void *argument)
{
    sipreg_endpoint_t *endpoint = argument;
    sipreg_event_t *event = NULL;

    if (sipreg_endpoint_next_event(endpoint, 5, &event) == SIPREG_OK) /* somewhere in the middle */
        sipreg_event_unref(event);
    sipreg_endpoint_shutdown(endpoint);
    return NULL;
}

static void endpoint_ends_while_registrations_are_made(void **state)
{
    registrar_t *registrar = registrar_for_all();
    sipreg_endpoint_t *endpoint;
    pthread_t ender;
    int i;

    (void)state;
    for (i = 0; i < 10; ++i) {
        endpoint = running_endpoint();
        assert_int_equal(pthread_create(&ender, NULL, ends_it, endpoint), 0);
        run(until_it_is_closed, endpoint, registrar_port(registrar, 0));
        pthread_join(ender, NULL);
        end_endpoint(endpoint);
    }
    registrar_free(registrar);
    assert_int_equal(threads_down_to(1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_endpoints_work_in_several_threads),
        cmocka_unit_test(registrations_come_and_go_while_the_loop_works),
        cmocka_unit_test(endpoint_ends_while_registrations_are_made),
    };
    return cmocka_run_group_tests_name("capi: threads", tests, NULL, NULL);
}
