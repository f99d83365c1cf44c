/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Requests that reach us, as events: what they tell, who answers them, once, and what they get when nobody does. */
#include "capi/face.h"
#include "capi/gate.h"
#include "capi/peer.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

struct stage {
    struct peer peer;
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *registration;
};
static struct stage stage;

/* Registers at the peer, which is known from then on. */
static void begin(void)
{
    assert_int_equal(sipreg_endpoint_start(stage.endpoint), SIPREG_OK);
    assert_int_equal(sipreg_registration_start(stage.registration), SIPREG_OK);
    peer_request(&stage.peer);
    peer_answer(&stage.peer, "200 OK", "");
}

static int set_stage(void **state)
{
    (void)state;
    peer_open(&stage.peer);
    stage.endpoint = new_endpoint();
    assert_int_equal(sipreg_endpoint_set_offer_requests(stage.endpoint, 1), SIPREG_OK);
    stage.registration = registration_at(stage.endpoint, "alice", stage.peer.port, "udp");
    return 0;
}

static int clear_stage(void **state)
{
    (void)state;
    sipreg_registration_unref(stage.registration);
    end_endpoint(stage.endpoint);
    peer_close(&stage.peer);
    return 0;
}

static void send_request(const char *method, int number)
{
    char text[1024];

    snprintf(text, sizeof text,
             "%s sip:alice@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKin%d\r\n"
             "Max-Forwards: 70\r\nFrom: <sip:bob@example.com>;tag=f%d\r\nTo: <sip:alice@example.com>\r\nCall-ID: in%d\r\n"
             "CSeq: 1 %s\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhi\xff\xc3\xa4",
             method, number, number, number, method);
    assert_int_equal(send(stage.peer.fd, text, strlen(text), 0), strlen(text));
}

/* The next answer begins so. */
static void hear(const char *start)
{
    static char text[8192];
    ssize_t got;

    assert_true(is_readable(stage.peer.fd, WAIT_MS));
    got = recv(stage.peer.fd, text, sizeof text - 1, 0);
    assert_true(got > 0);
    text[got] = '\0';
    if (strncmp(text, start, strlen(start)) != 0)
        fail_msg("wanted \"%s\", got \"%.60s\"", start, text);
}

static sipreg_event_t *offered(const char *method, int number)
{
    send_request(method, number);
    return await_event(stage.endpoint, SIPREG_EVENT_REQUEST);
}

static void event_tells_of_the_request(void **state)
{
    sipreg_event_t *event;
    char source[32];

    (void)state;
    begin();
    event = offered("MESSAGE", 1);
    snprintf(source, sizeof source, "127.0.0.1:%d", stage.peer.port);
    assert_null(sipreg_event_registration(event));
    assert_string_equal(sipreg_event_aor(event), "");
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_UNKNOWN);
    assert_string_equal(sipreg_event_request_method(event), "MESSAGE");
    assert_string_equal(sipreg_event_request_source(event), source);
    assert_int_equal(sipreg_event_request_transport(event), SIPREG_TRANSPORT_UDP);
    assert_string_equal(sipreg_event_request_body(event), "hi\xef\xbf\xbd\xc3\xa4"); /* valid UTF-8 */
    assert_non_null(strstr(sipreg_event_request_text(event), "MESSAGE sip:alice@127.0.0.1 SIP/2.0\r\nVia: "));
    assert_string_equal(header_of(event, "Content-Type"), "text/plain");
    assert_int_equal(sipreg_event_respond(event, 200, NULL, NULL, NULL), SIPREG_OK);
    hear("SIP/2.0 200 OK\r\n");
    sipreg_event_unref(event);
}

static void answer_is_given_once(void **state)
{
    sipreg_event_t *event;

    (void)state;
    begin();
    event = offered("MESSAGE", 1);
    assert_int_equal(sipreg_event_respond(event, 100, "", "", ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_event_respond(event, 200, "", "Via: x", ""), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_event_respond(event, 200, "", "", "body"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_event_respond(event, 486, "Busy", "Retry-After: 5\n", NULL), SIPREG_OK);
    assert_int_equal(sipreg_event_respond(event, 200, NULL, NULL, NULL), SIPREG_ERR_STATE);
    hear("SIP/2.0 486 Busy\r\n");
    sipreg_event_unref(event);
    send_request("MESSAGE", 1); /* again */
    hear("SIP/2.0 486 Busy\r\n");
    assert_int_equal(sipreg_endpoint_next_event(stage.endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
}

static void event_let_go_of_is_answered_by_default(void **state)
{
    (void)state;
    begin();
    sipreg_event_unref(offered("MESSAGE", 1));
    hear("SIP/2.0 405 ");
    sipreg_event_unref(offered("BYE", 2));
    hear("SIP/2.0 481 ");
}

static void options_is_answered_without_asking(void **state)
{
    sipreg_event_t *event;

    (void)state;
    begin();
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    send_request("OPTIONS", 1);
    hear("SIP/2.0 200 ");
    assert_int_equal(sipreg_endpoint_next_event(stage.endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
}

static void cancelled_request_cannot_be_answered(void **state)
{
    sipreg_event_t *event;

    (void)state;
    begin();
    event = offered("INVITE", 1);
    send_request("CANCEL", 1);
    hear("SIP/2.0 200 ");
    hear("SIP/2.0 487 ");
    assert_int_equal(sipreg_event_respond(event, 200, NULL, NULL, NULL), SIPREG_ERR_STATE);
    sipreg_event_unref(event);
}

static void cancelled_before_it_was_read_is_not_told(void **state)
{
    sipreg_event_t *event;

    (void)state;
    begin();
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    send_request("INVITE", 1);
    assert_true(is_readable(sipreg_endpoint_event_fd(stage.endpoint), WAIT_MS));
    send_request("CANCEL", 1);
    hear("SIP/2.0 200 ");
    hear("SIP/2.0 487 ");
    send_request("OPTIONS", 2);
    hear("SIP/2.0 200 ");
    assert_int_equal(sipreg_endpoint_next_event(stage.endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
}

/* Nobody reads: what is kept is bounded, and the newest event of a registration is still there. */
static void flood_is_bounded(void **state)
{
    sipreg_event_t *event;
    int i, told = 0;

    (void)state;
    begin();
    for (i = 0; i < 100; ++i)
        send_request("MESSAGE", i);
    for (i = 0; i < 100 - 64; ++i)
        hear("SIP/2.0 503 ");
    await(stage.endpoint, SIPREG_EVENT_REGISTERED);
    while (sipreg_endpoint_next_event(stage.endpoint, 0, &event) == SIPREG_OK) {
        told += sipreg_event_type(event) == SIPREG_EVENT_REQUEST;
        sipreg_event_unref(event);
    }
    assert_int_equal(told, 64);
    for (i = 0; i < 64; ++i)
        hear("SIP/2.0 405 ");
}

static void *respond(void *event)
{
    sipreg_error_t told = sipreg_event_respond(event, 202, NULL, NULL, NULL);

    sipreg_event_unref(event);
    return told == SIPREG_OK ? event : NULL;
}

static void any_thread_answers(void **state)
{
    pthread_t threads[8];
    void *accepted;
    int i, count = 0;
    sipreg_event_t *event;

    (void)state;
    begin();
    event = offered("MESSAGE", 1);
    for (i = 0; i < 8; ++i)
        assert_int_equal(pthread_create(&threads[i], NULL, respond, (void *)sipreg_event_ref(event)), 0);
    for (i = 0; i < 8; ++i) {
        pthread_join(threads[i], &accepted);
        count += accepted != NULL;
    }
    assert_int_equal(count, 1);
    hear("SIP/2.0 202 ");
    sipreg_event_unref(event);
}

static void answer_within(const sipreg_event_t *event, void *user_data)
{
    if (sipreg_event_type(event) != SIPREG_EVENT_REQUEST)
        return;
    if (strcmp(sipreg_event_request_method(event), "MESSAGE") == 0)
        assert_int_equal(sipreg_event_respond(event, 200, "Read", NULL, NULL), SIPREG_OK);
    gate_add(user_data);
}

static void callback_answers_or_leaves_it(void **state)
{
    struct gate calls = GATE_INIT;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_callback(stage.endpoint, answer_within, &calls), SIPREG_OK);
    begin();
    send_request("MESSAGE", 1);
    hear("SIP/2.0 200 Read\r\n");
    send_request("NOTIFY", 2);
    hear("SIP/2.0 405 ");
    assert_true(gate_wait(&calls, 2));
}

static void end_of_the_endpoint_ends_the_wait(void **state)
{
    sipreg_event_t *event;

    (void)state;
    begin();
    event = offered("MESSAGE", 1);
    sipreg_endpoint_shutdown(stage.endpoint);
    assert_int_equal(sipreg_event_respond(event, 200, NULL, NULL, NULL), SIPREG_ERR_CLOSED);
    sipreg_event_unref(event);
}

static void network_that_changes_leaves_the_way_back(void **state)
{
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_endpoint_set_settle_ms(stage.endpoint, 0), SIPREG_OK);
    begin();
    event = offered("MESSAGE", 1);
    assert_int_equal(sipreg_endpoint_network_changed(stage.endpoint, NULL, NULL), SIPREG_OK);
    await(stage.endpoint, SIPREG_EVENT_DEGRADED); /* from the new socket, which the peer does not hear */
    assert_int_equal(sipreg_event_respond(event, 200, NULL, NULL, NULL), SIPREG_OK);
    hear("SIP/2.0 200 OK\r\n"); /* from the old one */
    sipreg_event_unref(event);
}

static void other_events_have_no_request(void **state)
{
    sipreg_event_t *event;

    (void)state;
    begin();
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_request_method(event), "");
    assert_string_equal(sipreg_event_request_text(event), "");
    assert_int_equal(sipreg_event_request_transport(event), SIPREG_TRANSPORT_UNKNOWN);
    assert_int_equal(sipreg_event_respond(event, 200, NULL, NULL, NULL), SIPREG_ERR_INVALID);
    sipreg_event_unref(event);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(event_tells_of_the_request, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(answer_is_given_once, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(event_let_go_of_is_answered_by_default, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(options_is_answered_without_asking, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(cancelled_request_cannot_be_answered, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(cancelled_before_it_was_read_is_not_told, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(flood_is_bounded, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(any_thread_answers, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(callback_answers_or_leaves_it, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(end_of_the_endpoint_ends_the_wait, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(network_that_changes_leaves_the_way_back, set_stage, clear_stage),
        cmocka_unit_test_setup_teardown(other_events_have_no_request, set_stage, clear_stage),
    };
    return cmocka_run_group_tests_name("capi: inbound", tests, NULL, NULL);
}
