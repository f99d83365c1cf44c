/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A registrar by hand: the test reads each request and writes each answer. UDP on loopback. */
#ifndef TESTS_CAPI_PEER_H
#define TESTS_CAPI_PEER_H

struct peer {
    int fd;
    int port;
    char request[8192]; /* the last one */
};

void peer_open(struct peer *peer);
void peer_close(struct peer *peer);

/* The next request. The test fails if none comes. */
const char *peer_request(struct peer *peer);
/* Answers it, "401 Unauthorized"; @p headers end each with CRLF. A 2xx keeps the binding. */
void peer_answer(struct peer *peer, const char *status, const char *headers);

#endif
