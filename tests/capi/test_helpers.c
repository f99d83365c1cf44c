/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Digest, challenge and Contact by themselves. */
#include "capi/face.h"

#include <string.h>

struct digest {
    const char *name, *algorithm, *user, *realm, *password, *method, *uri, *nonce;
    int64_t nc;
    const char *cnonce, *qop;
    const char *response; /* NULL: refused */
};

#define RFC2617 \
    "Mufasa", "testrealm@host.com", "Circle Of Life", "GET", "/dir/index.html", "dcd98b7102dd2f0e8b11d0f600bfb0c093"
#define RFC7616 \
    "Mufasa", "http-auth@example.org", "Circle of Life", "GET", "/dir/index.html", \
        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
#define RFC7616_CNONCE "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"

static const struct digest digests[] = {
    {"RFC 2617 section 3.5", "MD5", RFC2617, 1, "0a4f113b", "auth", "6629fae49393a05397450978507c4ef1"},
    {"RFC 2069 as corrected", "MD5", "Mufasa", "testrealm@host.com", "CircleOfLife", "GET", "/dir/index.html",
     "dcd98b7102dd2f0e8b11d0f600bfb0c093", 0, NULL, "", "1949323746fe6a43ef61f9606e7febea"},
    {"RFC 7616 section 3.9.1, MD5", "MD5", RFC7616, 1, RFC7616_CNONCE, "auth", "8ca523f5e9506fed4657c9700eebdbec"},
    {"RFC 7616 section 3.9.1, SHA-256", "SHA-256", RFC7616, 1, RFC7616_CNONCE, "auth",
     "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    {"algorithm in small letters", "sha-256", RFC7616, 1, RFC7616_CNONCE, "AUTH",
     "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
    {"unknown algorithm", "SHA-1", RFC7616, 1, RFC7616_CNONCE, "auth", NULL},
    {"no algorithm", "", RFC7616, 1, RFC7616_CNONCE, "auth", NULL},
    {"unknown qop", "MD5", RFC7616, 1, RFC7616_CNONCE, "auth-conf", NULL},
    {"list of qops", "MD5", RFC7616, 1, RFC7616_CNONCE, "auth,auth-int", NULL},
    {"negative nonce count", "MD5", RFC7616, -1, RFC7616_CNONCE, "auth", NULL},
    {"nonce count of more than eight digits", "MD5", RFC7616, INT64_C(0x100000000), RFC7616_CNONCE, "auth", NULL},
    {"qop without client nonce", "MD5", RFC7616, 1, NULL, "auth", NULL},
    {"no user", "MD5", NULL, "r", "p", "m", "u", "n", 1, "c", "auth", NULL},
    {"no realm", "MD5", "u", NULL, "p", "m", "u", "n", 1, "c", "auth", NULL},
    {"no password", "MD5", "u", "r", NULL, "m", "u", "n", 1, "c", "auth", NULL},
    {"no method", "MD5", "u", "r", "p", NULL, "u", "n", 1, "c", "auth", NULL},
    {"no URI", "MD5", "u", "r", "p", "m", NULL, "n", 1, "c", "auth", NULL},
    {"no nonce", "MD5", "u", "r", "p", "m", "u", NULL, 1, "c", "auth", NULL},
    {"NULL as qop", "MD5", "u", "r", "p", "m", "u", "n", 1, "c", NULL, NULL},
    {"NULL as algorithm", NULL, "u", "r", "p", "m", "u", "n", 1, "c", "auth", NULL},
};

static sipreg_error_t compute(const struct digest *row, char *buffer, size_t size)
{
    return sipreg_digest_compute(buffer, size, row->algorithm, row->user, row->realm, row->password, row->method,
                                 row->uri, row->nonce, row->nc, row->cnonce, row->qop);
}

static void digest_is_computed_or_refused(void **state)
{
    char buffer[65];
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(digests); ++i) {
        const struct digest *row = &digests[i];
        const sipreg_error_t wanted = row->response != NULL ? SIPREG_OK : SIPREG_ERR_INVALID;

        strcpy(buffer, "untouched");
        if (compute(row, buffer, sizeof buffer) != wanted ||
            strcmp(buffer, row->response != NULL ? row->response : "untouched") != 0)
            fail_msg("%s: \"%s\"", row->name, buffer);
    }
}

static void digest_does_not_write_past_the_buffer(void **state)
{
    char buffer[65];

    (void)state;
    memset(buffer, '.', sizeof buffer);
    assert_int_equal(compute(&digests[0], buffer, 32), SIPREG_ERR_INVALID);
    assert_int_equal(compute(&digests[0], buffer, 0), SIPREG_ERR_INVALID);
    assert_int_equal(buffer[0], '.');
    assert_int_equal(compute(&digests[0], buffer, 33), SIPREG_OK);
    assert_int_equal(strlen(buffer), 32);
    assert_int_equal(buffer[33], '.');
    assert_int_equal(compute(&digests[0], NULL, 33), SIPREG_ERR_INVALID);
}

#define ANSWER \
    "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", " \
    "uri=\"/dir/index.html\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", " \
    "response=\"6629fae49393a05397450978507c4ef1\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""

struct verify {
    const char *name, *authorization, *method, *password;
    sipreg_error_t told;
};

static const struct verify verifies[] = {
    {"right", ANSWER, "GET", "Circle Of Life", SIPREG_OK},
    {"wrong password", ANSWER, "GET", "Circle of Life", SIPREG_ERR_STATE},
    {"empty password", ANSWER, "GET", "", SIPREG_ERR_STATE},
    {"another method", ANSWER, "PUT", "Circle Of Life", SIPREG_ERR_STATE},
    {"unknown algorithm", ANSWER ", algorithm=SHA-1", "GET", "Circle Of Life", SIPREG_ERR_INVALID},
    {"no answer", "Digest username=\"Mufasa\"", "GET", "Circle Of Life", SIPREG_ERR_INVALID},
    {"another scheme", "Basic TXVmYXNhOng=", "GET", "Circle Of Life", SIPREG_ERR_INVALID},
    {"nothing", "", "GET", "Circle Of Life", SIPREG_ERR_INVALID},
    {"NULL as answer", NULL, "GET", "Circle Of Life", SIPREG_ERR_INVALID},
    {"NULL as method", ANSWER, NULL, "Circle Of Life", SIPREG_ERR_INVALID},
    {"NULL as password", ANSWER, "GET", NULL, SIPREG_ERR_INVALID},
};

static void digest_is_verified(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(verifies); ++i) {
        const struct verify *row = &verifies[i];
        const sipreg_error_t told = sipreg_digest_verify(row->authorization, row->method, row->password);

        if (told != row->told)
            fail_msg("%s: %s", row->name, sipreg_error_name(told));
    }
}

#define CHALLENGE \
    "Digest realm=\"a \\\"b\\\", c\", nonce=\"n0\", algorithm=SHA-256, qop=\"auth,auth-int\", stale=TRUE"

struct challenge {
    const char *name, *challenge, *parameter;
    const char *value; /* NULL: refused */
};

static const struct challenge challenges[] = {
    {"quoted", CHALLENGE, "realm", "a \"b\", c"},
    {"name in capitals", CHALLENGE, "NONCE", "n0"},
    {"token", CHALLENGE, "algorithm", "SHA-256"},
    {"list", CHALLENGE, "qop", "auth,auth-int"},
    {"stale", CHALLENGE, "stale", "TRUE"},
    {"absent", CHALLENGE, "opaque", ""},
    {"scheme in small letters", "digest nonce=\"x\"", "nonce", "x"},
    {"unknown name", CHALLENGE, "domain", NULL},
    {"empty name", CHALLENGE, "", NULL},
    {"another scheme", "Basic realm=\"r\"", "realm", NULL},
    {"nothing", "", "realm", NULL},
    {"NULL as challenge", NULL, "realm", NULL},
    {"NULL as name", CHALLENGE, NULL, NULL},
};

static void challenge_is_read(void **state)
{
    char buffer[64];
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(challenges); ++i) {
        const struct challenge *row = &challenges[i];
        const sipreg_error_t wanted = row->value != NULL ? SIPREG_OK : SIPREG_ERR_INVALID;

        strcpy(buffer, "untouched");
        if (sipreg_challenge_read(row->challenge, row->parameter, buffer, sizeof buffer) != wanted ||
            strcmp(buffer, row->value != NULL ? row->value : "untouched") != 0)
            fail_msg("%s: \"%s\"", row->name, buffer);
    }
    assert_int_equal(sipreg_challenge_read(CHALLENGE, "algorithm", buffer, 7), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_challenge_read(CHALLENGE, "algorithm", buffer, 8), SIPREG_OK);
    assert_int_equal(sipreg_challenge_read(CHALLENGE, "opaque", buffer, 0), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_challenge_read(CHALLENGE, "opaque", NULL, 8), SIPREG_ERR_INVALID);
}

struct contact {
    const char *name, *user, *seen, *local;
    int transport, secure;
    const char *uri; /* NULL: refused */
};

static const struct contact contacts[] = {
    {"local", "alice", "", "192.168.0.2:5060", 1, 0, "sip:alice@192.168.0.2:5060"},
    {"public", "alice", "203.0.113.1:40000", "192.168.0.2:5060", 1, 0, "sip:alice@203.0.113.1:40000"},
    {"TCP", "alice", "", "192.168.0.2:5060", 2, 0, "sip:alice@192.168.0.2:5060;transport=tcp"},
    {"secure", "alice", "", "192.168.0.2:5060", 2, 1, "sips:alice@192.168.0.2:5060;transport=tcp"},
    {"IPv6", "alice", "[2001:db8::1]:5061", "[fe80::1]:5060", 1, 0, "sip:alice@[2001:db8::1]:5061"},
    {"no user", "", "", "192.168.0.2:5060", 1, 0, "sip:192.168.0.2:5060"},
    {"no port", "alice", "", "192.168.0.2", 1, 0, "sip:alice@192.168.0.2"},
    {"WebSocket", "alice", "", "192.168.0.2:5060", SIPREG_TRANSPORT_WS, 0, "sip:alice@192.168.0.2:5060;transport=ws"},
    {"WebSocket over TLS", "alice", "", "192.168.0.2:5060", SIPREG_TRANSPORT_WSS, 1, "sips:alice@192.168.0.2:5060;transport=ws"},
    {"unknown transport", "alice", "", "192.168.0.2:5060", 0, 0, NULL},
    {"transport of another version", "alice", "", "192.168.0.2:5060", 1000, 0, NULL},
    {"both transports", "alice", "", "192.168.0.2:5060", 3, 0, NULL},
    {"a name as public address", "alice", "example.com:5060", "192.168.0.2:5060", 1, 0, NULL},
    {"a name as local address", "alice", "", "localhost:5060", 1, 0, NULL},
    {"no local address", "alice", "", "", 1, 0, NULL},
    {"public address but no local one", "alice", "203.0.113.1:1", "", 1, 0, NULL},
    {"user that is none", "al ice", "", "192.168.0.2:5060", 1, 0, NULL},
    {"user with another host", "alice@example.com", "", "192.168.0.2:5060", 1, 0, NULL},
    {"user with a line end", "alice\r\nX: y", "", "192.168.0.2:5060", 1, 0, NULL},
    {"user that ends the URI", "alice>", "", "192.168.0.2:5060", 1, 0, NULL},
    {"NULL as user", NULL, "", "192.168.0.2:5060", 1, 0, NULL},
    {"NULL as public address", "alice", NULL, "192.168.0.2:5060", 1, 0, NULL},
    {"zone of this host", "alice", "", "[fe80::2%eth0]:5060", 1, 0, "sip:alice@[fe80::2]:5060"},
    {"NULL as local address", "alice", "", NULL, 1, 0, NULL},
};

static void contact_is_built_or_refused(void **state)
{
    char buffer[128];
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(contacts); ++i) {
        const struct contact *row = &contacts[i];
        const sipreg_error_t wanted = row->uri != NULL ? SIPREG_OK : SIPREG_ERR_INVALID;

        strcpy(buffer, "untouched");
        if (sipreg_contact_build(buffer, sizeof buffer, row->user, row->seen, row->local,
                                 (sipreg_transport_t)row->transport, row->secure) != wanted ||
            strcmp(buffer, row->uri != NULL ? row->uri : "untouched") != 0)
            fail_msg("%s: \"%s\"", row->name, buffer);
    }
    assert_int_equal(sipreg_contact_build(buffer, 19, "alice", "", "192.0.2.1:1", SIPREG_TRANSPORT_UDP, 0),
                     SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_contact_build(NULL, 99, "alice", "", "192.0.2.1:1", SIPREG_TRANSPORT_UDP, 0),
                     SIPREG_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digest_is_computed_or_refused),
        cmocka_unit_test(digest_does_not_write_past_the_buffer),
        cmocka_unit_test(digest_is_verified),
        cmocka_unit_test(challenge_is_read),
        cmocka_unit_test(contact_is_built_or_refused),
    };
    return cmocka_run_group_tests_name("capi: helpers", tests, NULL, NULL);
}
