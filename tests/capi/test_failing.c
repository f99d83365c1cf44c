/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Registrars that refuse, are down or say nothing, and what the application is told. */
#include "capi/face.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct row {
    const char *name;
    const char *fault;
    int status;           /* that is answered instead, if not 0 */
    int told;             /* status of the event */
    sipreg_failure_t failure;
    int retried;
};

static const struct row rows[] = {
    {"forbidden", "none", 403, 403, SIPREG_FAILURE_FORBIDDEN, 0},
    {"not found", "none", 404, 404, SIPREG_FAILURE_FATAL, 0},
    {"busy", "none", 503, 503, SIPREG_FAILURE_TEMPORARY, 1},
    {"broken", "none", 500, 500, SIPREG_FAILURE_TEMPORARY, 1},
    {"declined", "none", 603, 603, SIPREG_FAILURE_FATAL, 0},
    {"challenges for ever", "challenge_forever", 0, 401, SIPREG_FAILURE_CREDENTIALS, 0},
    {"stale for ever", "stale_forever", 0, 401, SIPREG_FAILURE_CREDENTIALS, 0},
    {"the same nonce for ever", "same_nonce_forever", 0, 401, SIPREG_FAILURE_CREDENTIALS, 0},
    {"says nothing", "silent", 0, 0, SIPREG_FAILURE_TIMEOUT, 1},
    {"talks garbage", "garbage", 0, 0, SIPREG_FAILURE_TIMEOUT, 1},
    {"stops in the middle", "truncated", 0, 0, SIPREG_FAILURE_TIMEOUT, 1},
};

/* Gives up soon only where giving up is what is wanted: an answer may be slow. */
static sipreg_endpoint_t *endpoint_for(const struct row *row)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    const int32_t deadline_ms = row->failure == SIPREG_FAILURE_TIMEOUT ? 300 : WAIT_MS;

    assert_int_equal(sipreg_endpoint_set_attempt_deadline_ms(endpoint, deadline_ms), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    return endpoint;
}

static void tells(const struct row *row, const sipreg_event_t *event)
{
    const int retried = sipreg_event_will_retry(event);
    const int64_t next = sipreg_event_next_attempt_ms(event);

    if (sipreg_event_status(event) != row->told || sipreg_event_failure(event) != row->failure ||
        retried != row->retried || sipreg_event_attempt(event) != 1 || strlen(sipreg_event_cause(event)) < 5 ||
        sipreg_event_operation(event) != SIPREG_OPERATION_REGISTER)
        fail_msg("%s: %d, %s, %d, %d, \"%s\"", row->name, (int)sipreg_event_status(event),
                 sipreg_failure_name(sipreg_event_failure(event)), retried, (int)sipreg_event_attempt(event),
                 sipreg_event_cause(event));
    if (retried ? next < 14000 || next > 30000 : next != -1) /* the upper half of half a minute */
        fail_msg("%s: the next attempt is in %d ms", row->name, (int)next);
    assert_int_equal(sipreg_event_state(event), row->retried ? SIPREG_STATE_WAITING : SIPREG_STATE_IDLE);
    if (row->told != 0)
        assert_true(strlen(sipreg_event_reason(event)) > 0);
}

static void failures_have_their_class(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); ++i) {
        registrar_t *registrar = registrar_new(LISTEN_UDP);
        sipreg_endpoint_t *endpoint = endpoint_for(&rows[i]);
        sipreg_registration_t *registration =
            registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");
        sipreg_event_t *event;

        registrar_set_fault(registrar, rows[i].fault);
        if (rows[i].status != 0)
            registrar_set_status(registrar, rows[i].status, 0);
        assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
        event = await_event(endpoint, SIPREG_EVENT_FAILED);
        tells(&rows[i], event);
        sipreg_event_unref(event);
        assert_true(registrar_registers(registrar) <= 8); /* bounded, whatever it does; repeats are not counted */
        sipreg_registration_unref(registration);
        end_endpoint(endpoint);
        registrar_free(registrar);
    }
}

static sipreg_event_t *failure_of(sipreg_endpoint_t *endpoint, sipreg_account_t *account)
{
    sipreg_registration_t *registration = registration_of(endpoint, account);
    sipreg_event_t *event;

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_FAILED);
    sipreg_registration_unref(registration); /* the event holds it */
    return event;
}

static void wrong_password_is_tried_once_and_no_more(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_account_set_password(account, "wrong"), SIPREG_OK);
    event = failure_of(endpoint, account);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_CREDENTIALS);
    assert_int_equal(sipreg_event_will_retry(event), 0);
    assert_null(strstr(sipreg_event_cause(event), "wrong"));
    assert_int_equal(registrar_registers(registrar), 2);
    sipreg_event_unref(event);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void account_of_another_realm_answers_nothing(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_account_set_realm(account, "elsewhere"), SIPREG_OK);
    event = failure_of(endpoint, account);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_CREDENTIALS);
    assert_int_equal(registrar_registers(registrar), 1);
    sipreg_event_unref(event);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

/* A port at which nobody listens. */
static int dead_port(int type)
{
    struct sockaddr_in address = {0};
    socklen_t size = sizeof address;
    const int fd = socket(AF_INET, type, 0);

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static void registrar_that_is_down_is_a_matter_of_transport(void **state)
{
    static const char *const transports[] = {"udp", "tcp"};
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_event_t *event;
    int i;

    (void)state;
    for (i = 0; i < 2; ++i) {
        char peer[64];
        const int port = dead_port(i == 0 ? SOCK_DGRAM : SOCK_STREAM);

        snprintf(peer, sizeof peer, "%s:127.0.0.1:%d", transports[i], port);
        event = failure_of(endpoint, account_at("alice", port, transports[i]));
        assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_TRANSPORT);
        assert_int_equal(sipreg_event_status(event), 0);
        assert_int_equal(sipreg_event_will_retry(event), 1);
        assert_non_null(strstr(sipreg_event_cause(event), peer));
        assert_null(sipreg_event_header_name(event, 0));
        sipreg_event_unref(event);
    }
    end_endpoint(endpoint);
}

static void name_that_does_not_exist_is_a_matter_of_dns(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_event_t *event;
    char nameserver[64];

    (void)state;
    snprintf(nameserver, sizeof nameserver, "127.0.0.1:%d", dead_port(SOCK_DGRAM));
    assert_int_equal(sipreg_endpoint_add_nameserver(endpoint, nameserver), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    event = failure_of(endpoint, account_with("alice", "sip:nowhere.invalid"));
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_DNS);
    assert_int_equal(sipreg_event_will_retry(event), 1);
    assert_non_null(strstr(sipreg_event_cause(event), "nowhere.invalid"));
    sipreg_event_unref(event);
    end_endpoint(endpoint);
}

static void failed_attempts_are_counted_and_repeated(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    int i;

    (void)state;
    assert_int_equal(sipreg_account_set_retry_s(account, 1, 1), SIPREG_OK);
    registrar_set_status(registrar, 500, 0);
    registration = registration_of(endpoint, account);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    for (i = 1; i <= 2; ++i) {
        event = await_event(endpoint, SIPREG_EVENT_FAILED);
        assert_int_equal(sipreg_event_attempt(event), i);
        assert_true(sipreg_event_next_attempt_ms(event) <= 1000);
        sipreg_event_unref(event);
    }
    registrar_set_fault(registrar, "none");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK); /* at once */
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_event_attempt(event), 0);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void registrar_says_when_to_come_again(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_event_t *event;

    (void)state;
    registrar_set_status(registrar, 503, 600);
    event = failure_of(endpoint, account_at("alice", registrar_port(registrar, 0), "udp"));
    assert_true(sipreg_event_next_attempt_ms(event) > 599000);
    assert_string_equal(header_of(event, "Retry-After"), "600");
    sipreg_event_unref(event);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void lost_request_is_repeated(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");

    (void)state;
    registrar_drop_next(registrar, 2);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    assert_true(registrar_received(registrar) >= 4); /* two that were lost, two that were heard */
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void broken_connection_is_opened_again(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_TCP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "tcp");
    int i;

    (void)state;
    for (i = 0; i < 3; ++i) {
        assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
        await(endpoint, SIPREG_EVENT_REGISTERED);
        registrar_run(registrar, 0); /* closes all connections, keeps the port */
        registrar_run(registrar, 1);
        is_readable(-1, 20);
    }
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failures_have_their_class),
        cmocka_unit_test(wrong_password_is_tried_once_and_no_more),
        cmocka_unit_test(account_of_another_realm_answers_nothing),
        cmocka_unit_test(registrar_that_is_down_is_a_matter_of_transport),
        cmocka_unit_test(name_that_does_not_exist_is_a_matter_of_dns),
        cmocka_unit_test(failed_attempts_are_counted_and_repeated),
        cmocka_unit_test(registrar_says_when_to_come_again),
        cmocka_unit_test(lost_request_is_repeated),
        cmocka_unit_test(broken_connection_is_opened_again),
    };
    return cmocka_run_group_tests_name("capi: failing", tests, NULL, NULL);
}
