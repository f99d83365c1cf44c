/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A registrar by hand. */
#include "capi/peer.h"

#include "capi/face.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void peer_open(struct peer *peer)
{
    struct sockaddr_in address = {0};
    socklen_t size = sizeof address;

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    peer->fd = socket(AF_INET, SOCK_DGRAM, 0);
    assert_int_equal(bind(peer->fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(getsockname(peer->fd, (struct sockaddr *)&address, &size), 0);
    peer->port = ntohs(address.sin_port);
}

void peer_close(struct peer *peer) { close(peer->fd); }

const char *peer_request(struct peer *peer)
{
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    ssize_t got;

    assert_true(is_readable(peer->fd, WAIT_MS));
    got = recvfrom(peer->fd, peer->request, sizeof peer->request - 1, 0, (struct sockaddr *)&from, &size);
    assert_true(got > 0);
    peer->request[got] = '\0';
    assert_int_equal(connect(peer->fd, (struct sockaddr *)&from, size), 0);
    return peer->request;
}

/* Appends the header lines of the request that begin so. */
static void copy_lines(char *out, size_t size, const char *request, const char *name)
{
    const char *line;

    for (line = request; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, strlen(name)) == 0)
            snprintf(out + strlen(out), size - strlen(out), "%.*s\r\n", (int)strcspn(line, "\r\n"), line);
    }
}

void peer_answer(struct peer *peer, const char *status, const char *headers)
{
    static const char *const copied[] = {"Via:", "From:", "To:", "Call-ID:", "CSeq:"};
    char answer[8192];
    size_t i;

    snprintf(answer, sizeof answer, "SIP/2.0 %s\r\n", status);
    for (i = 0; i < COUNT(copied); ++i)
        copy_lines(answer, sizeof answer, peer->request, copied[i]);
    if (status[0] == '2')
        copy_lines(answer, sizeof answer, peer->request, "Contact:");
    snprintf(answer + strlen(answer), sizeof answer - strlen(answer), "%sContent-Length: 0\r\n\r\n", headers);
    assert_int_equal(send(peer->fd, answer, strlen(answer), 0), strlen(answer));
}
