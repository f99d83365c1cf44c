/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The setters of an account: what each takes, what it refuses, and how it says so. */
#include "capi/face.h"

#include <string.h>

enum setter {
    AOR, REGISTRAR, DISPLAY_NAME, AUTH_USERNAME, PASSWORD, HA1_MD5, HA1_SHA_256, HA1_SHA_512_256, HA1_OF_NUMBER,
    REALM, EXPIRES, BACKUP, CONTACT, CONTACT_PARAM, HEADER, ALLOW, SUPPORTED, USER_AGENT, PROXY, RETRY, CALL_ID,
    MORE_CONTACT, INSTANCE, OUTBOUND, PUSH, WITHOUT_PARAM, RETRY_CLASS, MAX_ATTEMPTS, REFRESH, MAX_CHALLENGES, MAX_REDIRECTS,
    MAX_MIN_EXPIRES, WEB_PATH, WEB_HOST, WEB_ORIGIN, WEB_HEADER
};

struct row {
    enum setter setter;
    const char *text, *value;
    int64_t number, other;
    const char *field; /* that the problem names; NULL: accepted */
};

#define HEX32 "939e7578ed9e3c518a452acee763bce9"
#define HEX64 HEX32 HEX32

static const struct row rows[] = {
    {AOR, "sip:alice@example.com", NULL, 0, 0, NULL},
    {AOR, "sip:example.com", NULL, 0, 0, NULL},
    {AOR, "sip:+49%20123@[2001:db8::1]", NULL, 0, 0, NULL},
    {AOR, "", NULL, 0, 0, "aor"},
    {AOR, "not a uri", NULL, 0, 0, "aor"},
    {AOR, "alice@example.com", NULL, 0, 0, "aor"},
    {AOR, "tel:+49123", NULL, 0, 0, "aor"},
    {AOR, "sip:alice@example.com;transport=tcp", NULL, 0, 0, "aor"},
    {AOR, "sip:alice@example.com?subject=x", NULL, 0, 0, "aor"},
    {AOR, "sip:alice:secret@example.com", NULL, 0, 0, "aor"},
    {AOR, "sip:alice@example.com\r\nX: y", NULL, 0, 0, "aor"},
    {AOR, "sip:al%0d%0aice@example.com", NULL, 0, 0, "aor"},
    {AOR, NULL, NULL, 0, 0, "aor"},
    {REGISTRAR, "sip:example.com", NULL, 0, 0, NULL},
    {REGISTRAR, "sip:192.0.2.1:5070;transport=tcp", NULL, 0, 0, NULL},
    {REGISTRAR, "sip:[2001:db8::1]:5070;transport=UDP", NULL, 0, 0, NULL},
    {REGISTRAR, "sip:alice@example.com", NULL, 0, 0, "registrar"},
    {REGISTRAR, "sip:example.com?x=y", NULL, 0, 0, "registrar"},
    {REGISTRAR, "sips:example.com;transport=udp", NULL, 0, 0, "registrar"},
    {REGISTRAR, "sips:example.com;transport=ws", NULL, 0, 0, NULL},
    {REGISTRAR, "sip:example.com;transport=wss", NULL, 0, 0, NULL},
    {REGISTRAR, "sip:example.com;transport=pigeon", NULL, 0, 0, "registrar"},
    {REGISTRAR, "sip:example.com:65536", NULL, 0, 0, "registrar"},
    {REGISTRAR, "sip:[::1", NULL, 0, 0, "registrar"},
    {REGISTRAR, "", NULL, 0, 0, "registrar"},
    {REGISTRAR, NULL, NULL, 0, 0, "registrar"},
    {DISPLAY_NAME, "Alice \"the\" \xc3\x84lteste", NULL, 0, 0, NULL},
    {DISPLAY_NAME, "", NULL, 0, 0, NULL},
    {DISPLAY_NAME, "Al\nice", NULL, 0, 0, "display name"},
    {DISPLAY_NAME, "Al\xff", NULL, 0, 0, "display name"},
    {DISPLAY_NAME, NULL, NULL, 0, 0, "display name"},
    {AUTH_USERNAME, "alice-1", NULL, 0, 0, NULL},
    {AUTH_USERNAME, "", NULL, 0, 0, NULL},
    {AUTH_USERNAME, "ali\rce", NULL, 0, 0, "auth username"},
    {AUTH_USERNAME, NULL, NULL, 0, 0, "auth username"},
    {PASSWORD, "s3cret", NULL, 0, 0, NULL},
    {PASSWORD, "", NULL, 0, 0, NULL},
    {PASSWORD, "any\r\n\xff byte", NULL, 0, 0, NULL},
    {PASSWORD, NULL, NULL, 0, 0, "password"},
    {HA1_MD5, HEX32, NULL, 0, 0, NULL},
    {HA1_MD5, "939E7578ED9E3C518A452ACEE763BCE9", NULL, 0, 0, NULL},
    {HA1_MD5, HEX64, NULL, 0, 0, "ha1"},
    {HA1_MD5, "939e7578ed9e3c518a452acee763bceg", NULL, 0, 0, "ha1"},
    {HA1_MD5, "", NULL, 0, 0, "ha1"},
    {HA1_MD5, NULL, NULL, 0, 0, "ha1"},
    {HA1_SHA_256, HEX64, NULL, 0, 0, NULL},
    {HA1_SHA_256, HEX32, NULL, 0, 0, "ha1"},
    {HA1_SHA_512_256, HEX64, NULL, 0, 0, NULL},
    {HA1_SHA_512_256, HEX64 HEX64, NULL, 0, 0, "ha1"},
    {HA1_OF_NUMBER, HEX32, NULL, SIPREG_ALGORITHM_MD5, 0, NULL},
    {HA1_OF_NUMBER, HEX32, NULL, SIPREG_ALGORITHM_UNKNOWN, 0, "ha1"},
    {HA1_OF_NUMBER, HEX32, NULL, 1000, 0, "ha1"},
    {HA1_OF_NUMBER, HEX32, NULL, -1, 0, "ha1"},
    {REALM, "example.com", NULL, 0, 0, NULL},
    {REALM, "", NULL, 0, 0, NULL},
    {REALM, "exa\tmple", NULL, 0, 0, "realm"},
    {REALM, NULL, NULL, 0, 0, "realm"},
    {EXPIRES, NULL, NULL, 1, 0, NULL},
    {EXPIRES, NULL, NULL, INT64_C(4294967295), 0, NULL},
    {EXPIRES, NULL, NULL, 0, 0, "expires"},
    {EXPIRES, NULL, NULL, -1, 0, "expires"},
    {EXPIRES, NULL, NULL, INT64_C(4294967296), 0, "expires"},
    {CONTACT, "sip:alice@192.0.2.9:5062", NULL, 0, 0, NULL},
    {CONTACT, "sip:alice@192.0.2.9;transport=tcp;ob", NULL, 0, 0, NULL},
    {CONTACT, "", NULL, 0, 0, NULL},
    {CONTACT, "*", NULL, 0, 0, "contact"},
    {CONTACT, "<sip:alice@192.0.2.9>", NULL, 0, 0, "contact"},
    {CONTACT, NULL, NULL, 0, 0, "contact"},
    {CONTACT_PARAM, "q", "0.5", 0, 0, NULL},
    {CONTACT_PARAM, "+sip.audio", "", 0, 0, NULL},
    {CONTACT_PARAM, "+sip.instance", "\"<urn:uuid:0>\"", 0, 0, NULL},
    {CONTACT_PARAM, "q", "1.5", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "expires", "60", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "EXPIRES", "60", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "a b", "c", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "a", "b;c=d", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "a", "\"open", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "", "b", 0, 0, "contact parameter"},
    {CONTACT_PARAM, NULL, "b", 0, 0, "contact parameter"},
    {CONTACT_PARAM, "a", NULL, 0, 0, "contact parameter"},
    {HEADER, "X-Site", "north, \"1\"", 0, 0, NULL},
    {HEADER, "X-Empty", "", 0, 0, NULL},
    {HEADER, "X Site", "north", 0, 0, "header"},
    {HEADER, "X-Site", "north\r\nEvil: 1", 0, 0, "header"},
    {HEADER, "Via", "x", 0, 0, "header"},
    {HEADER, "cseq", "1 REGISTER", 0, 0, "header"},
    {HEADER, "m", "<sip:x@y>", 0, 0, "header"},
    {HEADER, "Authorization", "Digest x", 0, 0, "header"},
    {HEADER, "Content-Length", "5", 0, 0, "header"},
    {HEADER, "", "x", 0, 0, "header"},
    {HEADER, NULL, "x", 0, 0, "header"},
    {HEADER, "X-Site", NULL, 0, 0, "header"},
    {ALLOW, "INVITE, ACK, BYE", NULL, 0, 0, NULL},
    {ALLOW, "", NULL, 0, 0, NULL},
    {ALLOW, "INVITE,,BYE", NULL, 0, 0, "allow"},
    {ALLOW, "IN VITE", NULL, 0, 0, "allow"},
    {ALLOW, NULL, NULL, 0, 0, "allow"},
    {SUPPORTED, "path, gruu", NULL, 0, 0, NULL},
    {SUPPORTED, "", NULL, 0, 0, NULL},
    {SUPPORTED, "path; gruu", NULL, 0, 0, "supported"},
    {SUPPORTED, NULL, NULL, 0, 0, "supported"},
    {USER_AGENT, "phone/1.0 (test)", NULL, 0, 0, NULL},
    {USER_AGENT, "", NULL, 0, 0, NULL},
    {USER_AGENT, "phone\n", NULL, 0, 0, "user agent"},
    {USER_AGENT, NULL, NULL, 0, 0, "user agent"},
    {PROXY, "sip:proxy.example.com:5080;transport=tcp", NULL, SIPREG_PROXY_PINNED, 0, NULL},
    {PROXY, "sip:192.0.2.7;lr", NULL, SIPREG_PROXY_ROUTE, 0, NULL},
    {PROXY, "", NULL, SIPREG_PROXY_PINNED, 0, NULL},
    {PROXY, "proxy.example.com", NULL, SIPREG_PROXY_PINNED, 0, "outbound proxy"},
    {PROXY, "sips:proxy.example.com;transport=udp", NULL, SIPREG_PROXY_PINNED, 0, "outbound proxy"},
    {PROXY, "sip:192.0.2.7", NULL, SIPREG_PROXY_UNKNOWN, 0, "outbound proxy"},
    {PROXY, "sip:192.0.2.7", NULL, 3, 0, "outbound proxy"},
    {PROXY, "sip:192.0.2.7", NULL, 1000, 0, "outbound proxy"},
    {PROXY, NULL, NULL, SIPREG_PROXY_PINNED, 0, "outbound proxy"},
    {BACKUP, "sip:backup.example.net", NULL, 0, 0, NULL},
    {BACKUP, "sip:192.0.2.8:5080;transport=tcp", NULL, 0, 0, NULL},
    {BACKUP, "sip:alice@backup.example.net", NULL, 0, 0, "backup registrar"},
    {BACKUP, "sips:backup.example.net;transport=udp", NULL, 0, 0, "backup registrar"},
    {BACKUP, "", NULL, 0, 0, "backup registrar"},
    {BACKUP, NULL, NULL, 0, 0, "backup registrar"},
    {RETRY, NULL, NULL, 1, 1, NULL},
    {RETRY, NULL, NULL, 30, 86400, NULL},
    {RETRY, NULL, NULL, 0, 10, "retry"},
    {RETRY, NULL, NULL, 10, 9, "retry"},
    {RETRY, NULL, NULL, 10, 86401, "retry"},
    {RETRY, NULL, NULL, -5, -1, "retry"},
    {CALL_ID, "a84b4c76e66710@pc33.example.com", NULL, 0, 0, NULL},
    {CALL_ID, "x", NULL, 2147483646, 0, NULL},
    {CALL_ID, "x", NULL, 2147483647, 0, "cseq"},
    {CALL_ID, "x", NULL, -1, 0, "cseq"},
    {CALL_ID, "", NULL, 0, 0, "call id"},
    {CALL_ID, "a b", NULL, 0, 0, "call id"},
    {CALL_ID, "a@b@c", NULL, 0, 0, "call id"},
    {CALL_ID, NULL, NULL, 0, 0, "call id"},
    {MORE_CONTACT, "sip:alice@192.0.2.9:5062", ";q=0.5;+sip.audio", 0, 0, NULL},
    {MORE_CONTACT, "sip:alice@192.0.2.9:5062", "", 0, 0, NULL},
    {MORE_CONTACT, "", "", 0, 0, "contact"},
    {MORE_CONTACT, "*", "", 0, 0, "contact"},
    {MORE_CONTACT, NULL, "", 0, 0, "contact"},
    {MORE_CONTACT, "sip:alice@192.0.2.9", "q=0.5", 0, 0, "contact parameter"},
    {MORE_CONTACT, "sip:alice@192.0.2.9", ";expires=5", 0, 0, "contact parameter"},
    {MORE_CONTACT, "sip:alice@192.0.2.9", ";a=\"x\r\n\"", 0, 0, "contact parameter"},
    {MORE_CONTACT, "sip:alice@192.0.2.9", NULL, 0, 0, "contact parameter"},
    {INSTANCE, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", NULL, 0, 0, NULL},
    {INSTANCE, "", NULL, 0, 0, NULL},
    {INSTANCE, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", NULL, 0, 0, "instance"},
    {INSTANCE, "<urn:uuid:1>", NULL, 0, 0, "instance"},
    {INSTANCE, "urn:uuid:1\r\nX: y", NULL, 0, 0, "instance"},
    {INSTANCE, NULL, NULL, 0, 0, "instance"},
    {PUSH, "fcm", "a1:b2=;", 0, 0, NULL},
    {PUSH, "", "x", 0, 0, "push provider"},
    {PUSH, NULL, "x", 0, 0, "push provider"},
    {PUSH, "apns\n", "x", 0, 0, "push provider"},
    {PUSH, "apns", "", 0, 0, "push prid"},
    {PUSH, "apns", NULL, 0, 0, "push prid"},
    {WITHOUT_PARAM, NULL, NULL, 0, 0, "push param"},
    {WEB_PATH, "/ws?room=1", NULL, 0, 0, NULL},
    {WEB_PATH, "ws", NULL, 0, 0, "websocket path"},
    {WEB_PATH, "", NULL, 0, 0, "websocket path"},
    {WEB_PATH, "/w s", NULL, 0, 0, "websocket path"},
    {WEB_PATH, NULL, NULL, 0, 0, "websocket path"},
    {WEB_HOST, "front.example.com:8080", NULL, 0, 0, NULL},
    {WEB_HOST, "", NULL, 0, 0, NULL},
    {WEB_HOST, "front.example.com/", NULL, 0, 0, "websocket host"},
    {WEB_HOST, NULL, NULL, 0, 0, "websocket host"},
    {WEB_ORIGIN, "https://app.example.com", NULL, 0, 0, NULL},
    {WEB_ORIGIN, "", NULL, 0, 0, NULL},
    {WEB_ORIGIN, "https://app\r\nX: y", NULL, 0, 0, "websocket origin"},
    {WEB_ORIGIN, NULL, NULL, 0, 0, "websocket origin"},
    {WEB_HEADER, "Cookie", "session=1", 0, 0, NULL},
    {WEB_HEADER, "Cookie", "session=1\n", 0, 0, "websocket header"},
    {WEB_HEADER, "Sec-WebSocket-Key", "x", 0, 0, "websocket header"},
    {WEB_HEADER, "Connection", "close", 0, 0, "websocket header"},
    {WEB_HEADER, "a b", "x", 0, 0, "websocket header"},
    {WEB_HEADER, NULL, "x", 0, 0, "websocket header"},
    {WEB_HEADER, "Cookie", NULL, 0, 0, "websocket header"},
    {RETRY_CLASS, NULL, NULL, SIPREG_FAILURE_CREDENTIALS, 0, NULL},
    {RETRY_CLASS, NULL, NULL, SIPREG_FAILURE_TEMPORARY, -1, NULL},
    {RETRY_CLASS, NULL, NULL, SIPREG_FAILURE_TIMEOUT, 86400, NULL},
    {RETRY_CLASS, NULL, NULL, SIPREG_FAILURE_TLS, 86401, "retry class"},
    {RETRY_CLASS, NULL, NULL, SIPREG_FAILURE_TLS, -2, "retry class"},
    {RETRY_CLASS, NULL, NULL, SIPREG_FAILURE_UNKNOWN, 1, "retry class"},
    {RETRY_CLASS, NULL, NULL, 9, 1, "retry class"},
    {RETRY_CLASS, NULL, NULL, -1, 1, "retry class"},
    {OUTBOUND, NULL, NULL, 0, 0, NULL},
    {OUTBOUND, NULL, NULL, 4, 0, NULL},
    {OUTBOUND, NULL, NULL, 5, 0, "outbound flows"},
    {OUTBOUND, NULL, NULL, -1, 0, "outbound flows"},
    {MAX_ATTEMPTS, NULL, NULL, 0, 0, NULL},
    {MAX_ATTEMPTS, NULL, NULL, INT32_MAX, 0, NULL},
    {MAX_ATTEMPTS, NULL, NULL, -1, 0, "max attempts"},
    {REFRESH, NULL, NULL, 0, 0, NULL},
    {REFRESH, NULL, NULL, 86400, 50, NULL},
    {REFRESH, NULL, NULL, 86401, 0, "refresh room"},
    {REFRESH, NULL, NULL, -1, 0, "refresh room"},
    {REFRESH, NULL, NULL, 180, 51, "refresh jitter"},
    {REFRESH, NULL, NULL, 180, -1, "refresh jitter"},
    {MAX_CHALLENGES, NULL, NULL, 1, 0, NULL},
    {MAX_CHALLENGES, NULL, NULL, 0, 0, "max challenges"},
    {MAX_CHALLENGES, NULL, NULL, 33, 0, "max challenges"},
    {MAX_REDIRECTS, NULL, NULL, 0, 0, NULL},
    {MAX_REDIRECTS, NULL, NULL, -1, 0, "max redirects"},
    {MAX_REDIRECTS, NULL, NULL, 33, 0, "max redirects"},
    {MAX_MIN_EXPIRES, NULL, NULL, INT64_C(4294967295), 0, NULL},
    {MAX_MIN_EXPIRES, NULL, NULL, 0, 0, "max min expires"},
    {MAX_MIN_EXPIRES, NULL, NULL, INT64_C(4294967296), 0, "max min expires"},
};

static sipreg_error_t apply_number(sipreg_account_t *account, const struct row *row)
{
    const int32_t number = (int32_t)row->number, other = (int32_t)row->other;

    switch (row->setter) {
    case RETRY: return sipreg_account_set_retry_s(account, number, other);
    case RETRY_CLASS: return sipreg_account_set_retry_class(account, (sipreg_failure_t)number, other);
    case OUTBOUND: return sipreg_account_set_outbound(account, number);
    case MAX_ATTEMPTS: return sipreg_account_set_max_attempts(account, number);
    case REFRESH: return sipreg_account_set_refresh(account, number, other);
    case MAX_CHALLENGES: return sipreg_account_set_max_challenges(account, number);
    case MAX_REDIRECTS: return sipreg_account_set_max_redirects(account, number);
    case MAX_MIN_EXPIRES: return sipreg_account_set_max_min_expires_s(account, row->number);
    default: return SIPREG_ERR_INTERNAL;
    }
}

static sipreg_error_t apply(sipreg_account_t *account, const struct row *row)
{
    switch (row->setter) {
    case AOR: return sipreg_account_set_aor(account, row->text);
    case REGISTRAR: return sipreg_account_set_registrar(account, row->text);
    case DISPLAY_NAME: return sipreg_account_set_display_name(account, row->text);
    case AUTH_USERNAME: return sipreg_account_set_auth_username(account, row->text);
    case PASSWORD: return sipreg_account_set_password(account, row->text);
    case HA1_MD5: return sipreg_account_set_ha1(account, SIPREG_ALGORITHM_MD5, row->text);
    case HA1_SHA_256: return sipreg_account_set_ha1(account, SIPREG_ALGORITHM_SHA_256, row->text);
    case HA1_SHA_512_256: return sipreg_account_set_ha1(account, SIPREG_ALGORITHM_SHA_512_256, row->text);
    case HA1_OF_NUMBER: return sipreg_account_set_ha1(account, (sipreg_algorithm_t)row->number, row->text);
    case REALM: return sipreg_account_set_realm(account, row->text);
    case EXPIRES: return sipreg_account_set_expires_s(account, row->number);
    case CONTACT: return sipreg_account_set_contact(account, row->text);
    case CONTACT_PARAM: return sipreg_account_add_contact_param(account, row->text, row->value);
    case HEADER: return sipreg_account_add_header(account, row->text, row->value);
    case ALLOW: return sipreg_account_set_allow(account, row->text);
    case SUPPORTED: return sipreg_account_set_supported(account, row->text);
    case USER_AGENT: return sipreg_account_set_user_agent(account, row->text);
    case PROXY: return sipreg_account_set_outbound_proxy(account, row->text, (sipreg_proxy_mode_t)row->number);
    case BACKUP: return sipreg_account_add_backup_registrar(account, row->text);
    case CALL_ID: return sipreg_account_set_call_id(account, row->text, row->number);
    case MORE_CONTACT: return sipreg_account_add_contact(account, row->text, row->value);
    case INSTANCE: return sipreg_account_set_instance(account, row->text);
    case PUSH: return sipreg_account_set_push(account, row->text, "", row->value);
    case WEB_PATH: return sipreg_account_set_websocket_path(account, row->text);
    case WEB_HOST: return sipreg_account_set_websocket_host(account, row->text);
    case WEB_ORIGIN: return sipreg_account_set_websocket_origin(account, row->text);
    case WEB_HEADER: return sipreg_account_add_websocket_header(account, row->text, row->value);
    case WITHOUT_PARAM: return sipreg_account_set_push(account, "fcm", NULL, "x");
    default: return apply_number(account, row);
    }
}

/* "FIELD: why", or nothing. */
static int names_the_field(const char *problem, const char *field)
{
    if (field == NULL)
        return *problem == '\0';
    return strncmp(problem, field, strlen(field)) == 0 && strncmp(problem + strlen(field), ": ", 2) == 0 &&
           strlen(problem) > strlen(field) + 4;
}

static void setters_accept_or_refuse_and_name_the_field(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); ++i) {
        sipreg_account_t *account = NULL;
        sipreg_error_t told;

        assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
        assert_string_equal(sipreg_account_problem(account), "");
        told = apply(account, &rows[i]);
        if (told != (rows[i].field == NULL ? SIPREG_OK : SIPREG_ERR_INVALID) ||
            !names_the_field(sipreg_account_problem(account), rows[i].field))
            fail_msg("setter %d, row %zu, \"%s\": %s, \"%s\"", (int)rows[i].setter, i,
                     rows[i].text != NULL ? rows[i].text : "", sipreg_error_name(told),
                     sipreg_account_problem(account));
        sipreg_account_unref(account);
    }
}

static sipreg_error_t (*const switches[])(sipreg_account_t *, int32_t) = {
    sipreg_account_set_redirect_credentials, sipreg_account_set_md5_needs_tls, sipreg_account_set_refuse_downgrade,
    sipreg_account_set_ask_credentials, sipreg_account_set_bearer_in_clear, sipreg_account_set_push_wakes_itself};

static void setters_refuse_no_account(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); ++i)
        assert_int_equal(apply(NULL, &rows[i]), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_allow_no_qop(NULL, 1), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_least_algorithm(NULL, SIPREG_ALGORITHM_MD5), SIPREG_ERR_INVALID);
    for (i = 0; i < COUNT(switches); ++i)
        assert_int_equal(switches[i](NULL, 1), SIPREG_ERR_INVALID);
}

static void switches_take_any_number(void **state)
{
    sipreg_account_t *account = NULL;
    size_t i;

    (void)state;
    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    for (i = 0; i < COUNT(switches); ++i) {
        assert_int_equal(switches[i](account, 1), SIPREG_OK);
        assert_int_equal(switches[i](account, 0), SIPREG_OK);
        assert_int_equal(switches[i](account, INT32_MIN), SIPREG_OK);
    }
    sipreg_account_unref(account);
}

static void long_values_are_refused(void **state)
{
    sipreg_account_t *account = NULL;
    char text[2048];

    (void)state;
    memset(text, 'a', sizeof text);
    text[1024] = '\0';
    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    assert_int_equal(sipreg_account_set_password(account, text), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_password(account, text + 1), SIPREG_OK);
    text[1024] = 'a';
    text[sizeof text - 1] = '\0';
    assert_int_equal(sipreg_account_set_display_name(account, text), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_realm(account, text), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_add_header(account, "X-Long", text), SIPREG_ERR_INVALID);
    assert_int_equal(sipreg_account_set_call_id(account, text, 0), SIPREG_ERR_INVALID);
    sipreg_account_unref(account);
}

static void problem_goes_with_the_next_good_value(void **state)
{
    sipreg_account_t *account = NULL;

    (void)state;
    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    assert_int_equal(sipreg_account_set_expires_s(account, 0), SIPREG_ERR_INVALID);
    assert_string_equal(sipreg_account_problem(account), "expires: 0 is outside 1..4294967295");
    assert_int_equal(sipreg_account_set_allow_no_qop(account, 0), SIPREG_OK);
    assert_string_equal(sipreg_account_problem(account), "");
    sipreg_account_unref(account);
}

/* What is sent is what was accepted. */
static void refused_value_changes_nothing(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_registration_t *registration;
    sipreg_event_t *event;
    size_t i;

    (void)state;
    assert_int_equal(sipreg_account_set_expires_s(account, 77), SIPREG_OK);
    assert_int_equal(sipreg_account_set_contact(account, "sip:alice@192.0.2.9:5062"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_call_id(account, "mine", 41), SIPREG_OK);
    for (i = 0; i < COUNT(rows); ++i)
        if (rows[i].field != NULL)
            assert_int_equal(apply(account, &rows[i]), SIPREG_ERR_INVALID);
    registration = registration_of(endpoint, account);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_aor(event), "sip:alice@" REGISTRAR_REALM);
    assert_int_equal(sipreg_event_granted_expires_s(event), 77);
    assert_string_equal(sipreg_event_contact(event), "sip:alice@192.0.2.9:5062");
    assert_string_equal(sipreg_event_call_id(event), "mine");
    assert_int_equal(sipreg_event_cseq(event), 43); /* 42 was asked for credentials */
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

static sipreg_error_t registration_from(sipreg_endpoint_t *endpoint, const char *aor, const char *registrar,
                                        const char *ha1, const char *realm)
{
    sipreg_registration_t *registration = NULL;
    sipreg_account_t *account = NULL;
    sipreg_error_t told;

    assert_int_equal(sipreg_account_new(&account), SIPREG_OK);
    if (aor != NULL)
        assert_int_equal(sipreg_account_set_aor(account, aor), SIPREG_OK);
    if (registrar != NULL)
        assert_int_equal(sipreg_account_set_registrar(account, registrar), SIPREG_OK);
    if (ha1 != NULL)
        assert_int_equal(sipreg_account_set_ha1(account, SIPREG_ALGORITHM_MD5, ha1), SIPREG_OK);
    if (realm != NULL)
        assert_int_equal(sipreg_account_set_realm(account, realm), SIPREG_OK);
    told = sipreg_registration_new(&registration, endpoint, account);
    assert_int_equal(told == SIPREG_OK, registration != NULL);
    sipreg_registration_unref(registration);
    sipreg_account_unref(account);
    return told;
}

static void incomplete_account_makes_no_registration(void **state)
{
    sipreg_endpoint_t *endpoint = new_endpoint();
    const char *aor = "sip:alice@example.com", *registrar = "sip:example.com";

    (void)state;
    assert_int_equal(registration_from(endpoint, NULL, NULL, NULL, NULL), SIPREG_ERR_STATE);
    assert_int_equal(registration_from(endpoint, aor, NULL, NULL, NULL), SIPREG_ERR_STATE);
    assert_int_equal(registration_from(endpoint, NULL, registrar, NULL, NULL), SIPREG_ERR_STATE);
    assert_int_equal(registration_from(endpoint, aor, registrar, HEX32, NULL), SIPREG_ERR_STATE);
    assert_int_equal(registration_from(endpoint, aor, registrar, HEX32, "example.com"), SIPREG_OK);
    assert_int_equal(registration_from(endpoint, aor, registrar, NULL, NULL), SIPREG_OK);
    end_endpoint(endpoint);
}

static void registration_keeps_the_account_as_it_was(void **state)
{
    registrar_t *registrar = registrar_new(LISTEN_UDP);
    sipreg_endpoint_t *endpoint = running_endpoint();
    sipreg_account_t *account = account_at("alice", registrar_port(registrar, 0), "udp");
    sipreg_registration_t *registration = registration_of(endpoint, sipreg_account_ref(account));
    sipreg_event_t *event;

    (void)state;
    assert_int_equal(sipreg_account_set_aor(account, "sip:bob@example.com"), SIPREG_OK);
    assert_int_equal(sipreg_account_set_expires_s(account, 99), SIPREG_OK);
    sipreg_account_unref(account);
    assert_int_equal(sipreg_registration_register_once(registration), SIPREG_OK);
    event = await_event(endpoint, SIPREG_EVENT_REGISTERED);
    assert_string_equal(sipreg_event_aor(event), "sip:alice@" REGISTRAR_REALM);
    assert_int_equal(sipreg_event_granted_expires_s(event), 3600);
    sipreg_event_unref(event);
    sipreg_registration_unref(registration);
    end_endpoint(endpoint);
    registrar_free(registrar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setters_accept_or_refuse_and_name_the_field),
        cmocka_unit_test(setters_refuse_no_account),
        cmocka_unit_test(switches_take_any_number),
        cmocka_unit_test(long_values_are_refused),
        cmocka_unit_test(problem_goes_with_the_next_good_value),
        cmocka_unit_test(refused_value_changes_nothing),
        cmocka_unit_test(incomplete_account_makes_no_registration),
        cmocka_unit_test(registration_keeps_the_account_as_it_was),
    };
    return cmocka_run_group_tests_name("capi: account", tests, NULL, NULL);
}
