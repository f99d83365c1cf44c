/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of the C face share. */
#include "capi/face.h"

#include <poll.h>
#include <stdio.h>
#include <strings.h>
#include <time.h>

sipreg_endpoint_t *new_endpoint(void)
{
    sipreg_endpoint_t *endpoint = NULL;

    assert_int_equal(sipreg_endpoint_new(&endpoint), SIPREG_OK);
    assert_non_null(endpoint);
    assert_int_equal(sipreg_endpoint_set_timers_ms(endpoint, 100, 400, 10), SIPREG_OK);
    return endpoint;
}

sipreg_endpoint_t *running_endpoint(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    return endpoint;
}

void end_endpoint(sipreg_endpoint_t *endpoint)
{
    sipreg_endpoint_shutdown(endpoint);
    assert_int_equal(sipreg_endpoint_wait_closed(endpoint, WAIT_MS), SIPREG_OK);
    sipreg_endpoint_unref(endpoint);
}

sipreg_account_t *account_with(const char *user, const char *registrar)
{
    sipreg_account_t *account = NULL;
    char aor[128];

    snprintf(aor, sizeof aor, "sip:%s@" REGISTRAR_REALM, user);
    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    assert_int_equal(sipreg_account_set_aor(account, aor), SIPREG_OK);
    assert_int_equal(sipreg_account_set_registrar(account, registrar), SIPREG_OK);
    assert_int_equal(sipreg_account_set_password(account, REGISTRAR_PASSWORD), SIPREG_OK);
    return account;
}

sipreg_account_t *account_at(const char *user, int port, const char *transport)
{
    char registrar[128];

    snprintf(registrar, sizeof registrar, "sip:127.0.0.1:%d;transport=%s", port, transport);
    return account_with(user, registrar);
}

sipreg_registration_t *registration_of(sipreg_endpoint_t *endpoint, sipreg_account_t *account)
{
    sipreg_registration_t *registration = NULL;

    assert_int_equal(sipreg_registration_new(&registration, endpoint, account), SIPREG_OK);
    assert_non_null(registration);
    sipreg_account_unref(account);
    return registration;
}

sipreg_registration_t *registration_at(sipreg_endpoint_t *endpoint, const char *user, int port,
                                       const char *transport)
{
    return registration_of(endpoint, account_at(user, port, transport));
}

sipreg_event_t *await_event(sipreg_endpoint_t *endpoint, sipreg_event_type_t type)
{
    const int64_t deadline = now_ms() + WAIT_MS;
    sipreg_event_t *event = NULL;

    while (now_ms() < deadline &&
           sipreg_endpoint_next_event(endpoint, (int32_t)(deadline - now_ms()), &event) == SIPREG_OK) {
        if (sipreg_event_type(event) == type)
            return event;
        if (sipreg_event_type(event) == SIPREG_EVENT_FAILED)
            print_message("# passed over: failed, %s\n", sipreg_event_cause(event));
        sipreg_event_unref(event);
    }
    fail_msg("no event \"%s\" came", sipreg_event_type_name(type));
    return NULL;
}

void await(sipreg_endpoint_t *endpoint, sipreg_event_type_t type)
{
    sipreg_event_unref(await_event(endpoint, type));
}

const char *header_of(const sipreg_event_t *event, const char *name)
{
    int32_t i;

    for (i = 0; sipreg_event_header_name(event, i) != NULL; ++i)
        if (strcasecmp(sipreg_event_header_name(event, i), name) == 0)
            return sipreg_event_header_value(event, i);
    return "";
}

int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int is_readable(int fd, int timeout_ms)
{
    struct pollfd readable = {0, POLLIN, 0};

    readable.fd = fd;
    return poll(&readable, 1, timeout_ms) == 1 && (readable.revents & POLLIN) != 0;
}
