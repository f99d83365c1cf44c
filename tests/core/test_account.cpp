// SPDX-License-Identifier: LGPL-2.1-or-later
// What each field of an account takes and refuses; a refusal names the field and changes nothing.
#include "core/account.hpp"

#include "base/error.hpp"
#include "support/cmocka.hpp"

#include <string>

using namespace sipreg;
using namespace sipreg::core;
using namespace std::literals;

namespace {

std::string shown(const Secret &secret)
{
    return secret.is_set() ? std::string(Secret::Reading(secret).text()) : "unset";
}

std::string shown(const Hop &hop)
{
    return hop.host + ":" + std::to_string(hop.port) + "/" + (hop.transport ? name(*hop.transport) : "");
}

std::string shown(const std::vector<Header> &headers)
{
    std::string text;
    for (const Header &header : headers)
        text += header.name + "=" + header.value + ",";
    return text;
}

std::string shown(const std::vector<ExtraContact> &contacts)
{
    std::string text;
    for (const ExtraContact &contact : contacts)
        text += contact.uri + "{" + shown(contact.params) + "},";
    return text;
}

std::string shown(const Push &push)
{
    return push.provider + "," + push.param + "," + push.prid + "," + std::to_string(push.wakes_itself);
}

std::string shown(const Retry &retry)
{
    static const char *const kNames[] = {"-", "x2", "cap", "="};
    return kNames[static_cast<int>(retry.how)] + std::to_string(retry.interval.count());
}

std::string policy_of(const Extras &extras)
{
    std::string text;
    for (const Retry &retry : extras.retry)
        text += shown(retry) + " ";
    for (const std::int64_t number :
         {std::int64_t{extras.max_attempts}, std::int64_t{extras.refresh_room.count()},
          std::int64_t{extras.refresh_jitter_percent}, std::int64_t{extras.limits.challenges},
          std::int64_t{extras.limits.redirects}, std::int64_t{extras.limits.min_expires_s},
          std::int64_t{extras.redirect_carries_credentials}, std::int64_t{extras.md5_needs_tls},
          std::int64_t{extras.refuses_downgrade}, std::int64_t{extras.asks_for_credentials},
          std::int64_t{extras.bearer_in_clear}})
        text += std::to_string(number) + " ";
    return text;
}

std::string shown(const WebResource &web)
{
    return web.path + "," + web.host + "," + web.origin + "," + shown(web.headers);
}

// Every field, so that no change goes unseen.
std::string shown(const Account &account)
{
    std::string text;
    for (const std::string &part : {account.aor,
                                    account.aor_user,
                                    std::to_string(account.secure),
                                    account.registrar,
                                    shown(account.registrar_hop),
                                    account.extras->display_name,
                                    account.auth_username,
                                    account.realm,
                                    shown(account.password),
                                    std::to_string(account.allow_no_qop),
                                    std::to_string(account.expires_s),
                                    account.extras->contact,
                                    shown(account.extras->contact_params),
                                    shown(account.extras->headers),
                                    account.extras->allow,
                                    account.extras->supported,
                                    account.extras->user_agent,
                                    account.extras->route,
                                    std::to_string(account.extras->has_proxy),
                                    shown(account.extras->proxy_hop),
                                    std::to_string(account.backoff.base.count()),
                                    std::to_string(account.backoff.cap.count()),
                                    account.extras->instance,
                                    std::to_string(account.extras->flows),
                                    shown(account.extras->more_contacts),
                                    shown(account.extras->push),
                                    policy_of(*account.extras),
                                    shown(*account.extras->web),
                                    account.extras->call_id,
                                    std::to_string(account.extras->cseq)})
        text += part + "|";
    for (const Ha1 &known : account.ha1)
        text += std::string(name(known.algorithm)) + "=" + shown(known.hex) + ",";
    return text;
}

Account complete()
{
    Account account;
    set_aor(account, "sip:alice@example.com");
    set_registrar(account, "sip:example.com");
    set_password(account, "secret");
    set_proxy(account, "sip:proxy.example.com", true);
    set_contact(account, "sip:alice@192.0.2.1");
    add_contact_param(account, "q", "0.5");
    add_header(account, "X-A", "b");
    add_contact(account, "sip:b@h", ";q=0.1");
    return account;
}

using Set = void (*)(Account &account);

std::string refusal_of(Set set, Account &account)
{
    try {
        set(account);
    } catch (const Error &error) {
        return error.code() == Code::invalid ? error.what() : "another code";
    }
    return "";
}

struct Refused {
    const char *name, *field;
    Set set;
};

#define SET(call) [](Account &a) { call; }

const std::string kLong(1025, 'a');

const Refused kRefused[] = {
    {"no URI", "aor", SET(set_aor(a, "alice@example.com"))},
    {"empty", "aor", SET(set_aor(a, ""))},
    {"parameters", "aor", SET(set_aor(a, "sip:alice@example.com;transport=tcp"))},
    {"headers", "aor", SET(set_aor(a, "sip:alice@example.com?a=b"))},
    {"password", "aor", SET(set_aor(a, "sip:alice:secret@example.com"))},
    {"escaped line break", "aor", SET(set_aor(a, "sip:a%0D%0Ab@example.com"))},
    {"escaped NUL", "aor", SET(set_aor(a, "sip:a%00b@example.com"))},
    {"escaped Latin-1", "aor", SET(set_aor(a, "sip:a%E4b@example.com"))},
    {"line break", "aor", SET(set_aor(a, "sip:alice@example.com\r\nX: y"))},
    {"too long", "aor", SET(set_aor(a, "sip:" + kLong + "@h"))},
    {"user part", "registrar", SET(set_registrar(a, "sip:alice@example.com"))},
    {"headers", "registrar", SET(set_registrar(a, "sip:example.com?a=b"))},
    {"sips over UDP", "registrar", SET(set_registrar(a, "sips:example.com;transport=udp"))},
    {"empty transport", "registrar", SET(set_registrar(a, "sip:example.com;transport="))},
    {"maddr that is no host", "registrar", SET(set_registrar(a, "sip:example.com;maddr=1.2.3"))},
    {"maddr with a port", "registrar", SET(set_registrar(a, "sip:example.com;maddr=192.0.2.1:5060"))},
    {"empty maddr", "registrar", SET(set_registrar(a, "sip:example.com;maddr"))},
    {"no URI", "registrar", SET(set_registrar(a, "example.com"))},
    {"line break", "registrar", SET(set_registrar(a, "sip:example.com\nX: y"))},
    {"link-local without a zone", "registrar", SET(set_registrar(a, "sip:[fe80::1]:5060"))},
    {"maddr without a zone", "registrar", SET(set_registrar(a, "sip:example.com;maddr=[fe80::1]"))},
    {"zone in maddr, which goes onto the wire", "registrar", SET(set_registrar(a, "sip:h;maddr=[fe80::1%25eth0]"))},
    {"zone of an address that holds everywhere", "registrar", SET(set_registrar(a, "sip:[2001:db8::1%25eth0]"))},
    {"zone that breaks the line", "registrar", SET(set_registrar(a, "sip:[fe80::1%25a%0D%0Ab]"))},
    {"zone too long", "registrar", SET(set_registrar(a, "sip:[fe80::1%25enx0123456789abc]"))},
    {"empty zone", "registrar", SET(set_registrar(a, "sip:[fe80::1%]"))},
    {"zone of a name", "registrar", SET(set_registrar(a, "sip:example.com%25eth0"))},
    {"line break", "display name", SET(set_display_name(a, "Alice\r\nX: y"))},
    {"not UTF-8", "display name", SET(set_display_name(a, "J\xE4son"))},
    {"too long", "display name", SET(set_display_name(a, kLong))},
    {"line break", "auth username", SET(set_auth_username(a, "alice\nX: y"))},
    {"too long", "auth username", SET(set_auth_username(a, kLong))},
    {"too long", "password", SET(set_password(a, kLong))},
    {"too short for MD5", "ha1", SET(set_ha1(a, Algorithm::md5, "0123456789abcdef0123456789abcde"))},
    {"MD5 for SHA-256", "ha1", SET(set_ha1(a, Algorithm::sha256, "0123456789abcdef0123456789abcdef"))},
    {"no hex", "ha1", SET(set_ha1(a, Algorithm::md5, "0123456789abcdef0123456789abcdeg"))},
    {"no hex, before the digits", "ha1", SET(set_ha1(a, Algorithm::md5, "0123456789abcdef0123456789abcde/"))},
    {"no hex, between digits and capitals", "ha1", SET(set_ha1(a, Algorithm::md5, "0123456789abcdef0123456789abcde@"))},
    {"no hex, behind the capitals", "ha1", SET(set_ha1(a, Algorithm::md5, "0123456789abcdef0123456789abcdeG"))},
    {"line break", "realm", SET(set_realm(a, "r\r"))},
    {"too long", "realm", SET(set_realm(a, kLong))},
    {"zero", "expires", SET(set_expires_s(a, 0))},
    {"negative", "expires", SET(set_expires_s(a, -1))},
    {"2^32", "expires", SET(set_expires_s(a, 4294967296))},
    {"no URI", "contact", SET(set_contact(a, "alice"))},
    {"zone", "contact", SET(set_contact(a, "sip:alice@[fe80::2%25eth0]"))},
    {"star", "contact", SET(set_contact(a, "*"))},
    {"name-addr", "contact", SET(set_contact(a, "<sip:alice@h>"))},
    {"line break", "contact", SET(set_contact(a, "sip:alice@h\r\nX: y"))},
    {"no token", "contact parameter", SET(add_contact_param(a, "a b", "c"))},
    {"no name", "contact parameter", SET(add_contact_param(a, "", "c"))},
    {"too long a name", "contact parameter", SET(add_contact_param(a, kLong, "c"))},
    {"expires", "contact parameter", SET(add_contact_param(a, "Expires", "60"))},
    {"twice", "contact parameter", SET(add_contact_param(a, "Q", "0.1"))},
    {"another parameter behind it", "contact parameter", SET(add_contact_param(a, "a", "b;c=d"))},
    {"another contact behind it", "contact parameter", SET(add_contact_param(a, "a", "b,<sip:c@d>"))},
    {"unclosed quotes", "contact parameter", SET(add_contact_param(a, "a", "\"b"))},
    {"line break", "contact parameter", SET(add_contact_param(a, "a", "b\r\nX: y"))},
    {"line break in quotes", "contact parameter", SET(add_contact_param(a, "a", "\"b\r\nX: y\""))},
    {"too long", "contact parameter", SET(add_contact_param(a, "a", kLong))},
    {"colon in the name", "header", SET(add_header(a, "X:", "y"))},
    {"no name", "header", SET(add_header(a, "", "y"))},
    {"too long a name", "header", SET(add_header(a, std::string(1025, 'X'), "y"))},
    {"line break in the name", "header", SET(add_header(a, "X\r\nY", "y"))},
    {"line break in the value", "header", SET(add_header(a, "X", "y\r\nContact: *"))},
    {"folded line", "header", SET(add_header(a, "X", "y\r\n z"))},
    {"NUL", "header", SET(add_header(a, "X", "y\0z"sv))},
    {"too long", "header", SET(add_header(a, "X", kLong))},
    {"no tokens", "allow", SET(set_allow(a, "INVITE ACK"))},
    {"empty item", "allow", SET(set_allow(a, "INVITE,,ACK"))},
    {"space alone", "allow", SET(set_allow(a, " "))},
    {"line break", "allow", SET(set_allow(a, "INVITE,\r\n ACK"))},
    {"no tokens", "supported", SET(set_supported(a, "path;x"))},
    {"line break", "supported", SET(set_supported(a, "path\r\nX: y"))},
    {"line break", "user agent", SET(set_user_agent(a, "ua\r\nX: y"))},
    {"too long", "user agent", SET(set_user_agent(a, kLong))},
    {"no path", "websocket path", SET(set_websocket_path(a, ""))},
    {"relative", "websocket path", SET(set_websocket_path(a, "ws"))},
    {"space", "websocket path", SET(set_websocket_path(a, "/a b"))},
    {"fragment", "websocket path", SET(set_websocket_path(a, "/a#b"))},
    {"line break", "websocket path", SET(set_websocket_path(a, "/a\r\nX: y"))},
    {"not ASCII", "websocket path", SET(set_websocket_path(a, "/\xC3\xA4"))},
    {"too long", "websocket path", SET(set_websocket_path(a, "/" + kLong))},
    {"path", "websocket host", SET(set_websocket_host(a, "h/ws"))},
    {"user", "websocket host", SET(set_websocket_host(a, "u@h"))},
    {"parameter", "websocket host", SET(set_websocket_host(a, "h;lr"))},
    {"bad port", "websocket host", SET(set_websocket_host(a, "h:65536"))},
    {"line break", "websocket host", SET(set_websocket_host(a, "h\r\nX: y"))},
    {"too long", "websocket host", SET(set_websocket_host(a, kLong))},
    {"space", "websocket origin", SET(set_websocket_origin(a, "https://a b"))},
    {"line break", "websocket origin", SET(set_websocket_origin(a, "https://a\nX: y"))},
    {"too long", "websocket origin", SET(set_websocket_origin(a, kLong))},
    {"no name", "websocket header", SET(add_websocket_header(a, "", "y"))},
    {"colon in the name", "websocket header", SET(add_websocket_header(a, "X:", "y"))},
    {"line break in the name", "websocket header", SET(add_websocket_header(a, "X\r\nY", "y"))},
    {"line break in the value", "websocket header", SET(add_websocket_header(a, "X", "y\r\nZ: z"))},
    {"of the upgrade", "websocket header", SET(add_websocket_header(a, "host", "h"))},
    {"of the upgrade, too", "websocket header", SET(add_websocket_header(a, "Sec-WebSocket-Extensions", "x"))},
    {"of a body", "websocket header", SET(add_websocket_header(a, "Transfer-Encoding", "chunked"))},
    {"too much", "websocket header", SET(add_websocket_header(a, "Cookie", std::string(8192 - 10, 'x')))},
    {"no URI", "outbound proxy", SET(set_proxy(a, "other.example.com", true))},
    {"link-local without a zone", "outbound proxy", SET(set_proxy(a, "sip:[fe80::1]", true))},
    {"link-local without a zone", "backup registrar", SET(add_backup(a, "sip:[fe80::1]"))},
    {"headers", "outbound proxy", SET(set_proxy(a, "sip:other.example.com?a=b", true))},
    {"sips over UDP", "outbound proxy", SET(set_proxy(a, "sips:other.example.com;transport=udp", false))},
    {"line break", "outbound proxy", SET(set_proxy(a, "sip:other.example.com\r\nX: y", true))},
    {"base 0", "retry", SET(set_retry_s(a, 0, 10))},
    {"cap below base", "retry", SET(set_retry_s(a, 10, 9))},
    {"cap above a day", "retry", SET(set_retry_s(a, 10, 86401))},
    {"no URI", "contact", SET(add_contact(a, "bob", ""))},
    {"star", "contact", SET(add_contact(a, "*", ""))},
    {"empty", "contact", SET(add_contact(a, "", ""))},
    {"one twice", "contact", SET(add_contact(a, "sip:b@H;x", ""))},
    {"no semicolon", "contact parameter", SET(add_contact(a, "sip:c@h", "q=0.5"))},
    {"expires", "contact parameter", SET(add_contact(a, "sip:c@h", ";expires=1"))},
    {"bad q", "contact parameter", SET(add_contact(a, "sip:c@h", ";q=2"))},
    {"empty value", "contact parameter", SET(add_contact(a, "sip:c@h", ";a="))},
    {"one twice", "contact parameter", SET(add_contact(a, "sip:c@h", ";q=0.5;Q=0.5"))},
    {"an empty one", "contact parameter", SET(add_contact(a, "sip:c@h", ";q=0.5;"))},
    {"another contact behind it", "contact parameter", SET(add_contact(a, "sip:c@h", ";a=b,<sip:d@h>"))},
    {"unclosed quotes", "contact parameter", SET(add_contact(a, "sip:c@h", ";a=\"b"))},
    {"line break", "contact parameter", SET(add_contact(a, "sip:c@h", ";a=\"b\r\nX: y\""))},
    {"no URN", "instance", SET(set_instance(a, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))},
    {"no namespace", "instance", SET(set_instance(a, "urn:x"))},
    {"namespace of one letter", "instance", SET(set_instance(a, "urn:x:1"))},
    {"nothing named", "instance", SET(set_instance(a, "urn:uuid:"))},
    {"in brackets", "instance", SET(set_instance(a, "<urn:uuid:1>"))},
    {"closing bracket", "instance", SET(set_instance(a, "urn:uuid:1>"))},
    {"quote", "instance", SET(set_instance(a, "urn:uuid:1\""))},
    {"backslash", "instance", SET(set_instance(a, "urn:uuid:1\\"))},
    {"line break", "instance", SET(set_instance(a, "urn:uuid:1\r\nX: y"))},
    {"too long", "instance", SET(set_instance(a, "urn:uuid:" + kLong))},
    {"too many", "outbound flows", SET(set_outbound(a, 5))},
    {"line break", "push provider", SET(set_push(a, "a\r\nX: y", "", "c"))},
    {"prid without provider", "push provider", SET(set_push(a, "", "", "c"))},
    {"param without provider", "push provider", SET(set_push(a, "", "b", ""))},
    {"not UTF-8", "push param", SET(set_push(a, "fcm", "\xE4", "c"))},
    {"provider without prid", "push prid", SET(set_push(a, "fcm", "b", ""))},
    {"too long", "push prid", SET(set_push(a, "fcm", "b", kLong))},
    {"no failure", "retry class", SET(set_retry_class(a, Failure::none, 1))},
    {"below -1", "retry class", SET(set_retry_class(a, Failure::tls, -2))},
    {"above a day", "retry class", SET(set_retry_class(a, Failure::tls, 86401))},
    {"negative", "max attempts", SET(set_max_attempts(a, -1))},
    {"2^31", "max attempts", SET(set_max_attempts(a, 2147483648))},
    {"negative", "refresh room", SET(set_refresh(a, -1, 10))},
    {"above a day", "refresh room", SET(set_refresh(a, 86401, 10))},
    {"negative", "refresh jitter", SET(set_refresh(a, 180, -1))},
    {"above a half", "refresh jitter", SET(set_refresh(a, 180, 51))},
    {"none", "max challenges", SET(set_max_challenges(a, 0))},
    {"too many", "max challenges", SET(set_max_challenges(a, 33))},
    {"negative", "max redirects", SET(set_max_redirects(a, -1))},
    {"too many", "max redirects", SET(set_max_redirects(a, 33))},
    {"none", "max min expires", SET(set_max_min_expires_s(a, 0))},
    {"2^32", "max min expires", SET(set_max_min_expires_s(a, 4294967296))},
    {"empty", "call id", SET(set_call_id(a, "", 0))},
    {"line break", "call id", SET(set_call_id(a, "a\r\nX: y", 0))},
    {"two @", "call id", SET(set_call_id(a, "a@b@c", 0))},
    {"negative", "cseq", SET(set_call_id(a, "a", -1))},
    {"2^31-1", "cseq", SET(set_call_id(a, "a", 2147483647))},
};

void refusals_name_the_field_and_change_nothing(void **)
{
    for (const Refused &row : kRefused) {
        Account account = complete();
        const std::string before = shown(account), why = refusal_of(row.set, account);
        if (!why.starts_with(std::string(row.field) + ": "))
            fail_msg("%s, %s: \"%s\"", row.field, row.name, why.c_str());
        if (shown(account) != before)
            fail_msg("%s, %s: changed the account", row.field, row.name);
    }
}

constexpr const char *kOurs[] = {
    "Via", "v", "From", "F", "To", "t", "Call-ID", "i", "CSeq", "Contact", "m", "EXPIRES", "Max-Forwards",
    "Content-Length", "l", "Authorization", "Proxy-Authorization", "Route", "Allow", "Supported", "k",
    "User-Agent",
};

void headers_of_the_library_are_refused(void **)
{
    for (const char *ours : kOurs) {
        Account account;
        try {
            add_header(account, ours, "x");
        } catch (const Error &error) {
            if (std::string_view(error.what()).starts_with("header: ") && account.extras->headers.empty())
                continue;
        }
        fail_msg("%s was taken", ours);
    }
}

struct Taken {
    const char *name;
    Set set;
    bool (*holds)(const Account &account);
};

#define HOLDS(condition) [](const Account &a) { return condition; }

constexpr const char *kMd5 = "0123456789ABCDEF0123456789abcdef";
constexpr const char *kSha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const Taken kTaken[] = {
    {"aor", SET(set_aor(a, "SIP:Bob%20B@Example.com:5070")),
     HOLDS(a.aor == "sip:Bob%20B@Example.com:5070" && a.aor_user == "Bob%20B" && !a.secure)},
    {"aor without user", SET(set_aor(a, "sip:example.com")),
     HOLDS(a.aor == "sip:example.com" && a.digest_user().empty())},
    {"escapes do not log in", SET(set_aor(a, "sip:a%40b%20c@h")), HOLDS(a.digest_user() == "a@b c")},
    {"auth username as it is", SET(set_auth_username(a, "a%40b")), HOLDS(a.digest_user() == "a%40b")},
    {"auth username withdrawn", SET(set_auth_username(a, "x"); set_auth_username(a, "")),
     HOLDS(a.digest_user() == "alice")},
    {"registrar", SET(set_registrar(a, "sip:reg.example.com")),
     HOLDS(a.registrar == "sip:reg.example.com" && shown(a.registrar_hop) == "reg.example.com:0/")},
    {"registrar by TCP", SET(set_registrar(a, "sip:[2001:db8::1]:5070;transport=TCP")),
     HOLDS(a.registrar == "sip:[2001:db8::1]:5070;transport=TCP" &&
           shown(a.registrar_hop) == "2001:db8::1:5070/tcp")},
    {"registrar on a link: the zone is for the hop alone", SET(set_registrar(a, "sip:[fe80::1%25eth0]:5070;transport=tcp")),
     HOLDS(a.registrar == "sip:[fe80::1]:5070;transport=tcp" && shown(a.registrar_hop) == "fe80::1%eth0:5070/tcp" &&
           a.registrar_hop.identity() == "fe80::1")},
    {"registrar on a link, as people type it", SET(set_registrar(a, "sip:[fe80::1%eth0]")),
     HOLDS(a.registrar == "sip:[fe80::1]" && a.registrar_hop.host == "fe80::1%eth0")},
    {"proxy on a link: none in the Route", SET(set_proxy(a, "sip:[fe80::1%25eth0]:5070", true)),
     HOLDS(a.extras->route == "<sip:[fe80::1]:5070;lr>" && shown(a.extras->proxy_hop) == "fe80::1%eth0:5070/")},
    {"backups on two links", SET(add_backup(a, "sip:[fe80::1%25eth0]"); add_backup(a, "sip:[fe80::1%25eth1]")),
     HOLDS(a.extras->backups.size() == 2 && a.extras->backups[1].host == "fe80::1%eth1")},
    {"registrar by TLS", SET(set_registrar(a, "sip:example.com;transport=TLS")),
     HOLDS(shown(a.registrar_hop) == "example.com:0/tls")},
    {"sips over TCP is TLS", SET(set_registrar(a, "sips:example.com;transport=tcp")),
     HOLDS(a.registrar_hop.secure && shown(a.registrar_hop) == "example.com:0/tls")},
    {"sips over WebSocket", SET(set_registrar(a, "sips:example.com;transport=ws")),
     HOLDS(a.registrar_hop.secure && shown(a.registrar_hop) == "example.com:0/wss")},
    {"WebSocket", SET(set_registrar(a, "sip:example.com;transport=ws")), HOLDS(shown(a.registrar_hop) == "example.com:0/ws")},
    {"WebSocket over TLS", SET(set_registrar(a, "sip:example.com;transport=wss")),
     HOLDS(shown(a.registrar_hop) == "example.com:0/wss")},
    {"sips AOR at a sips registrar", SET(set_aor(a, "sips:alice@example.com"); set_registrar(a, "sips:example.com");
                                         set_proxy(a, "", false)),
     HOLDS(a.secure && missing(a).empty())},
    {"sips AOR at a sip registrar", SET(set_aor(a, "sips:alice@example.com"); set_registrar(a, "sip:example.com")),
     HOLDS(missing(a) == "registrar: is not sips:, but the AOR is")},
    {"sips by a proxy in the clear",
     SET(set_registrar(a, "sips:example.com"); set_proxy(a, "sip:p.example.com", true)),
     HOLDS(missing(a) == "outbound proxy: is not reached over TLS, but the registrar is sips:")},
    {"sips by a proxy over TLS",
     SET(set_registrar(a, "sips:example.com"); set_proxy(a, "sip:p.example.com;transport=tls", true)),
     HOLDS(missing(a).empty())},
    {"sips by a proxy over WebSocket in the clear",
     SET(set_registrar(a, "sips:example.com"); set_proxy(a, "sip:p.example.com;transport=ws", true)),
     HOLDS(missing(a) == "outbound proxy: is not reached over TLS, but the registrar is sips:")},
    {"sips by a proxy over WebSocket and TLS",
     SET(set_registrar(a, "sips:example.com"); set_proxy(a, "sip:p.example.com;transport=wss", true)),
     HOLDS(missing(a).empty())},
    {"sips with a backup in the clear", SET(set_registrar(a, "sips:example.com"); set_proxy(a, "", false);
                                            add_backup(a, "sips:a.example.com"); add_backup(a, "sip:b.example.com")),
     HOLDS(missing(a) == "backup registrar: is not reached over TLS, but the registrar is sips:")},
    {"outbound numbers the flow", SET(add_contact_param(a, "x", "y"); set_outbound(a, 3)),
     HOLDS(a.extras->flows == 3 && shown(a.extras->contact_params).ends_with("x=y,reg-id=1,") &&
           shown(for_flow(a, 3).extras->contact_params).ends_with("x=y,reg-id=3,"))},
    {"outbound no more", SET(set_outbound(a, 2); set_outbound(a, 0)),
     HOLDS(a.extras->flows == 0 && a.extras->contact_params.size() == complete().extras->contact_params.size())},
    {"maddr says where to send", SET(set_registrar(a, "sip:example.com:5070;maddr=[2001:db8::1]")),
     HOLDS(a.registrar == "sip:example.com:5070;maddr=[2001:db8::1]" &&
           shown(a.registrar_hop) == "2001:db8::1:5070/")},
    {"display name", SET(set_display_name(a, "J\xC3\xA4son \"X\"")),
     HOLDS(a.extras->display_name == "J\xC3\xA4son \"X\"")},
    {"password of any bytes", SET(set_password(a, "a\r\n\0\xFF:"sv)),
     HOLDS(shown(a.password) == "a\r\n\0\xFF:"sv)},
    {"password of 1023 bytes", SET(set_password(a, kLong.substr(2))), HOLDS(shown(a.password) == kLong.substr(2))},
    {"ha1, in lower case", SET(set_ha1(a, Algorithm::md5, kMd5)),
     HOLDS(a.ha1.size() == 1 && shown(a.ha1[0].hex) == "0123456789abcdef0123456789abcdef")},
    {"ha1 again", SET(set_ha1(a, Algorithm::sha256, kSha); set_ha1(a, Algorithm::sha256, kSha)),
     HOLDS(a.ha1.size() == 1)},
    {"ha1 of two algorithms", SET(set_ha1(a, Algorithm::sha512_256, kSha); set_ha1(a, Algorithm::sha256, kSha)),
     HOLDS(a.ha1.size() == 2)},
    {"ha1 of a session algorithm is its family's", SET(set_ha1(a, Algorithm::md5_sess, kMd5)),
     HOLDS(a.ha1.size() == 1 && a.ha1[0].algorithm == Algorithm::md5)},
    {"realm", SET(set_realm(a, "a \"b\"")), HOLDS(a.realm == "a \"b\"")},
    {"least expiry", SET(set_expires_s(a, 1)), HOLDS(a.expires_s == 1)},
    {"greatest expiry", SET(set_expires_s(a, 4294967295)), HOLDS(a.expires_s == 4294967295)},
    {"contact", SET(set_contact(a, "SIP:alice@192.0.2.9:5062;ob")),
     HOLDS(a.extras->contact == "sip:alice@192.0.2.9:5062;ob")},
    {"contact withdrawn", SET(set_contact(a, "")), HOLDS(a.extras->contact.empty())},
    {"quoted contact parameter", SET(add_contact_param(a, "+sip.instance", "\"<urn:uuid:1>\"")),
     HOLDS(shown(a.extras->contact_params) == "q=0.5,+sip.instance=\"<urn:uuid:1>\",")},
    {"contact parameter without value", SET(add_contact_param(a, "+sip.audio", "")),
     HOLDS(a.extras->contact_params.size() == 2)},
    {"header", SET(add_header(a, "X-B", "c")), HOLDS(shown(a.extras->headers) == "X-A=b,X-B=c,")},
    {"header twice", SET(add_header(a, "X-A", "c")), HOLDS(shown(a.extras->headers) == "X-A=b,X-A=c,")},
    {"allow", SET(set_allow(a, "INVITE, ACK")), HOLDS(a.extras->allow == "INVITE, ACK")},
    {"allow withdrawn", SET(set_allow(a, "ACK"); set_allow(a, "")), HOLDS(a.extras->allow.empty())},
    {"supported", SET(set_supported(a, "path,gruu")), HOLDS(a.extras->supported == "path,gruu")},
    {"user agent", SET(set_user_agent(a, "phone/1 (x)")), HOLDS(a.extras->user_agent == "phone/1 (x)")},
    {"loose route", SET(set_proxy(a, "sip:p.example.com:5080", true)),
     HOLDS(a.extras->route == "<sip:p.example.com:5080;lr>" && shown(a.first_hop()) == "p.example.com:5080/")},
    {"loose route that says so", SET(set_proxy(a, "sip:p.example.com;lr;transport=tcp", true)),
     HOLDS(a.extras->route == "<sip:p.example.com;lr;transport=tcp>")},
    {"pinned address", SET(set_proxy(a, "sip:192.0.2.9;transport=tcp", false)),
     HOLDS(a.extras->route.empty() && shown(a.first_hop()) == "192.0.2.9:0/tcp")},
    {"no proxy", SET(set_proxy(a, "", true)),
     HOLDS(a.extras->route.empty() && shown(a.first_hop()) == "example.com:0/")},
    {"retry", SET(set_retry_s(a, 1, 86400)), HOLDS(a.backoff.base.count() == 1 && a.backoff.cap.count() == 86400)},
    {"further contact", SET(add_contact(a, "SIP:c@[2001:db8::1]:5070", ";q=0.5;+sip.audio;x=\"a;b\"")),
     HOLDS(shown(a.extras->more_contacts) ==
           "sip:b@h{q=0.1,},sip:c@[2001:db8::1]:5070{q=0.5,+sip.audio=,x=\"a;b\",},")},
    {"further contact without parameters", SET(add_contact(a, "sip:c@h", "")),
     HOLDS(shown(a.extras->more_contacts) == "sip:b@h{q=0.1,},sip:c@h{},")},
    {"instance", SET(set_instance(a, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6")),
     HOLDS(a.extras->instance == "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6")},
    {"instance of an IMEI", SET(set_instance(a, "urn:gsma:imei:90420156-025763-0;vers=0")),
     HOLDS(a.extras->instance == "urn:gsma:imei:90420156-025763-0;vers=0")},
    {"instance withdrawn", SET(set_instance(a, "urn:uuid:1"); set_instance(a, "")), HOLDS(a.extras->instance.empty())},
    {"push, escaped", SET(set_push(a, "webpush", "", "https://p.example.net/x?y=1")),
     HOLDS(shown(a.extras->push) == "webpush,,https://p.example.net/x%3Fy%3D1,0")},
    {"push withdrawn", SET(set_push(a, "fcm", "b", "c"); set_push(a, "", "", "")),
     HOLDS(shown(a.extras->push) == ",,,0")},
    {"push wakes itself, whatever else is set", SET(set_push_wakes_itself(a, true); set_push(a, "fcm", "b", "c")),
     HOLDS(shown(a.extras->push) == "fcm,b,c,1")},
    {"push does not", SET(set_push_wakes_itself(a, true); set_push_wakes_itself(a, false)),
     HOLDS(!a.extras->push.wakes_itself)},
    {"WebSocket, as most want it", SET((void)a), HOLDS(shown(*a.extras->web) == "/,,,unset")},
    {"WebSocket, all of it",
     SET(set_websocket_path(a, "/ws?a=%20b"); set_websocket_host(a, "[2001:db8::1]:8080");
         set_websocket_origin(a, "https://app.example.com:8443"); add_websocket_header(a, "Cookie", "a=b");
         add_websocket_header(a, "Authorization", "Bearer x.y")),
     HOLDS(shown(*a.extras->web) ==
           "/ws?a=%20b,[2001:db8::1]:8080,https://app.example.com:8443,Cookie: a=b\r\nAuthorization: Bearer x.y\r\n")},
    {"WebSocket, withdrawn",
     SET(set_websocket_host(a, "h"); set_websocket_host(a, ""); set_websocket_origin(a, "null"); set_websocket_origin(a, "")),
     HOLDS(shown(*a.extras->web) == "/,,,unset")},
    {"what follows each failure",
     SET(set_retry_class(a, Failure::temporary, -1); set_retry_class(a, Failure::forbidden, 0);
         set_retry_class(a, Failure::tls, 86400)),
     HOLDS(policy_of(*a.extras).starts_with("-0 -0 x20 -0 -0 x20 x20 =86400 x20 "))},
    {"attempts", SET(set_max_attempts(a, 2147483647)), HOLDS(a.extras->max_attempts == 2147483647)},
    {"attempts without end", SET(set_max_attempts(a, 1); set_max_attempts(a, 0)), HOLDS(a.extras->max_attempts == 0)},
    {"refresh", SET(set_refresh(a, 86400, 50)),
     HOLDS(a.extras->refresh_room.count() == 86400 && a.extras->refresh_jitter_percent == 50)},
    {"refresh on the dot", SET(set_refresh(a, 0, 0)),
     HOLDS(a.extras->refresh_room.count() == 0 && a.extras->refresh_jitter_percent == 0)},
    {"challenges", SET(set_max_challenges(a, 32)), HOLDS(a.extras->limits.challenges == 32)},
    {"redirects", SET(set_max_redirects(a, 0)), HOLDS(a.extras->limits.redirects == 0)},
    {"longest lifetime", SET(set_max_min_expires_s(a, 4294967295)),
     HOLDS(a.extras->limits.min_expires_s == 4294967295)},
    {"switches on",
     SET(set_redirect_credentials(a, true); set_md5_needs_tls(a, true); set_refuse_downgrade(a, true);
         set_ask_credentials(a, true); set_bearer_in_clear(a, true)),
     HOLDS(policy_of(*a.extras).ends_with(" 1 1 1 1 1 "))},
    {"switches off again",
     SET(set_redirect_credentials(a, true); set_md5_needs_tls(a, true); set_refuse_downgrade(a, true);
         set_ask_credentials(a, true); set_bearer_in_clear(a, true); set_redirect_credentials(a, false);
         set_md5_needs_tls(a, false); set_refuse_downgrade(a, false); set_ask_credentials(a, false);
         set_bearer_in_clear(a, false)),
     HOLDS(policy_of(*a.extras).ends_with(" 0 0 0 0 0 "))},
    {"call id and cseq", SET(set_call_id(a, "a@b", 2147483646)),
     HOLDS(a.extras->call_id == "a@b" && a.extras->cseq == 2147483646)},
};

void what_is_right_is_taken(void **)
{
    for (const Taken &row : kTaken) {
        Account account = complete();
        if (const std::string why = refusal_of(row.set, account); !why.empty())
            fail_msg("%s: %s", row.name, why.c_str());
        if (!row.holds(account))
            fail_msg("%s: %s", row.name, shown(account).c_str());
    }
}

void qvalues_are_checked(void **)
{
    for (const char *bad : {"", "2", "0.5555", "x", "\"0.5\""}) {
        Account account;
        const std::string before = shown(account);
        try {
            add_contact_param(account, "q", bad);
        } catch (const Error &error) {
            if (std::string_view(error.what()).starts_with("contact parameter: ") && shown(account) == before)
                continue;
        }
        fail_msg("q of \"%s\" was taken", bad);
    }
}

// Takes so many of them; whether the next was refused.
template <typename Add> bool full_at(int count, Add add)
{
    Account account;
    for (int i = 0; i < count; ++i)
        add(account, "X" + std::to_string(i));
    try {
        add(account, "Y");
    } catch (const Error &) {
        return true;
    }
    return false;
}

void lists_are_bounded(void **)
{
    assert_true(full_at(64, [](Account &a, const std::string &name) { add_header(a, name, "y"); }));
    assert_true(full_at(64, [](Account &a, const std::string &name) { add_contact_param(a, name, "y"); }));
    assert_true(full_at(16, [](Account &a, const std::string &name) { add_contact(a, "sip:" + name + "@h", ""); }));
}

// Each of both orders, and no second one in the message.
void what_the_library_writes_is_no_parameter_too(void **)
{
    const struct {
        const char *name;
        Set first, second;
    } rows[] = {
        {"instance, then parameter", SET(set_instance(a, "urn:uuid:1")),
         SET(add_contact_param(a, "+SIP.instance", "\"<urn:uuid:1>\""))},
        {"parameter, then instance", SET(add_contact_param(a, "+SIP.instance", "\"<urn:uuid:1>\"")),
         SET(set_instance(a, "urn:uuid:1"))},
        {"instance, then a further contact's", SET(set_instance(a, "urn:uuid:1")),
         SET(add_contact(a, "sip:c@h", ";+sip.instance=\"<urn:uuid:1>\""))},
        {"a further contact's, then instance", SET(add_contact(a, "sip:c@h", ";+sip.instance=\"<urn:uuid:1>\"")),
         SET(set_instance(a, "urn:uuid:1"))},
        {"outbound, then parameter", SET(set_outbound(a, 1)), SET(add_contact_param(a, "Reg-ID", "2"))},
        {"parameter, then outbound", SET(add_contact_param(a, "Reg-ID", "2")), SET(set_outbound(a, 1))},
        {"push, then parameter", SET(set_push_wakes_itself(a, true)), SET(add_contact_param(a, "+sip.pnsreg", ""))},
        {"parameter, then push", SET(add_contact_param(a, "+sip.pnsreg", "")), SET(set_push_wakes_itself(a, true))},
    };
    for (const auto &row : rows) {
        Account account;
        const std::string first = refusal_of(row.first, account), before = shown(account);
        if (!first.empty() || refusal_of(row.second, account).empty() || shown(account) != before)
            fail_msg("%s: %s", row.name, first.c_str());
    }
}

void what_is_missing_is_told(void **)
{
    Account account;
    assert_true(missing(account).starts_with("aor: "));
    set_aor(account, "sip:alice@example.com");
    assert_true(missing(account).starts_with("registrar: "));
    set_registrar(account, "sip:example.com");
    assert_true(missing(account).empty());
    set_outbound(account, 1);
    assert_true(missing(account).starts_with("outbound: "));
    set_instance(account, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assert_true(missing(account).empty());
    set_ha1(account, Algorithm::md5, kMd5);
    assert_true(missing(account).starts_with("realm: "));
    set_realm(account, "r");
    assert_true(missing(account).empty());
}

} // namespace

int main()
{
    const CMUnitTest account[] = {
        cmocka_unit_test(refusals_name_the_field_and_change_nothing),
        cmocka_unit_test(headers_of_the_library_are_refused),
        cmocka_unit_test(what_is_right_is_taken),
        cmocka_unit_test(qvalues_are_checked),
        cmocka_unit_test(lists_are_bounded),
        cmocka_unit_test(what_the_library_writes_is_no_parameter_too),
        cmocka_unit_test(what_is_missing_is_told),
    };
    return cmocka_run_group_tests(account, nullptr, nullptr);
}
