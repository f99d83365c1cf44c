/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of the bindings at the registrar. */
#include "conformance.h"

#include <string.h>

#define OURS "sip:here@127.0.0.1:6001"
#define THEIRS "sip:there@127.0.0.1:6002"

struct pair {
    sipreg_endpoint_t *endpoint;
    sipreg_registration_t *ours, *theirs;
};

/* Two Contacts of one AOR, made by two registrations; nothing is kept. */
static struct pair make_pair(const char *user)
{
    struct pair pair;

    pair.endpoint = running_endpoint();
    pair.ours = registration_of(pair.endpoint, account_reached_at(user, place("SIPREG_OPEN"), OURS));
    pair.theirs = registration_of(pair.endpoint, account_reached_at(user, place("SIPREG_OPEN"), THEIRS));
    EXPECT_OK(sipreg_registration_register_once(pair.theirs));
    sipreg_event_unref(await_of(pair.endpoint, pair.theirs, SIPREG_EVENT_REGISTERED));
    EXPECT_OK(sipreg_registration_register_once(pair.ours));
    sipreg_event_unref(await_of(pair.endpoint, pair.ours, SIPREG_EVENT_REGISTERED));
    return pair;
}

static void end_pair(struct pair *pair)
{
    sipreg_registration_unref(pair->ours);
    sipreg_registration_unref(pair->theirs);
    end(pair->endpoint);
}

static int has_binding(const sipreg_event_t *event, const char *uri)
{
    int32_t i;

    for (i = 0; i < sipreg_event_binding_count(event); ++i)
        if (strcmp(sipreg_event_binding_uri(event, i), uri) == 0)
            return 1;
    return 0;
}

void run_query_bindings(void)
{
    struct pair pair = make_pair("query");
    sipreg_event_t *event;
    int32_t i, own = 0;

    EXPECT_OK(sipreg_registration_query(pair.ours));
    event = await_of(pair.endpoint, pair.ours, SIPREG_EVENT_BINDINGS);
    EXPECT(sipreg_event_operation(event) == SIPREG_OPERATION_QUERY);
    EXPECT(sipreg_event_binding_count(event) == 2);
    EXPECT(has_binding(event, OURS) && has_binding(event, THEIRS));
    for (i = 0; i < 2; ++i) {
        const int is_ours = strcmp(sipreg_event_binding_uri(event, i), OURS) == 0;

        EXPECT(sipreg_event_binding_is_own(event, i) == is_ours);
        own += sipreg_event_binding_is_own(event, i);
    }
    EXPECT(own == 1);
    sipreg_event_unref(event);
    end_pair(&pair);
}

void run_remove_binding(void)
{
    struct pair pair = make_pair("remove");
    sipreg_event_t *event;

    EXPECT_OK(sipreg_registration_remove_binding(pair.ours, THEIRS));
    event = await_of(pair.endpoint, pair.ours, SIPREG_EVENT_BINDINGS);
    EXPECT(sipreg_event_operation(event) == SIPREG_OPERATION_REMOVE_BINDING);
    EXPECT(has_binding(event, OURS) && !has_binding(event, THEIRS));
    sipreg_event_unref(event);
    end_pair(&pair);
}

void run_remove_all(void)
{
    struct pair pair = make_pair("remove-all");
    int bindings = 0, unregistered = 0;

    EXPECT_OK(sipreg_registration_remove_all(pair.ours));
    while (!bindings || !unregistered) {
        sipreg_event_t *event = NULL;

        EXPECT_OK(sipreg_endpoint_next_event(pair.endpoint, WAIT_MS, &event));
        EXPECT(sipreg_event_type(event) != SIPREG_EVENT_FAILED);
        if (sipreg_event_type(event) == SIPREG_EVENT_BINDINGS) {
            EXPECT(sipreg_event_operation(event) == SIPREG_OPERATION_REMOVE_ALL);
            EXPECT(sipreg_event_binding_count(event) == 0);
            ++bindings;
        }
        unregistered += sipreg_event_type(event) == SIPREG_EVENT_UNREGISTERED &&
                        sipreg_event_registration(event) == pair.ours;
        sipreg_event_unref(event);
    }
    end_pair(&pair);
}

void run_update_account(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration =
        registration_of(endpoint, account_reached_at("update", place("SIPREG_OPEN"), OURS));
    sipreg_account_t *changed = account_reached_at("update", place("SIPREG_OPEN"), THEIRS);
    sipreg_event_t *event;

    EXPECT_OK(sipreg_registration_start(registration));
    pass(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT_OK(sipreg_registration_update(registration, changed));
    sipreg_account_unref(changed);
    pass(endpoint, SIPREG_EVENT_REGISTERED);
    EXPECT_OK(sipreg_registration_query(registration));
    event = await(endpoint, SIPREG_EVENT_BINDINGS);
    EXPECT(sipreg_event_binding_count(event) == 1);
    EXPECT(has_binding(event, THEIRS));
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
}
