/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of the C face share: CMocka, short ways to an endpoint, an account and its events. */
#ifndef TESTS_CAPI_FACE_H
#define TESTS_CAPI_FACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sipreg/sipreg.h>

#include "support/registrar.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Longer than anything here takes, also under a checker of memory or threads. */
#define WAIT_MS 20000

#define LISTEN_UDP "udp:127.0.0.1:0"
#define LISTEN_TCP "tcp:127.0.0.1:0"

/* An endpoint that repeats a lost request soon, not started. */
sipreg_endpoint_t *new_endpoint(void);
/* The same, started; events go to its queue. */
sipreg_endpoint_t *running_endpoint(void);
/* Ends it, waits for its thread, lets go of it. */
void end_endpoint(sipreg_endpoint_t *endpoint);

/* sip:USER@example.com at the registrar "sip:127.0.0.1:PORT;transport=TRANSPORT", with the password. */
sipreg_account_t *account_at(const char *user, int port, const char *transport);
/* The same at a registrar's URI. */
sipreg_account_t *account_with(const char *user, const char *registrar);
/* A registration of such an account, which it lets go of. */
sipreg_registration_t *registration_at(sipreg_endpoint_t *endpoint, const char *user, int port,
                                       const char *transport);
sipreg_registration_t *registration_of(sipreg_endpoint_t *endpoint, sipreg_account_t *account);

/* The next event of the type; those before it are passed over. The test fails if it does not come. */
sipreg_event_t *await_event(sipreg_endpoint_t *endpoint, sipreg_event_type_t type);
/* The same, let go of. */
void await(sipreg_endpoint_t *endpoint, sipreg_event_type_t type);

/* "" if the answer has no such header. */
const char *header_of(const sipreg_event_t *event, const char *name);

int64_t now_ms(void);

/* Whether the descriptor becomes readable within the time. */
int is_readable(int fd, int timeout_ms);

#endif
