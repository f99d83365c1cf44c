/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A library from the future: in front of libsipreg, it gives numbers that no binding knows yet. */
#include <sipreg/sipreg.h>

#define FUTURE_TYPE 999
#define FUTURE_STATE 998
#define FUTURE_FAILURE 997

sipreg_event_type_t sipreg_event_type(const sipreg_event_t *event)
{
    (void)event;
    return (sipreg_event_type_t)FUTURE_TYPE;
}

sipreg_state_t sipreg_event_state(const sipreg_event_t *event)
{
    (void)event;
    return (sipreg_state_t)FUTURE_STATE;
}

sipreg_failure_t sipreg_event_failure(const sipreg_event_t *event)
{
    (void)event;
    return (sipreg_failure_t)FUTURE_FAILURE;
}

/* Keeps libsipreg in what the linker finds needed. */
const char *sipreg_future_version(void);
const char *sipreg_future_version(void) { return sipreg_version(); }
