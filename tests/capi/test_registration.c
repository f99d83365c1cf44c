/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One account registered, refreshed, asked for and removed, over every way there is to a registrar. */
#include "capi/face.h"

#include <stdio.h>
#include <string.h>

struct way {
    const char *name;
    const char *listener;
    const char *registrar; /* with %d for the port */
    const char *contact;   /* how the Contact begins */
    const char *end;       /* and how it ends */
};

static const struct way ways[] = {
    {"UDP over IPv4", "udp:127.0.0.1:0", "sip:127.0.0.1:%d", "sip:alice@127.0.0.1:", ""},
    {"TCP over IPv4", "tcp:127.0.0.1:0", "sip:127.0.0.1:%d;transport=tcp", "sip:alice@127.0.0.1:", ";transport=tcp"},
    {"UDP over IPv6", "udp:[::1]:0", "sip:[::1]:%d", "sip:alice@[::1]:", ""},
    {"TCP over IPv6", "tcp:[::1]:0", "sip:[::1]:%d;transport=tcp", "sip:alice@[::1]:", ";transport=tcp"},
    {"UDP by name", "udp:127.0.0.1:0", "sip:localhost:%d;transport=udp", "sip:alice@127.0.0.1:", ""},
    {"TCP by name", "tcp:127.0.0.1:0", "sip:localhost:%d;transport=tcp", "sip:alice@127.0.0.1:", ";transport=tcp"},
};

static int ends_with(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

static void shows_the_binding(const sipreg_event_t *event, const struct way *way, registrar_t *registrar)
{
    const char *contact = sipreg_event_contact(event);
    char bindings[1024];

    if (strncmp(contact, way->contact, strlen(way->contact)) != 0 || !ends_with(contact, way->end))
        fail_msg("%s: Contact is \"%s\"", way->name, contact);
    registrar_bindings(registrar, bindings, sizeof bindings);
    assert_int_equal(registrar_binding_count(registrar), 1);
    assert_non_null(strstr(bindings, contact));
}

static void is_registered(const sipreg_event_t *event, const struct way *way, registrar_t *registrar)
{
    assert_int_equal(sipreg_event_status(event), 200);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_REGISTERED);
    assert_int_equal(sipreg_event_operation(event), SIPREG_OPERATION_REGISTER);
    assert_int_equal(sipreg_event_granted_expires_s(event), 2);
    shows_the_binding(event, way, registrar);
}

static void lists_one_binding(sipreg_endpoint_t *endpoint, sipreg_registration_t *registration)
{
    sipreg_event_t *event;

    assert_int_equal(sipreg_registration_query(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_BINDINGS);
    assert_int_equal(sipreg_event_binding_count(event), 1);
    assert_int_equal(sipreg_event_binding_is_own(event, 0), 1);
    assert_string_equal(sipreg_event_binding_uri(event, 0), sipreg_event_contact(event));
    sipreg_event_unref(event);
}

static void one_way(const struct way *way)
{
    registrar_t *registrar = registrar_new(way->listener);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration;
    sipreg_account_t *account;
    sipreg_event_t *event;
    char uri[128];

    print_message("# %s\n", way->name);
    assert_non_null(registrar);
    registrar_set_expiry(registrar, 1, 2);
    snprintf(uri, sizeof uri, way->registrar, registrar_port(registrar, 0));
    account = account_with("alice", uri);
    registration = registration_of(endpoint, account);

    assert_int_equal(sipreg_registration_start(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    is_registered(event, way, registrar);
    sipreg_event_unref(event);
    lists_one_binding(endpoint, registration);

    event = await_event(endpoint, SIPREG_EVENT_REGISTERED); /* the refresh, within two seconds */
    is_registered(event, way, registrar);
    sipreg_event_unref(event);

    assert_int_equal(sipreg_registration_stop(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_UNREGISTERED);
    assert_int_equal(sipreg_event_state(event), SIPREG_STATE_IDLE);
    assert_int_equal(sipreg_event_granted_expires_s(event), 0);
    sipreg_event_unref(event);
    assert_int_equal(registrar_binding_count(registrar), 0);
    assert_int_equal(registrar_challenges(registrar), 1); /* the nonce served all that followed */

    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static void account_is_kept_registered_over_every_way(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(ways); ++i)
        one_way(&ways[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(account_is_kept_registered_over_every_way),
    };
    return cmocka_run_group_tests_name("capi: registration", tests, NULL, NULL);
}
