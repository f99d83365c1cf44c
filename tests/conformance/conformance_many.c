/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of many registrations, and of the order of what is told. */
#include "conformance.h"

#include <stdio.h>

#define MANY 1000

static sipreg_registration_t *registrations[MANY];
static int64_t first_id;

/* They are numbered one after the other. */
static void make_all(sipreg_endpoint_t *endpoint)
{
    char user[32];
    int i;

    for (i = 0; i < MANY; ++i) {
        snprintf(user, sizeof user, "many%d", i);
        registrations[i] = registration_of(endpoint, account_of(user, NULL, place("SIPREG_OPEN")));
        EXPECT_OK(sipreg_registration_start(registrations[i]));
    }
    first_id = sipreg_registration_id(registrations[0]);
    EXPECT(sipreg_registration_id(registrations[MANY - 1]) == first_id + MANY - 1);
}

static void forget_all(sipreg_endpoint_t *endpoint)
{
    int i;

    for (i = 0; i < MANY; ++i)
        sipreg_registration_unref(registrations[i]);
    end(endpoint);
}

/* Until each has told of it, and none twice. */
static void each_tells_once(sipreg_endpoint_t *endpoint, sipreg_event_type_t type)
{
    char told[MANY] = {0};
    int count = 0;

    while (count < MANY) {
        sipreg_event_t *event = await(endpoint, type);
        const int64_t which = sipreg_event_registration_id(event) - first_id;

        EXPECT(which >= 0 && which < MANY);
        EXPECT(!told[which]);
        told[which] = 1;
        ++count;
        sipreg_event_unref(event);
    }
}

void run_thousand(void)
{
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_event_t *event = NULL;
    int i;

    make_all(endpoint);
    each_tells_once(endpoint, SIPREG_EVENT_REGISTERED);
    for (i = 0; i < MANY; ++i)
        EXPECT_OK(sipreg_registration_stop(registrations[i]));
    each_tells_once(endpoint, SIPREG_EVENT_UNREGISTERED);
    EXPECT_TOLD(sipreg_endpoint_next_event(endpoint, 0, &event), SIPREG_ERR_TIMEOUT);
    forget_all(endpoint);
}

/* More than 2000 messages are shown on the way, most of which give way, so that there is an overflow to tell of. */
void run_slow_reader(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_state_t last[MANY] = {SIPREG_STATE_UNKNOWN};
    sipreg_event_t *event = NULL;
    int64_t dropped = 0, shown = 0;
    int i;

    EXPECT_OK(sipreg_endpoint_set_trace_events(endpoint, 1));
    EXPECT_OK(sipreg_endpoint_start(endpoint));
    make_all(endpoint);
    for (i = 0; i < MANY; ++i)
        await_state(registrations[i], SIPREG_STATE_REGISTERED);
    while (sipreg_endpoint_next_event(endpoint, 200, &event) == SIPREG_OK) {
        const int64_t which = sipreg_event_registration_id(event) - first_id;

        if (sipreg_event_registration(event) != NULL)
            last[which] = sipreg_event_state(event);
        shown += sipreg_event_type(event) == SIPREG_EVENT_TRACE;
        dropped += sipreg_event_dropped(event);
        sipreg_event_unref(event);
    }
    for (i = 0; i < MANY; ++i)
        EXPECT(last[i] == SIPREG_STATE_REGISTERED);
    EXPECT(dropped > 0 && dropped + shown >= 2 * MANY);
    forget_all(endpoint);
}

void run_event_order(void)
{
    static const sipreg_event_type_t order[] = {SIPREG_EVENT_REGISTERED, SIPREG_EVENT_UNREGISTERED,
                                                SIPREG_EVENT_REGISTERED};
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_registration_t *registration = registration_of(endpoint, account_of("order", NULL, place("SIPREG_OPEN")));
    sipreg_event_t *event = NULL;
    size_t seen = 0;

    EXPECT_OK(sipreg_registration_start(registration));
    await_state(registration, SIPREG_STATE_REGISTERED);
    EXPECT_OK(sipreg_registration_stop(registration));
    await_state(registration, SIPREG_STATE_IDLE);
    EXPECT_OK(sipreg_registration_start(registration));
    while (seen < COUNT(order)) {
        EXPECT_OK(sipreg_endpoint_next_event(endpoint, WAIT_MS, &event));
        if (sipreg_event_type(event) != SIPREG_EVENT_PUBLIC_ADDRESS)
            EXPECT(sipreg_event_type(event) == order[seen++]);
        sipreg_event_unref(event);
    }
    sipreg_registration_unref(registration);
    end(endpoint);
}
