/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of codes, known and unknown, and the version. */
#include "capi/face.h"

#include <stdio.h>
#include <string.h>

struct row {
    int code;
    const char *name;
};

static const struct row errors[] = {
    {SIPREG_OK, "SIPREG_OK"},
    {SIPREG_ERR_INVALID, "SIPREG_ERR_INVALID"},
    {SIPREG_ERR_STATE, "SIPREG_ERR_STATE"},
    {SIPREG_ERR_CLOSED, "SIPREG_ERR_CLOSED"},
    {SIPREG_ERR_TIMEOUT, "SIPREG_ERR_TIMEOUT"},
    {SIPREG_ERR_NO_MEMORY, "SIPREG_ERR_NO_MEMORY"},
    {SIPREG_ERR_SYSTEM, "SIPREG_ERR_SYSTEM"},
    {SIPREG_ERR_INTERNAL, "SIPREG_ERR_INTERNAL"},
    {1, "SIPREG_ERR_?"},
    {-50, "SIPREG_ERR_?"},
    {-100, "SIPREG_ERR_?"},
};

static const struct row events[] = {
    {SIPREG_EVENT_UNKNOWN, "unknown"},
    {SIPREG_EVENT_REGISTERED, "registered"},
    {SIPREG_EVENT_FAILED, "failed"},
    {SIPREG_EVENT_DEGRADED, "degraded"},
    {SIPREG_EVENT_EXPIRED, "expired"},
    {SIPREG_EVENT_UNREGISTERED, "unregistered"},
    {SIPREG_EVENT_PUBLIC_ADDRESS, "public_address"},
    {SIPREG_EVENT_BINDINGS, "bindings"},
    {SIPREG_EVENT_STATUS, "status"},
    {SIPREG_EVENT_OVERFLOW, "overflow"},
    {SIPREG_EVENT_CREDENTIALS, "credentials"},
    {SIPREG_EVENT_DOWNGRADE, "downgrade"},
    {SIPREG_EVENT_REQUEST, "request"},
    {SIPREG_EVENT_LOG, "log"},
    {SIPREG_EVENT_TRACE, "trace"},
    {-1, "unknown"},
    {1000, "unknown"},
};

static const struct row failures[] = {
    {SIPREG_FAILURE_UNKNOWN, "unknown"},
    {SIPREG_FAILURE_TEMPORARY, "temporary"},
    {SIPREG_FAILURE_FORBIDDEN, "forbidden"},
    {SIPREG_FAILURE_FATAL, "fatal"},
    {SIPREG_FAILURE_CREDENTIALS, "credentials"},
    {SIPREG_FAILURE_DNS, "dns"},
    {SIPREG_FAILURE_TRANSPORT, "transport"},
    {SIPREG_FAILURE_TLS, "tls"},
    {SIPREG_FAILURE_TIMEOUT, "timeout"},
    {-1, "unknown"},
    {1000, "unknown"},
};

static const struct row states[] = {
    {SIPREG_STATE_UNKNOWN, "unknown"},
    {SIPREG_STATE_IDLE, "idle"},
    {SIPREG_STATE_REGISTERING, "registering"},
    {SIPREG_STATE_REGISTERED, "registered"},
    {SIPREG_STATE_WAITING, "waiting"},
    {SIPREG_STATE_UNREGISTERING, "unregistering"},
    {-1, "unknown"},
    {1000, "unknown"},
};

static const char *error_name(int code) { return sipreg_error_name((sipreg_error_t)code); }
static const char *event_name(int code) { return sipreg_event_type_name((sipreg_event_type_t)code); }
static const char *failure_name(int code) { return sipreg_failure_name((sipreg_failure_t)code); }
static const char *state_name(int code) { return sipreg_state_name((sipreg_state_t)code); }

static void follows(const struct row *rows, size_t count, const char *(*name)(int code))
{
    size_t i;

    for (i = 0; i < count; ++i)
        if (strcmp(name(rows[i].code), rows[i].name) != 0)
            fail_msg("%d is \"%s\" instead of \"%s\"", rows[i].code, name(rows[i].code), rows[i].name);
}

static void codes_have_their_names_and_unknown_numbers_have_one_too(void **state)
{
    (void)state;
    follows(errors, COUNT(errors), error_name);
    follows(events, COUNT(events), event_name);
    follows(failures, COUNT(failures), failure_name);
    follows(states, COUNT(states), state_name);
}

static void version_is_that_of_the_header(void **state)
{
    char version[32];

    (void)state;
    assert_string_equal(sipreg_version(), SIPREG_VERSION_STRING);
    snprintf(version, sizeof version, "%d.%d.%d", SIPREG_VERSION_MAJOR, SIPREG_VERSION_MINOR, SIPREG_VERSION_PATCH);
    assert_string_equal(sipreg_version(), version);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_have_their_names_and_unknown_numbers_have_one_too),
        cmocka_unit_test(version_is_that_of_the_header),
    };
    return cmocka_run_group_tests_name("capi: names", tests, NULL, NULL);
}
