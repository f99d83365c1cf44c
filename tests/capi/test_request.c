/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What of an account is seen in the REGISTER, and where that goes. */
#include "capi/capture.h"

#include <stdio.h>
#include <string.h>

struct stage {
    registrar_t *registrar;
    sipreg_endpoint_t *endpoint;
    sipreg_account_t *account;
    struct capture capture;
    int port;
};
static struct stage stage;

static int set_stage(void **state)
{
    (void)state;
    stage.registrar = registrar_new(LISTEN_UDP " " LISTEN_TCP);
    stage.endpoint = new_endpoint();
    stage.port = registrar_port(stage.registrar, 0);
    stage.account = account_at("alice", stage.port, "udp");
    capture_messages(stage.endpoint, &stage.capture);
    return 0;
}

static int clear_stage(void **state)
{
    (void)state;
    end_endpoint(stage.endpoint);
    registrar_free(stage.registrar);
    return 0;
}

/* Registers; the last message sent is the one that was accepted. */
static const char *accepted_register(void)
{
    sipreg_registration_t *registration = registration_of(stage.endpoint, stage.account);

    (void)sipreg_endpoint_start(stage.endpoint);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    sipreg_registration_unref(registration);
    return captured_message(&stage.capture, 1, captured(&stage.capture, 1) - 1);
}

static void header_is(const char *message, const char *name, const char *wanted)
{
    if (strcmp(header_in(message, name), wanted) != 0)
        fail_msg("%s is \"%s\" instead of \"%s\"", name, header_in(message, name), wanted);
}

static void plain_account_sends_no_more_than_needed(void **state)
{
    const char *message = accepted_register();
    char wanted[128];

    (void)state;
    snprintf(wanted, sizeof wanted, "REGISTER sip:127.0.0.1:%d;transport=udp SIP/2.0\r\n", stage.port);
    assert_int_equal(strncmp(message, wanted, strlen(wanted)), 0);
    header_is(message, "To", "<sip:alice@example.com>");
    header_is(message, "CSeq", "2 REGISTER");
    header_is(message, "Expires", "3600");
    header_is(message, "User-Agent", "libsipreg/" SIPREG_VERSION_STRING);
    header_is(message, "Route", "");
    header_is(message, "Allow", "");
    header_is(message, "Supported", "");
}

static void account_is_seen_in_the_request(void **state)
{
    const char *message;

    (void)state;
    assert_int_equal(sipreg_account_set_display_name(stage.account, "Alice \"A\""), SIPREG_OK);
    assert_int_equal(sipreg_account_set_expires_s(stage.account, 123), SIPREG_OK);
    assert_int_equal(sipreg_account_set_allow(stage.account, "INVITE, ACK"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_supported(stage.account, "path, gruu"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_user_agent(stage.account, "phone/2"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_header(stage.account, "X-Site", "north"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_header(stage.account, "X-Desk", "12"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_contact(stage.account, "sip:alice@192.0.2.9:5062"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_contact_param(stage.account, "q", "0.5"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_contact_param(stage.account, "+sip.audio", ""), SIPREG_OK);
    message = accepted_register();
    header_is(message, "To", "\"Alice \\\"A\\\"\" <sip:alice@example.com>");
    header_is(message, "Allow", "INVITE, ACK");
    header_is(message, "Supported", "path, gruu");
    header_is(message, "User-Agent", "phone/2");
    header_is(message, "X-Site", "north");
    header_is(message, "X-Desk", "12");
    assert_non_null(strstr(header_in(message, "Contact"), "<sip:alice@192.0.2.9:5062>"));
    assert_non_null(strstr(header_in(message, "Contact"), ";q=0.5"));
    assert_non_null(strstr(header_in(message, "Contact"), ";+sip.audio"));
    assert_non_null(strstr(message, "123"));
}

static void user_agent_of_the_endpoint_may_be_another_or_none(void **state)
{
    (void)state;
    assert_int_equal(sipreg_endpoint_set_user_agent(stage.endpoint, ""), SIPREG_OK);
    header_is(accepted_register(), "User-Agent", "");
}

static void call_id_and_cseq_go_on_from_an_earlier_run(void **state)
{
    (void)state;
    assert_int_equal(sipreg_account_set_call_id(stage.account, "earlier@run", 100), SIPREG_OK);
    accepted_register();
    header_is(captured_message(&stage.capture, 1, 0), "Call-ID", "earlier@run");
    header_is(captured_message(&stage.capture, 1, 0), "CSeq", "101 REGISTER");
    header_is(captured_message(&stage.capture, 1, 1), "Call-ID", "earlier@run");
    header_is(captured_message(&stage.capture, 1, 1), "CSeq", "102 REGISTER");
}

static void goes_to_the_proxy(sipreg_proxy_mode_t mode, const char *transport, int which, const char *route)
{
    const int port = registrar_port(stage.registrar, which);
    char proxy[64], peer[64], wanted[64];
    const char *message;

    snprintf(proxy, sizeof proxy, "sip:127.0.0.1:%d;transport=%s", port, transport);
    snprintf(peer, sizeof peer, "%s:127.0.0.1:%d", transport, port);
    snprintf(wanted, sizeof wanted, route, proxy);
    assert_int_equal(sipreg_account_set_registrar(stage.account, "sip:nowhere.invalid"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_outbound_proxy(stage.account, proxy, mode), SIPREG_OK);
    message = accepted_register();
    assert_int_equal(strncmp(message, "REGISTER sip:nowhere.invalid SIP/2.0\r\n", 38), 0);
    header_is(message, "Route", wanted);
    assert_string_equal(captured_peer(&stage.capture, 1, 0), peer);
}

static void pinned_proxy_leaves_no_trace(void **state)
{
    (void)state;
    goes_to_the_proxy(SIPREG_PROXY_PINNED, "udp", 0, "");
}

static void proxy_with_route_is_named_in_it(void **state)
{
    (void)state;
    goes_to_the_proxy(SIPREG_PROXY_ROUTE, "tcp", 1, "<%s;lr>");
}

static void proxy_can_be_taken_back(void **state)
{
    static const sipreg_proxy_mode_t route = SIPREG_PROXY_ROUTE;

    (void)state;
    assert_int_equal(sipreg_account_set_outbound_proxy(stage.account, "sip:192.0.2.1", route), SIPREG_OK);
    assert_int_equal(sipreg_account_set_outbound_proxy(stage.account, "", route), SIPREG_OK);
    header_is(accepted_register(), "Route", "");
}

static void digest_user_is_another_than_that_of_the_aor(void **state)
{
    (void)state;
    assert_int_equal(sipreg_account_set_aor(stage.account, "sip:reception@example.com"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_auth_username(stage.account, "alice"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_realm(stage.account, REGISTRAR_REALM), SIPREG_OK);
    assert_non_null(strstr(header_in(accepted_register(), "Authorization"), "username=\"alice\""));
}

/* MD5 of "alice:" REGISTRAR_REALM ":" REGISTRAR_PASSWORD. */
static const char ha1[] = "fe6dda1aed4c01c6de7018d14391d041";

static void ha1_does_in_place_of_the_password(void **state)
{
    char uri[64];
    const char *message;

    (void)state;
    sipreg_account_unref(stage.account);
    snprintf(uri, sizeof uri, "sip:127.0.0.1:%d", stage.port);
    assert_int_equal(sipreg_account_new(&stage.account), SIPREG_OK);
    assert_int_equal(sipreg_account_set_aor(stage.account, "sip:alice@example.com"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_registrar(stage.account, uri), SIPREG_OK);
    assert_int_equal(sipreg_account_set_realm(stage.account, REGISTRAR_REALM), SIPREG_OK);
    assert_int_equal(sipreg_account_set_ha1(stage.account, SIPREG_ALGORITHM_MD5, ha1), SIPREG_OK);
    message = accepted_register(); /* of the two challenges, the one it can answer */
    assert_non_null(strstr(header_in(message, "Authorization"), "algorithm=MD5"));
}

static void strongest_algorithm_is_answered(void **state)
{
    static const char *const offers[] = {"MD5 SHA-256", "SHA-256 MD5", "SHA-512-256 SHA-256 MD5", "MD5"};
    static const char *const choices[] = {"algorithm=SHA-256", "algorithm=SHA-256", "algorithm=SHA-512-256",
                                          "algorithm=MD5"};
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(offers); ++i) {
        registrar_set_algorithms(stage.registrar, offers[i]);
        stage.account = i == 0 ? stage.account : account_at("alice", stage.port, "udp");
        if (strstr(header_in(accepted_register(), "Authorization"), choices[i]) == NULL)
            fail_msg("of %s: not %s", offers[i], choices[i]);
    }
}

static void challenge_without_qop_is_answered_only_if_allowed(void **state)
{
    sipreg_registration_t *registration;
    sipreg_event_t *event;

    (void)state;
    registrar_set_qop(stage.registrar, "none");
    accepted_register();
    stage.account = account_at("alice", stage.port, "udp");
    assert_int_equal(sipreg_account_set_allow_no_qop(stage.account, 0), SIPREG_OK);
    registration = registration_of(stage.endpoint, stage.account);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_status(event), 401);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

static void algorithm_weaker_than_allowed_is_not_answered(void **state)
{
    sipreg_registration_t *registration;
    sipreg_event_t *event;

    (void)state;
    registrar_set_algorithms(stage.registrar, "MD5 SHA-256");
    assert_int_equal(sipreg_account_set_least_algorithm(stage.account, SIPREG_ALGORITHM_UNKNOWN), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_least_algorithm(stage.account, SIPREG_ALGORITHM_SHA_256), SIPREG_OK);
    assert_non_null(strstr(header_in(accepted_register(), "Authorization"), "algorithm=SHA-256"));

    registrar_set_algorithms(stage.registrar, "MD5");
    stage.account = account_at("alice", stage.port, "udp");
    assert_int_equal(sipreg_account_set_least_algorithm(stage.account, SIPREG_ALGORITHM_SHA_256), SIPREG_OK);
    registration = registration_of(stage.endpoint, stage.account);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_FATAL);
    assert_int_equal(sipreg_event_status(event), 401);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

static void requests_leave_from_the_address_bound(void **state)
{
    const char *message;

    (void)state;
    assert_int_equal(sipreg_endpoint_add_bind_address(stage.endpoint, "127.0.0.9"), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_add_bind_address(stage.endpoint, "127.0.0.8"), SIPREG_OK); /* of no account */
    message = accepted_register();
    assert_int_equal(strncmp(header_in(message, "Via"), "SIP/2.0/UDP 127.0.0.9:", 22), 0);
    assert_int_equal(strncmp(header_in(message, "Contact"), "<sip:alice@127.0.0.9:", 21), 0);
}

static void transport_that_is_switched_off_is_not_used(void **state)
{
    sipreg_registration_t *registration = registration_of(stage.endpoint, stage.account);
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_transports(stage.endpoint, SIPREG_TRANSPORT_TCP), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_FAILED);
    assert_int_equal(captured(&stage.capture, 1), 0);
    assert_int_equal(sipreg_event_failure(event), SIPREG_FAILURE_TRANSPORT);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(plain_account_sends_no_more_than_needed),
        STAGED(account_is_seen_in_the_request),
        STAGED(user_agent_of_the_endpoint_may_be_another_or_none),
        STAGED(call_id_and_cseq_go_on_from_an_earlier_run),
        STAGED(pinned_proxy_leaves_no_trace),
        STAGED(proxy_with_route_is_named_in_it),
        STAGED(proxy_can_be_taken_back),
        STAGED(digest_user_is_another_than_that_of_the_aor),
        STAGED(ha1_does_in_place_of_the_password),
        STAGED(strongest_algorithm_is_answered),
        STAGED(challenge_without_qop_is_answered_only_if_allowed),
        STAGED(algorithm_weaker_than_allowed_is_not_answered),
        STAGED(requests_leave_from_the_address_bound),
        STAGED(transport_that_is_switched_off_is_not_used),
    };
    return cmocka_run_group_tests_name("capi: request", tests, NULL, NULL);
}
