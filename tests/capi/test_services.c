/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a registrar offers with the binding: told with it, and gone with it. */
#include "capi/face.h"

#include <stdio.h>
#include <string.h>

#define URN "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
#define ROUTE "sip:p1.example.com;lr"

struct stage {
    registrar_t *registrar;
    sipreg_endpoint_t *endpoint;
};
static struct stage stage;

static int set_stage(void **state)
{
    (void)state;
    stage.registrar = registrar_new(LISTEN_UDP);
    registrar_offer(stage.registrar, ROUTE, "apns");
    registrar_add_header(stage.registrar, "P-Associated-URI", "<sip:alice@example.com>, <tel:+1201>");
    stage.endpoint = running_endpoint();
    return 0;
}

static int clear_stage(void **state)
{
    (void)state;
    end_endpoint(stage.endpoint);
    registrar_free(stage.registrar);
    return 0;
}

/* An account that takes all there is. */
static sipreg_account_t *curious_account(void)
{
    sipreg_account_t *account = account_at("alice", registrar_port(stage.registrar, 0), "udp");

    assert_int_equal(sipreg_account_set_instance(account, URN), SIPREG_OK);
    assert_int_equal(sipreg_account_set_supported(account, "gruu, path"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_push(account, "apns", "topic", "token"), SIPREG_OK);
    assert_int_equal(sipreg_account_add_header(account, "Path", "<sip:edge.example.com;lr>"), SIPREG_OK);
    return account;
}

static void assert_all_services(const sipreg_event_t *event)
{
    assert_string_equal(sipreg_event_service_route(event, 0), "<" ROUTE ">");
    assert_null(sipreg_event_service_route(event, 1));
    assert_null(sipreg_event_service_route(event, -1));
    assert_string_equal(sipreg_event_route_set(event), "<" ROUTE ">");
    assert_string_equal(sipreg_event_path(event, 0), "<sip:edge.example.com;lr>");
    assert_null(sipreg_event_path(event, 1));
    assert_string_equal(sipreg_event_associated_uri(event, 0), "sip:alice@example.com");
    assert_string_equal(sipreg_event_associated_uri(event, 1), "tel:+1201");
    assert_null(sipreg_event_associated_uri(event, 2));
    assert_string_equal(sipreg_event_public_gruu(event), "sip:alice@example.com;gr=" URN);
    assert_non_null(strstr(sipreg_event_temporary_gruu(event), "@example.com;gr"));
    assert_string_equal(sipreg_event_push_provider(event), "apns");
    assert_int_equal(sipreg_event_push_refresh_s(event), 120);
    assert_string_equal(sipreg_event_push_purr(event), "purr1");
}

static void assert_no_services(const sipreg_event_t *event)
{
    assert_null(sipreg_event_service_route(event, 0));
    assert_string_equal(sipreg_event_route_set(event), "");
    assert_null(sipreg_event_path(event, 0));
    assert_null(sipreg_event_associated_uri(event, 0));
    assert_string_equal(sipreg_event_public_gruu(event), "");
    assert_string_equal(sipreg_event_temporary_gruu(event), "");
    assert_string_equal(sipreg_event_push_provider(event), "");
    assert_int_equal(sipreg_event_push_refresh_s(event), 0);
    assert_string_equal(sipreg_event_push_purr(event), "");
}

static sipreg_event_t *status_of(sipreg_registration_t *registration)
{
    sipreg_event_t *event = NULL;

    assert_int_equal(sipreg_registration_status(registration, &event), SIPREG_OK);
    return event;
}

static void all_is_told_with_the_binding_and_gone_with_it(void **state)
{
    sipreg_registration_t *registration = registration_of(stage.endpoint, curious_account());
    sipreg_event_t *event;

    (void)state;
    event = status_of(registration);
    assert_no_services(event);
    sipreg_event_unref(event);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_all_services(event);
    sipreg_event_unref(event);
    event = status_of(registration);
    assert_all_services(event);
    sipreg_event_unref(event);

    assert_int_equal(sipreg_registration_stop(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_UNREGISTERED);
    assert_no_services(event);
    sipreg_event_unref(event);
    event = status_of(registration);
    assert_no_services(event);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

static void a_refresh_brings_another_temporary_gruu(void **state)
{
    sipreg_registration_t *registration = registration_of(stage.endpoint, curious_account());
    sipreg_event_t *first, *second;

    (void)state;
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    first = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(sipreg_registration_refresh(registration, 5000), SIPREG_OK);
    second = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_public_gruu(first), sipreg_event_public_gruu(second));
    assert_string_not_equal(sipreg_event_temporary_gruu(first), sipreg_event_temporary_gruu(second));
    sipreg_event_unref(first);
    sipreg_event_unref(second);
    sipreg_registration_unref(registration);
}

static void an_account_that_asks_for_nothing_gets_the_routes_alone(void **state)
{
    sipreg_registration_t *registration =
        registration_at(stage.endpoint, "alice", registrar_port(stage.registrar, 0), "udp");
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_service_route(event, 0), "<" ROUTE ">");
    assert_null(sipreg_event_path(event, 0));
    assert_string_equal(sipreg_event_public_gruu(event), "");
    assert_string_equal(sipreg_event_push_provider(event), "");
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

static void the_route_set_begins_with_a_proxy_of_ours(void **state)
{
    sipreg_account_t *account = curious_account();
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    char proxy[64], wanted[128];

    (void)state;
    snprintf(proxy, sizeof proxy, "sip:127.0.0.1:%d", registrar_port(stage.registrar, 0));
    snprintf(wanted, sizeof wanted, "<%s;lr>, <" ROUTE ">", proxy);
    assert_int_equal(sipreg_account_set_outbound_proxy(account, proxy, SIPREG_PROXY_ROUTE), SIPREG_OK);
    registration = registration_of(stage.endpoint, account);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_route_set(event), wanted);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

static void where_the_push_service_is_not_known_the_binding_is_made_without(void **state)
{
    sipreg_account_t *account = curious_account();
    sipreg_registration_t *registration;
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_account_set_push(account, "webpush", "", "token"), SIPREG_OK);
    registration = registration_of(stage.endpoint, account);
    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(stage.endpoint, SIPREG_EVENT_REGISTERED);
    assert_int_equal(registrar_answers(stage.registrar, 555), 1);
    assert_string_equal(sipreg_event_push_provider(event), "");
    assert_string_equal(sipreg_event_push_purr(event), "");
    assert_null(strstr(sipreg_event_contact(event), "pn-provider"));
    assert_string_equal(sipreg_event_service_route(event, 0), "<" ROUTE ">");
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
}

#define STAGED(test) cmocka_unit_test_setup_teardown(test, set_stage, clear_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(all_is_told_with_the_binding_and_gone_with_it),
        STAGED(a_refresh_brings_another_temporary_gruu),
        STAGED(an_account_that_asks_for_nothing_gets_the_routes_alone),
        STAGED(the_route_set_begins_with_a_proxy_of_ours),
        STAGED(where_the_push_service_is_not_known_the_binding_is_made_without),
    };
    return cmocka_run_group_tests_name("capi: services", tests, NULL, NULL);
}
