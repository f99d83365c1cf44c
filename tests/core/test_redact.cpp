// SPDX-License-Identifier: LGPL-2.1-or-later
// What may be seen of a message.
#include "core/redact.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg::core;

namespace {

struct Row {
    const char *name;
    std::string_view message, wanted;
};

constexpr Row kRows[] = {
    {"nothing", "", ""},
    {"a message without secrets",
     "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n",
     "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n"},
    {"Digest",
     "A: b\r\nAuthorization: Digest username=\"u\", response=\"0123\", cnonce=\"45\", nc=00000001\r\nC: d\r\n",
     "A: b\r\nAuthorization: Digest username=\"u\", response=\"redacted\", cnonce=\"redacted\", nc=00000001\r\nC: d\r\n"},
    {"Proxy-Authorization in capitals", "PROXY-AUTHORIZATION:DIGEST RESPONSE=\"01\",nonce=\"n\"\r\n",
     "PROXY-AUTHORIZATION:DIGEST RESPONSE=\"redacted\",nonce=\"n\"\r\n"},
    {"space before the colon", "Authorization \t: Digest response=\"01\"\r\n",
     "Authorization \t: Digest response=\"redacted\"\r\n"},
    {"AUTS", "Authorization: Digest response=\"01\", auts=\"5PYxMuX2NOT2NeQ=\", nc=00000001\r\n",
     "Authorization: Digest response=\"redacted\", auts=\"redacted\", nc=00000001\r\n"},
    {"a token with its padding", "Authorization: Bearer mF_9.B5f-4.1JqM==\r\n", "Authorization: Bearer redacted\r\n"},
    {"without quotes", "Authorization: Digest response=01, cnonce=c\r\n",
     "Authorization: Digest response=\"redacted\", cnonce=\"redacted\"\r\n"},
    {"spaces around =", "Authorization: Digest response = \"01\"\r\n",
     "Authorization: Digest response = \"redacted\"\r\n"},
    {"escaped quote in the value", "Authorization: Digest cnonce=\"a\\\"b\", nc=1\r\n",
     "Authorization: Digest cnonce=\"redacted\", nc=1\r\n"},
    {"folded between parameters",
     "Authorization: Digest realm=\"r\",\r\n response=\"01\",\n\tcnonce=\"2\"\nX: y\r\n",
     "Authorization: Digest realm=\"r\",\r\n response=\"redacted\",\n\tcnonce=\"redacted\"\nX: y\r\n"},
    {"folded within a parameter", "Authorization: Digest response=\r\n \"01\"\r\nX: y\r\n",
     "Authorization: Digest response=\r\n \"redacted\"\r\nX: y\r\n"},
    {"folded before the scheme", "Authorization:\r\n Digest response=\"01\"\r\n",
     "Authorization:\r\n Digest response=\"redacted\"\r\n"},
    {"unclosed quote", "Authorization: Digest response=\"01, x\r\nX: y\r\n",
     "Authorization: Digest response=\"redacted\"\r\nX: y\r\n"},
    {"a name in quotes", "Authorization: Digest realm=\"response=01\"\r\n",
     "Authorization: Digest realm=\"response=\"redacted\"\r\n"},
    {"no value", "Authorization: Digest response\r\n", "Authorization: Digest response\r\n"},
    {"Bearer", "Authorization: Bearer abc.def\r\nX: y\r\n", "Authorization: Bearer redacted\r\nX: y\r\n"},
    {"Basic, folded", "Authorization: Basic\r\n dTpw\r\nX: y\r\n", "Authorization: Basic redacted\r\nX: y\r\n"},
    {"no scheme", "Authorization: abcdef\r\n", "Authorization: redacted\r\n"},
    {"no value at all", "Authorization:\r\nX: y\r\n", "Authorization:\r\nX: y\r\n"},
    {"no colon", "Authorization", "Authorization"},
    {"no end of line", "Authorization: Bearer abc", "Authorization: Bearer redacted"},
    {"Authentication-Info", "Authentication-Info: nextnonce=\"n\", rspauth=\"01\", cnonce=\"2\", qop=auth\r\n",
     "Authentication-Info: nextnonce=\"n\", rspauth=\"redacted\", cnonce=\"redacted\", qop=auth\r\n"},
    {"Proxy-Authentication-Info", "Proxy-Authentication-Info: rspauth=\"01\"\r\n",
     "Proxy-Authentication-Info: rspauth=\"redacted\"\r\n"},
    {"challenges are seen", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n",
     "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n"},
    {"other headers are seen", "X-Note: response=\"01\"\r\n", "X-Note: response=\"01\"\r\n"},
    {"two messages",
     "\r\n\r\nAuthorization: Digest response=\"1\"\r\n\r\nAuthorization: Digest response=\"2\"\r\n",
     "\r\n\r\nAuthorization: Digest response=\"redacted\"\r\n\r\nAuthorization: Digest response=\"redacted\"\r\n"},
};

void what_would_let_in_is_hidden(void **)
{
    for (const Row &row : kRows)
        if (const std::string got = redact(row.message); got != row.wanted)
            fail_msg("%s: %s", row.name, got.c_str());
}

std::string repeated(const char *text, int times)
{
    std::string all = "Authorization: Digest ";
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

void an_endless_message_costs_no_endless_time(void **)
{
    for (const char *text :
         {"response=\"", "response ", "cnonce\t \t", "\"\\", "\r\n ", "\n", ":", "response=\r\n\t"})
        assert_true(!redact(repeated(text, 300'000)).empty());
}

} // namespace

int main()
{
    const CMUnitTest redact[] = {
        cmocka_unit_test(what_would_let_in_is_hidden),
        cmocka_unit_test(an_endless_message_costs_no_endless_time),
    };
    return cmocka_run_group_tests(redact, nullptr, nullptr);
}
