/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an endpoint shows to its trace callback. */
#include "capi/capture.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void keep(int32_t sent, const char *peer, const char *message, void *user_data)
{
    struct capture *capture = user_data;

    pthread_mutex_lock(&capture->mutex);
    if (capture->count < CAPTURED) {
        capture->messages[capture->count].sent = sent;
        snprintf(capture->messages[capture->count].peer, sizeof capture->messages[0].peer, "%s", peer);
        snprintf(capture->messages[capture->count].message, sizeof capture->messages[0].message, "%s", message);
        ++capture->count;
    }
    pthread_mutex_unlock(&capture->mutex);
}

void capture_messages(sipreg_endpoint_t *endpoint, struct capture *capture)
{
    /* Nothing is lost on loopback; a slow peer must not be asked twice, or what is shown could not be counted. */
    assert_int_equal(sipreg_endpoint_set_timers_ms(endpoint, WAIT_MS, WAIT_MS, 10), SIPREG_OK);
    pthread_mutex_init(&capture->mutex, NULL);
    capture->count = 0;
    assert_int_equal(sipreg_endpoint_set_trace_callback(endpoint, keep, capture), SIPREG_OK);
}

static int find(struct capture *capture, int32_t sent, int number)
{
    int i, found = -1;

    pthread_mutex_lock(&capture->mutex);
    for (i = 0; i < capture->count && found < 0; ++i)
        if (capture->messages[i].sent == sent && number-- == 0)
            found = i;
    pthread_mutex_unlock(&capture->mutex);
    return found;
}

int captured(struct capture *capture, int32_t sent)
{
    int count = 0;

    while (find(capture, sent, count) >= 0)
        ++count;
    return count;
}

const char *captured_message(struct capture *capture, int32_t sent, int number)
{
    const int found = find(capture, sent, number);

    assert_true(found >= 0);
    return capture->messages[found].message;
}

const char *captured_peer(struct capture *capture, int32_t sent, int number)
{
    const int found = find(capture, sent, number);

    assert_true(found >= 0);
    return capture->messages[found].peer;
}

const char *header_in(const char *message, const char *name)
{
    static char value[1024];
    const size_t length = strlen(name);
    const char *line;

    value[0] = '\0';
    for (line = message; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            snprintf(value, sizeof value, "%.*s", (int)strcspn(line + length + 2, "\r\n"), line + length + 2);
            break;
        }
    }
    return value;
}
