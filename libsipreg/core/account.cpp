// SPDX-License-Identifier: LGPL-2.1-or-later
// Who registers what where: the checks of each field.
#include "core/account.hpp"

#include "base/error.hpp"
#include "core/account_fields.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sipreg::core {

namespace {

std::string checked_link(const char *field, std::string host)
{
    const std::optional<IpAddress> ip = parse_zoned_ip(host);
    if (!ip && host.find('%') != std::string::npos)
        refuse(field, "\"" + valid_utf8(host) + "\" is not a link-local address with the name of an interface");
    if (ip && lacks_zone(*ip))
        refuse(field, host + " is link-local and needs a zone, the interface that leads there: [" + host + "%25eth0]");
    return host;
}

// RFC 3261 §19.1.1: maddr is where to send, whatever the host says.
std::string host_to_reach(const char *field, const Uri &uri, const std::string &zone)
{
    const Param *maddr = find_param(uri, "maddr");
    if (maddr == nullptr)
        return checked_link(field, zone.empty() ? uri.host : uri.host + "%" + zone);
    const std::optional<std::string> host = parse_host(maddr->value);
    if (!host)
        refuse(field, "maddr \"" + maddr->value + "\" is not a host");
    return checked_link(field, *host);
}

Hop hop_of(const char *field, const Uri &uri, const std::string &zone)
{
    const Param *transport = find_param(uri, "transport");
    const std::optional<Transport> known = transport_param(uri);
    if (transport != nullptr && !known)
        refuse(field, "transport \"" + transport->value + "\" is not supported by this version");
    if (uri.secure && known == Transport::udp)
        refuse(field, "sips: needs TLS, which does not go over UDP");
    return hop_to(uri, host_to_reach(field, uri, zone), known);
}

// What goes onto the wire, and how to get there: a zone is for the latter alone.
struct Way {
    Uri uri;
    Hop hop;
};

Way way_of(const char *field, std::string_view text)
{
    std::string bare(text);
    const std::string zone = cut_zone(bare);
    Uri uri = uri_of(field, bare);
    if (!uri.headers.empty())
        refuse(field, "has headers");
    Hop hop = hop_of(field, uri, zone);
    return {std::move(uri), std::move(hop)};
}

// RFC 3261 §10.2: the Request-URI of REGISTER has no user part.
Way way_to_registrar(const char *field, std::string_view text)
{
    Way way = way_of(field, text);
    if (!way.uri.user.empty())
        refuse(field, "has a user part");
    return way;
}

std::string token_list(const char *field, std::string_view text)
{
    for (std::string_view item : split_outside_quotes(text, ','))
        if (!text.empty() && !is_token(trim(item)))
            refuse(field, "\"" + valid_utf8(text) + "\" is not a list of tokens");
    return std::string(text);
}

bool is_ours(std::string_view name)
{
    // Long and compact names (RFC 3261 §7.3.3) of what the library writes or the transaction depends on.
    static constexpr std::array kOurs = {
        "via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "contact", "m", "expires", "max-forwards",
        "content-length", "l", "authorization", "proxy-authorization", "route", "allow", "supported", "k",
        "user-agent"};
    return std::any_of(kOurs.begin(), kOurs.end(), [&](const char *ours) { return iequals(ours, name); });
}

bool is_secured(const Hop &hop) { return hop.secure || (hop.transport && is_secure(*hop.transport)); }

// RFC 3261 §26.2.2: to a sips: registrar nothing goes in the clear, whichever way it takes.
std::string insecure_way(const Extras &extras)
{
    if (extras.has_proxy && !is_secured(extras.proxy_hop))
        return "outbound proxy: is not reached over TLS, but the registrar is sips:";
    if (!std::all_of(extras.backups.begin(), extras.backups.end(), is_secured))
        return "backup registrar: is not reached over TLS, but the registrar is sips:";
    return {};
}

constexpr std::size_t kMaxPassword = 1023;
constexpr std::size_t kMaxBackups = 8;

std::size_t hex_digits(Algorithm algorithm) { return family(algorithm) == Algorithm::md5 ? 32 : 64; }

} // namespace

Hop hop_to(const Uri &uri, std::string host, std::optional<Transport> transport)
{
    std::string domain = host != uri.host ? uri.host : "";
    if (uri.secure && transport == Transport::tcp) // RFC 3261 §26.2.2: TLS over TCP
        transport = Transport::tls;
    if (uri.secure && transport == Transport::ws) // RFC 7118 §5
        transport = Transport::wss;
    return {std::move(host), uri.port, transport, uri.secure, std::move(domain)};
}

const std::shared_ptr<const Extras> &Extras::none()
{
    static const auto *const shared = new std::shared_ptr<const Extras>(std::make_shared<Extras>());
    return *shared;
}

void set_aor(Account &account, std::string_view text)
{
    const Uri uri = uri_of("aor", text);
    if (!uri.params.empty() || !uri.headers.empty() || !uri.password.empty())
        refuse("aor", "has parameters, headers or a password");
    if (!is_clean_text(unescape(uri.user)))
        refuse("aor", "the user part holds control characters or is not UTF-8");
    account.aor = to_string(uri);
    account.aor_user = uri.user;
    account.secure = uri.secure;
}

void set_registrar(Account &account, std::string_view text)
{
    Way way = way_to_registrar("registrar", text);
    account.registrar = to_string(way.uri);
    account.registrar_hop = std::move(way.hop);
}

void set_display_name(Account &account, std::string_view name)
{
    edit(account).display_name = clean("display name", name);
}

void set_auth_username(Account &account, std::string_view name)
{
    account.auth_username = clean("auth username", name);
}

void set_password(Account &account, std::string_view password)
{
    if (password.size() > kMaxPassword)
        refuse("password", "longer than 1023 bytes");
    // Whatever else it holds is right: it is hashed, and stands in no message.
    account.password = Secret(password);
}

void set_ha1(Account &account, Algorithm algorithm, std::string_view hex)
{
    const auto is_hex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    if (hex.size() != hex_digits(algorithm) || !std::all_of(hex.begin(), hex.end(), is_hex))
        refuse("ha1", "is not " + std::to_string(hex_digits(algorithm)) + " hex digits");
    algorithm = family(algorithm); // RFC 7616 §3.4.2: the -sess step begins with the same hash
    std::string lower = to_lower(hex);
    Secret secret(lower);
    wipe(lower.data(), lower.size());
    std::erase_if(account.ha1, [&](const Ha1 &old) { return old.algorithm == algorithm; });
    account.ha1.push_back({algorithm, std::move(secret)});
}

void set_realm(Account &account, std::string_view realm) { account.realm = clean("realm", realm); }

void set_expires_s(Account &account, std::int64_t expires_s)
{
    within("expires", expires_s, 1, UINT32_MAX);
    account.expires_s = static_cast<std::uint32_t>(expires_s);
}

void add_header(Account &account, std::string_view name, std::string_view value)
{
    if (!is_token(name) || name.size() > kMaxText)
        refuse("header", "\"" + valid_utf8(name) + "\" is not a header name");
    if (is_ours(name))
        refuse("header", "\"" + std::string(name) + "\" is written by the library");
    if (account.extras->headers.size() >= kMaxHeaders)
        refuse("header", "more than 64");
    edit(account).headers.push_back({std::string(name), clean("header", value)});
}

void set_allow(Account &account, std::string_view methods)
{
    edit(account).allow = token_list("allow", clean("allow", methods));
}

void set_supported(Account &account, std::string_view options)
{
    edit(account).supported = token_list("supported", clean("supported", options));
}

void set_user_agent(Account &account, std::string_view text)
{
    edit(account).user_agent = clean("user agent", text);
}

void set_proxy(Account &account, std::string_view text, bool loose_route)
{
    if (text.empty()) {
        Extras &extras = edit(account);
        extras.has_proxy = false;
        extras.route.clear();
        return;
    }
    Way way = way_of("outbound proxy", text);
    if (loose_route && find_param(way.uri, "lr") == nullptr)
        way.uri.params.push_back({"lr", "", false});
    Extras &extras = edit(account);
    extras.proxy_hop = std::move(way.hop);
    extras.has_proxy = true;
    extras.route = loose_route ? "<" + to_string(way.uri) + ">" : "";
}

void add_backup(Account &account, std::string_view text)
{
    const Hop hop = way_to_registrar("backup registrar", text).hop;
    const std::vector<Hop> &known = account.extras->backups;
    if (known.size() >= kMaxBackups)
        refuse("backup registrar", "more than 8");
    if (std::find(known.begin(), known.end(), hop) != known.end())
        refuse("backup registrar", "is there already");
    edit(account).backups.push_back(hop);
}

void set_call_id(Account &account, std::string_view call_id, std::int64_t cseq)
{
    if (!is_call_id(call_id))
        refuse("call id", "is not word[@word] of RFC 3261 in 1..255 characters");
    within("cseq", cseq, 0, INT32_MAX - 1);
    Extras &extras = edit(account);
    extras.call_id = call_id;
    extras.cseq = static_cast<std::uint32_t>(cseq);
}

std::string missing(const Account &account)
{
    if (account.aor.empty())
        return "aor: not set";
    if (account.registrar.empty())
        return "registrar: not set";
    if (account.secure && !account.registrar_hop.secure) // RFC 5630 §5.1.1.1
        return "registrar: is not sips:, but the AOR is";
    if (account.registrar_hop.secure)
        if (std::string why = insecure_way(*account.extras); !why.empty())
            return why;
    if (account.extras->flows > 0 && account.extras->instance.empty())
        return "outbound: needs an instance, by which the registrar knows which flows are of one device"; // RFC 5626 §4.2
    if (!account.ha1.empty() && account.realm.empty())
        return "realm: not set, but an HA1 holds for one realm only";
    return {};
}

} // namespace sipreg::core
