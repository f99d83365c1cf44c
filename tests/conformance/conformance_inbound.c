/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scenarios of requests that reach us, from a socket that plays the registrar. */
#include "conformance.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static int server = -1;
static char address[32]; /* of it */
static char got[8192];   /* last message that it received */
static struct sockaddr_in client;

static void open_server(void)
{
    struct sockaddr_in here;
    socklen_t size = sizeof here;

    memset(&here, 0, sizeof here);
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server = socket(AF_INET, SOCK_DGRAM, 0);
    EXPECT(server >= 0 && bind(server, (struct sockaddr *)&here, sizeof here) == 0);
    EXPECT(getsockname(server, (struct sockaddr *)&here, &size) == 0);
    snprintf(address, sizeof address, "127.0.0.1:%d", ntohs(here.sin_port));
}

/* The next message that begins so; pings and repetitions are passed over. */
static void hear(const char *begin)
{
    const int64_t deadline = now_ms() + WAIT_MS;

    do {
        struct pollfd readable = {0, POLLIN, 0};
        socklen_t size = sizeof client;
        ssize_t length;

        readable.fd = server;
        EXPECT(now_ms() < deadline && poll(&readable, 1, WAIT_MS) == 1);
        length = recvfrom(server, got, sizeof got - 1, 0, (struct sockaddr *)&client, &size);
        EXPECT(length >= 0);
        got[length] = '\0';
    } while (strncmp(got, begin, strlen(begin)) != 0);
}

static void say(const char *text)
{
    EXPECT(sendto(server, text, strlen(text), 0, (struct sockaddr *)&client, sizeof client) == (ssize_t)strlen(text));
}

/* The header line of what was received, with its name. */
static const char *line_of(const char *name, char *buffer, size_t size)
{
    const char *line = got;

    while ((line = strstr(line, "\r\n")) != NULL) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':') {
            snprintf(buffer, size, "%.*s", (int)strcspn(line, "\r"), line);
            return buffer;
        }
    }
    expect(0, name, "the message has no such header", 0);
    return NULL;
}

/* Lets in whoever comes. */
static void accept_register(void)
{
    char via[512], from[512], to[512], call_id[512], cseq[512], contact[512], answer[4096];

    hear("REGISTER ");
    snprintf(answer, sizeof answer,
             "SIP/2.0 200 OK\r\n%s\r\n%s\r\n%s;tag=1\r\n%s\r\n%s\r\n%s;expires=60\r\nContent-Length: 0\r\n\r\n",
             line_of("Via", via, sizeof via), line_of("From", from, sizeof from), line_of("To", to, sizeof to),
             line_of("Call-ID", call_id, sizeof call_id), line_of("CSeq", cseq, sizeof cseq),
             line_of("Contact", contact, sizeof contact));
    say(answer);
}

static void ask(const char *method, const char *uri, const char *body)
{
    char request[2048];

    snprintf(request, sizeof request,
             "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=z9hG4bK-%s\r\nMax-Forwards: 70\r\n"
             "From: <sip:carol@example.com>;tag=7\r\nTo: <sip:alice@example.com>\r\nCall-ID: %s@example.com\r\n"
             "CSeq: 1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s",
             method, uri, address, method, method, method, (int)strlen(body), body);
    say(request);
}

/* Registered at the socket; with its Contact. */
static sipreg_registration_t *register_there(sipreg_endpoint_t *endpoint, char *contact, size_t size)
{
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    char registrar[64];

    EXPECT_OK(sipreg_endpoint_start(endpoint));
    snprintf(registrar, sizeof registrar, "sip:%s;transport=udp", address);
    registration = registration_of(endpoint, account_of("alice", NULL, registrar));
    EXPECT_OK(sipreg_registration_start(registration));
    accept_register();
    event = await(endpoint, SIPREG_EVENT_REGISTERED);
    snprintf(contact, size, "%s", sipreg_event_contact(event));
    sipreg_event_unref(event);
    return registration;
}

void run_inbound_options(void)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *event = NULL;
    char contact[256];

    open_server();
    EXPECT_OK(sipreg_endpoint_set_offer_requests(endpoint, 1));
    registration = register_there(endpoint, contact, sizeof contact);
    ask("OPTIONS", contact, "");
    hear("SIP/2.0 200 ");
    while (sipreg_endpoint_next_event(endpoint, 50, &event) == SIPREG_OK) {
        EXPECT(sipreg_event_type(event) != SIPREG_EVENT_REQUEST);
        sipreg_event_unref(event);
    }
    sipreg_registration_unref(registration);
    end(endpoint);
    close(server);
}

void run_inbound_message(void)
{
    static const char body[] = "Gr\xc3\xbc\xc3\x9f" "e \xf0\x9f\x98\x80";
    sipreg_endpoint_t *endpoint = new_endpoint();
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    char contact[256];

    open_server();
    EXPECT_OK(sipreg_endpoint_set_offer_requests(endpoint, 1));
    registration = register_there(endpoint, contact, sizeof contact);
    ask("MESSAGE", contact, body);
    event = await(endpoint, SIPREG_EVENT_REQUEST);
    EXPECT_TEXT(sipreg_event_request_method(event), "MESSAGE");
    EXPECT_TEXT(sipreg_event_request_source(event), address);
    EXPECT_TEXT(sipreg_event_request_body(event), body);
    EXPECT_OK(sipreg_event_respond(event, 202, NULL, NULL, NULL));
    hear("SIP/2.0 202 ");
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end(endpoint);
    close(server);
}
