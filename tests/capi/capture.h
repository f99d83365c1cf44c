/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an endpoint shows to its trace callback, kept for looking at. */
#ifndef TESTS_CAPI_CAPTURE_H
#define TESTS_CAPI_CAPTURE_H

#include "capi/face.h"

#include <pthread.h>

#define CAPTURED 32

struct capture {
    pthread_mutex_t mutex;
    int count;
    struct {
        int32_t sent;
        char peer[64];
        char message[4096];
    } messages[CAPTURED];
};

/* To be set before the start; it must outlive the endpoint's work. */
void capture_messages(sipreg_endpoint_t *endpoint, struct capture *capture);

/* Number of messages that went that way. */
int captured(struct capture *capture, int32_t sent);

/* Of the messages that went that way the one of the number, from 0. The test fails if there is none. */
const char *captured_message(struct capture *capture, int32_t sent, int number);
const char *captured_peer(struct capture *capture, int32_t sent, int number);

/* Value of the first header of the name, up to its line end; "" if there is none. Good until the next call. */
const char *header_in(const char *message, const char *name);

#endif
