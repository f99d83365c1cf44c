/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an application can do to a registration that lives, and to the endpoint below it. */
#include "capi/face.h"

#include <stdio.h>
#include <string.h>

static sipreg_registration_t *registered(sipreg_endpoint_t *endpoint, registrar_t *registrar)
{
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), "udp");

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    return registration;
}

static sipreg_state_t state_of(sipreg_registration_t *registration)
{
    sipreg_event_t *event;
    sipreg_state_t state;

    assert_int_equal(sipreg_registration_status(registration, &event), SIPREG_OK);
    state = sipreg_event_state(event);
    sipreg_event_unref(event);
    return state;
}

static void a_refresh_on_demand_is_one_request(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registered(endpoint, registrar);
    const int requests = registrar_registers(registrar);

    (void)state;
    assert_int_equal(sipreg_registration_refresh(registration, 5000), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(registrar_registers(registrar), requests + 1);
    assert_int_equal(sipreg_registration_refresh(registration, 99), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_refresh(registration, 600001), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_refresh(NULL, 5000), SIPREG_ERR_INVALID);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void a_sleeping_endpoint_sends_nothing(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registered(endpoint, registrar);
    const int requests = registrar_registers(registrar);
    sipreg_event_t *event = NULL;

    (void)state;
    assert_int_equal(sipreg_endpoint_suspend(endpoint), SIPREG_OK);
    assert_int_equal(sipreg_registration_query(registration), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_next_event(endpoint, 300, &event), SIPREG_ERR_TIMEOUT);
    assert_int_equal(registrar_registers(registrar), requests);
    assert_int_equal(state_of(registration), SIPREG_STATE_REGISTERED);
    assert_int_equal(sipreg_endpoint_resume(endpoint), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_endpoint_resume(endpoint), SIPREG_OK); /* once more is nothing */
    assert_int_equal(sipreg_endpoint_suspend(NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_resume(NULL), SIPREG_ERR_INVALID);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

/* An endpoint at 127.0.0.1 that waits a moment only for a network to settle. */
static sipreg_endpoint_t *settling_endpoint(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    assert_int_equal(sipreg_endpoint_set_health_ms(endpoint, 1, 1, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_health_ms(endpoint, 3600000, 3600000, 3600000), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_health_ms(endpoint, 0, 10, 10), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_health_ms(endpoint, 11, 10, 10), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_health_ms(endpoint, 1, 3600001, 10), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_health_ms(endpoint, 1, 10, 0), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_keepalive_ms(endpoint, 0, 0, 100), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_keepalive_ms(endpoint, 1000, 3600000, 600000), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_keepalive_ms(endpoint, 999, 1000, 100), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_keepalive_ms(endpoint, 1000, 3600001, 100), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_keepalive_ms(endpoint, 1000, 1000, 99), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_keepalive_ms(NULL, 1000, 1000, 100), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_stun_keepalive(endpoint, 1), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_stun_keepalive(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_idle_ms(endpoint, 100), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_idle_ms(endpoint, 99), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_idle_ms(endpoint, 3600001), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_idle_ms(NULL, 100), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_udp_limit(endpoint, 0), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_udp_limit(endpoint, -1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_udp_limit(endpoint, 65508), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_settle_ms(endpoint, 50), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_add_bind_address(endpoint, "127.0.0.1"), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    return endpoint;
}

static void moves(const char *transport, const char *listen)
{
    registrar_t *registrar = registrar_new(listen);
    sipreg_endpoint_t *endpoint = settling_endpoint();
    sipreg_registration_t *registration = registration_at(endpoint, "alice", registrar_port(registrar, 0), transport);
    sipreg_event_t *event;
    int requests;

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED);
    requests = registrar_registers(registrar);
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, "127.0.0.2", NULL), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, NULL, ""), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, "127.0.0.3", "127.0.0.1:53, 127.0.0.2"), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_non_null(strstr(sipreg_event_contact(event), "@127.0.0.3:"));
    assert_int_equal(sipreg_event_binding_count(event), 1); /* the old one went with the same request */
    sipreg_event_unref(event);
    assert_int_equal(registrar_registers(registrar), requests + 1);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void a_registration_moves_with_the_network_in_one_request(void **state)
{
    (void)state;
    moves("udp", LISTEN_UDP);
    moves("tcp", LISTEN_TCP);
}

static void an_attempt_under_way_begins_anew_on_another_network(void **state)
{
    registrar_t *registrar = registrar_new("udp:127.0.0.1:0");
    sipreg_endpoint_t *endpoint = settling_endpoint();
    sipreg_registration_t *registration;
    const int port = registrar_port(registrar, 0);

    (void)state;
    registrar_free(registrar); /* nobody answers there for now, and its port is refused */
    registration = registration_at(endpoint, "alice", port, "udp");
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_FAILED);
    {
        char listen[64];
        snprintf(listen, sizeof listen, "udp:127.0.0.1:%d", port);
        registrar = registrar_new(listen);
    }
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, NULL, NULL), SIPREG_OK);
    await(endpoint, SIPREG_EVENT_REGISTERED); /* long before the retry */
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void addresses_that_are_none_are_refused(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    (void)state;
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, "127.0.0.1", NULL), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_endpoint_suspend(endpoint), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_endpoint_start(endpoint), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, "localhost", NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, "127.0.0.1,", NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_network_changed(endpoint, NULL, "dns.example"), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_network_changed(NULL, NULL, NULL), SIPREG_ERR_INVALID);
    end_endpoint(endpoint);
}

static void a_changed_account_is_shown_to_the_registrar(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registered(endpoint, registrar);
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_account_t *other = account_at("bob", registrar_port(registrar, 0), "udp");
    sipreg_account_t *empty = NULL;
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_account_set_expires_s(account, 600), SIPREG_OK);
    assert_int_equal(sipreg_registration_update(registration, account), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_event_granted_expires_s(event), 600);
    sipreg_event_unref(event);
    assert_int_equal(sipreg_account_new(&empty), SIPREG_OK);
    assert_int_equal(sipreg_registration_update(registration, other), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_update(registration, empty), SIPREG_ERR_STATE);
    assert_int_equal(sipreg_registration_update(registration, NULL), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_registration_update(NULL, account), SIPREG_ERR_INVALID);
    sipreg_account_unref(account);
    sipreg_account_unref(other);
    sipreg_account_unref(empty);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void limits_of_an_endpoint_are_checked(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();

    (void)state;
    assert_int_equal(sipreg_endpoint_set_rate(endpoint, 100, 0), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_rate(endpoint, -1, 0), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_rate(endpoint, 0, 100001), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_explained_attempts(endpoint, 0), SIPREG_OK);
    assert_int_equal(sipreg_endpoint_set_explained_attempts(endpoint, 101), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_endpoint_set_settle_ms(endpoint, 60001), SIPREG_ERR_INVALID);
    sipreg_endpoint_unref(endpoint);
}

int main(void)
{
    const struct CMUnitTest control[] = {
        cmocka_unit_test(a_refresh_on_demand_is_one_request),
        cmocka_unit_test(a_sleeping_endpoint_sends_nothing),
        cmocka_unit_test(a_registration_moves_with_the_network_in_one_request),
        cmocka_unit_test(an_attempt_under_way_begins_anew_on_another_network),
        cmocka_unit_test(addresses_that_are_none_are_refused),
        cmocka_unit_test(a_changed_account_is_shown_to_the_registrar),
        cmocka_unit_test(limits_of_an_endpoint_are_checked),
    };

    return cmocka_run_group_tests(control, NULL, NULL);
}
