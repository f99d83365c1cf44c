/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the scenarios in C share. */
#include "conformance.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(const char *what, const char *file, int line)
{
    printf("# %s:%d: %s\n", file, line, what);
    fflush(stdout);
    _Exit(1);
}

void expect(int holds, const char *what, const char *file, int line)
{
    if (!holds)
        fail(what, file, line);
}

void expect_told(sipreg_error_t told, sipreg_error_t wanted, const char *what, const char *file, int line)
{
    if (told == wanted)
        return;
    printf("# wanted %s, got %s of\n", sipreg_error_name(wanted), sipreg_error_name(told));
    fail(what, file, line);
}

void expect_text(const char *got, const char *wanted, const char *what, const char *file, int line)
{
    if (strcmp(got, wanted) == 0)
        return;
    printf("# wanted \"%s\", got \"%s\" of\n", wanted, got);
    fail(what, file, line);
}

const char *place(const char *name)
{
    const char *value = getenv(name);

    if (value == NULL)
        fail("run it by tests/conformance/run, which sets the environment", name, 0);
    return value;
}

const char *address_of(const char *uri)
{
    static char address[64];
    const char *begin = strchr(uri, ':');

    EXPECT(begin != NULL);
    snprintf(address, sizeof address, "%.*s", (int)strcspn(begin + 1, ";"), begin + 1);
    return address;
}

int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

sipreg_endpoint_t *new_endpoint(void)
{
    sipreg_endpoint_t *endpoint = NULL;

    EXPECT_OK(sipreg_endpoint_new(&endpoint));
    return endpoint;
}

sipreg_endpoint_t *running_endpoint(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    EXPECT_OK(sipreg_endpoint_start(endpoint));
    return endpoint;
}

void end(sipreg_endpoint_t *endpoint)
{
    sipreg_endpoint_shutdown(endpoint);
    EXPECT_OK(sipreg_endpoint_wait_closed(endpoint, WAIT_MS));
    sipreg_endpoint_unref(endpoint);
}

sipreg_account_t *account_of(const char *user, const char *password, const char *registrar)
{
    sipreg_account_t *account = NULL;
    char aor[128];

    snprintf(aor, sizeof aor, "sip:%s@example.com", user);
    EXPECT_OK(sipreg_account_new(&account));
    EXPECT_OK(sipreg_account_set_aor(account, aor));
    EXPECT_OK(sipreg_account_set_registrar(account, registrar));
    if (password != NULL)
        EXPECT_OK(sipreg_account_set_password(account, password));
    return account;
}

sipreg_account_t *account_reached_at(const char *user, const char *registrar, const char *contact)
{
    sipreg_account_t *account = account_of(user, NULL, registrar);

    EXPECT_OK(sipreg_account_set_contact(account, contact));
    return account;
}

sipreg_registration_t *registration_of(sipreg_endpoint_t *endpoint, sipreg_account_t *account)
{
    sipreg_registration_t *registration = NULL;

    EXPECT_OK(sipreg_registration_new(&registration, endpoint, account));
    sipreg_account_unref(account);
    return registration;
}

sipreg_registration_t *started_alice(sipreg_endpoint_t *endpoint)
{
    sipreg_registration_t *registration =
        registration_of(endpoint, account_of("alice", "wonderland", place("SIPREG_AUTH")));

    EXPECT_OK(sipreg_registration_start(registration));
    return registration;
}

static sipreg_event_t *next(sipreg_endpoint_t *endpoint, int64_t deadline)
{
    const int64_t left = deadline - now_ms();
    sipreg_event_t *event = NULL;

    EXPECT_OK(sipreg_endpoint_next_event(endpoint, left > 0 ? (int32_t)left : 0, &event));
    return event;
}

sipreg_event_t *await_of(sipreg_endpoint_t *endpoint, const sipreg_registration_t *registration, sipreg_event_type_t type)
{
    const int64_t deadline = now_ms() + WAIT_MS;

    for (;;) {
        sipreg_event_t *event = next(endpoint, deadline);

        if (sipreg_event_type(event) == type &&
            (registration == NULL || sipreg_event_registration(event) == registration))
            return event;
        if (sipreg_event_type(event) == SIPREG_EVENT_FAILED)
            printf("# passed over: failed, %s\n", sipreg_event_cause(event));
        sipreg_event_unref(event);
    }
}

sipreg_event_t *await(sipreg_endpoint_t *endpoint, sipreg_event_type_t type) { return await_of(endpoint, NULL, type); }

void pass(sipreg_endpoint_t *endpoint, sipreg_event_type_t type) { sipreg_event_unref(await(endpoint, type)); }

sipreg_event_t *await_sent(sipreg_endpoint_t *endpoint, const char *text)
{
    const int64_t deadline = now_ms() + WAIT_MS;

    for (;;) {
        sipreg_event_t *event = next(endpoint, deadline);

        if (sipreg_event_trace_sent(event) && strstr(sipreg_event_trace_message(event), text) != NULL)
            return event;
        sipreg_event_unref(event);
    }
}

void await_state(sipreg_registration_t *registration, sipreg_state_t state)
{
    const int64_t deadline = now_ms() + WAIT_MS;
    sipreg_event_t *status = NULL;
    int reached = 0;

    while (!reached) {
        EXPECT_OK(sipreg_registration_status(registration, &status));
        reached = sipreg_event_state(status) == state;
        sipreg_event_unref(status);
        EXPECT(reached || now_ms() < deadline);
        if (!reached)
            poll(NULL, 0, 1);
    }
}
