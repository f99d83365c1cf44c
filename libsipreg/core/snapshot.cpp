// SPDX-License-Identifier: LGPL-2.1-or-later
// A snapshot as a row of fields: a tag, the length in four bytes, the value.
#include "core/snapshot.hpp"

#include "core/text.hpp"
#include "core/uri.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

// Numbers are for ever.
enum class Tag : std::uint8_t {
    aor = 1,
    registrar = 2,
    call_id = 3,
    from_tag = 4,
    cseq = 5,
    contact = 6,
    public_host = 7,
    public_port = 8,
    granted_s = 9,
    bound_until_ms = 10,
    login = 11, // begins one; those below belong to the last begun
    realm = 12,
    nonce = 13,
    opaque = 14,
    algorithm = 15,
    qop = 16,
    proxy = 17,
    cnonce = 18,
    nc = 19,
    local_host = 20,
    local_port = 21,
    proven_registrar = 40, // of the registration again
    proven_proxy = 41,
    old_contact = 42, // as often as there is one
    shown = 43,
    redirect = 44,
    maybe_bound = 45,
    asked_s = 46,
    home = 47
};

constexpr std::size_t kMaxOldContacts = 8;
constexpr std::uint64_t kOffered = 1, kAuth = 2, kAuthInt = 4; // of Tag::qop, added up

constexpr std::size_t kMaxLogins = 8;
constexpr std::uint32_t kMaxCSeq = 0x7fffffff; // RFC 3261 §8.1.1.5: below 2^31

void put(std::string &out, Tag tag, std::string_view value)
{
    out += static_cast<char>(tag);
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((value.size() >> shift) & 0xff);
    out += value;
}

void put(std::string &out, Tag tag, std::uint64_t number)
{
    char value[8];
    for (int i = 0; i < 8; ++i)
        value[i] = static_cast<char>((number >> (56 - 8 * i)) & 0xff);
    put(out, tag, std::string_view(value, sizeof value));
}

std::uint64_t number_of(std::string_view value) noexcept
{
    std::uint64_t number = 0;
    for (const unsigned char byte : value)
        number = number << 8 | byte;
    return number;
}

std::uint32_t small_number_of(std::string_view value) noexcept
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(number_of(value), UINT32_MAX));
}

void put_login(std::string &out, const Login &login)
{
    const Challenge &challenge = login.challenge;
    put(out, Tag::login, std::string_view());
    put(out, Tag::realm, challenge.realm);
    put(out, Tag::nonce, challenge.nonce);
    if (challenge.has_opaque)
        put(out, Tag::opaque, challenge.opaque);
    if (challenge.has_algorithm)
        put(out, Tag::algorithm, name(challenge.algorithm));
    put(out, Tag::qop, challenge.has_qop * kOffered + challenge.qop_auth * kAuth + challenge.qop_auth_int * kAuthInt);
    put(out, Tag::proxy, std::uint64_t{challenge.proxy});
    put(out, Tag::cnonce, login.cnonce);
    put(out, Tag::nc, std::uint64_t{login.nc});
}

// What a token or a SIM has answered cannot be answered by the next run.
bool can_be_resumed(const Login &login) noexcept
{
    return login.challenge.scheme == Scheme::digest && login.challenge.aka == Aka::none;
}

struct Field {
    Tag tag;
    std::string_view value;
};

// The first field; @p text then begins after it. Nothing if it is not whole.
std::optional<Field> take_field(std::string_view &text) noexcept
{
    constexpr std::size_t kHead = 5;
    if (text.size() < kHead)
        return {};
    const std::size_t size = number_of(text.substr(1, 4));
    if (text.size() - kHead < size)
        return {};
    const Field field{static_cast<Tag>(text[0]), text.substr(kHead, size)};
    text.remove_prefix(kHead + size);
    return field;
}

// False for a value that cannot be: an algorithm that is unknown, say.
bool take(Algorithm &algorithm, const Field &field)
{
    const std::optional<Algorithm> known = algorithm_named(field.value);
    algorithm = known.value_or(algorithm);
    return known.has_value();
}

bool take(Login &login, const Field &field)
{
    Challenge &challenge = login.challenge;
    switch (field.tag) {
    case Tag::realm:
        challenge.realm = field.value;
        return true;
    case Tag::nonce:
        challenge.nonce = field.value;
        return true;
    case Tag::opaque:
        challenge.opaque = field.value;
        challenge.has_opaque = true;
        return true;
    case Tag::algorithm:
        challenge.has_algorithm = true;
        return take(challenge.algorithm, field);
    case Tag::qop:
        challenge.has_qop = (number_of(field.value) & kOffered) != 0;
        challenge.qop_auth = (number_of(field.value) & kAuth) != 0;
        challenge.qop_auth_int = (number_of(field.value) & kAuthInt) != 0;
        return true;
    case Tag::proxy:
        challenge.proxy = number_of(field.value) != 0;
        return true;
    case Tag::cnonce:
        login.cnonce = field.value;
        return true;
    case Tag::nc:
        login.nc = small_number_of(field.value);
        return true;
    default:
        return true; // of a later version
    }
}

bool take(Snapshot &snapshot, const Field &field)
{
    switch (field.tag) {
    case Tag::aor:
        snapshot.aor = field.value;
        return true;
    case Tag::registrar:
        snapshot.registrar = field.value;
        return true;
    case Tag::call_id:
        snapshot.call_id = field.value;
        return true;
    case Tag::from_tag:
        snapshot.from_tag = field.value;
        return true;
    case Tag::cseq:
        snapshot.cseq = small_number_of(field.value);
        return true;
    case Tag::contact:
        snapshot.contact = field.value;
        return true;
    case Tag::local_host:
        snapshot.local.host = field.value;
        return true;
    case Tag::local_port:
        snapshot.local.port = static_cast<std::uint16_t>(number_of(field.value));
        return true;
    case Tag::public_host:
        snapshot.public_address = HostPort{std::string(field.value), 0};
        return true;
    case Tag::public_port:
        if (snapshot.public_address)
            snapshot.public_address->port = static_cast<std::uint16_t>(number_of(field.value));
        return true;
    case Tag::granted_s:
        snapshot.granted_s = small_number_of(field.value);
        return true;
    case Tag::bound_until_ms:
        snapshot.bound_until_ms = static_cast<std::int64_t>(number_of(field.value));
        return true;
    case Tag::old_contact:
        snapshot.old_contacts.emplace_back(field.value);
        return snapshot.old_contacts.size() <= kMaxOldContacts;
    case Tag::shown:
        snapshot.shown = field.value;
        return true;
    case Tag::redirect:
        snapshot.redirect = field.value;
        return true;
    case Tag::maybe_bound:
        snapshot.maybe_bound = number_of(field.value) != 0;
        return true;
    case Tag::asked_s:
        snapshot.asked_s = small_number_of(field.value);
        return true;
    case Tag::home:
        snapshot.home = small_number_of(field.value);
        return true;
    case Tag::proven_registrar:
        return take(snapshot.proven.registrar, field);
    case Tag::proven_proxy:
        return take(snapshot.proven.proxy, field);
    case Tag::login:
        snapshot.logins.emplace_back();
        return snapshot.logins.size() <= kMaxLogins;
    default:
        return snapshot.logins.empty() || take(snapshot.logins.back(), field);
    }
}

// The nonce count is at its end: the registrar will give a new nonce.
bool is_used_up(const Login &login) noexcept { return login.nc > UINT32_MAX - kSnapshotMargin; }

void add_margins(Snapshot &snapshot) noexcept
{
    snapshot.cseq = std::min(snapshot.cseq, kMaxCSeq - kSnapshotMargin) + kSnapshotMargin;
    std::erase_if(snapshot.logins, is_used_up);
    for (Login &login : snapshot.logins)
        login.nc += kSnapshotMargin;
}

bool is_clean(const Login &login)
{
    return is_clean_text(login.challenge.realm) && is_clean_text(login.challenge.nonce) &&
           is_clean_text(login.challenge.opaque) && is_clean_text(login.cnonce);
}

// It is authentic, but it is also text that will go into messages: the rule of all input holds here too.
bool can_be_sent(const Snapshot &snapshot)
{
    const auto is_uri = [](const std::string &text) { return parse_uri(text).has_value(); };
    return is_call_id(snapshot.call_id) && is_token(snapshot.from_tag) && is_uri(snapshot.contact) &&
           std::all_of(snapshot.old_contacts.begin(), snapshot.old_contacts.end(), is_uri) &&
           (snapshot.redirect.empty() || is_uri(snapshot.redirect)) &&
           (!snapshot.public_address || parse_ip(snapshot.public_address->host)) &&
           std::all_of(snapshot.logins.begin(), snapshot.logins.end(), is_clean);
}

} // namespace

std::string write_snapshot(const Snapshot &snapshot)
{
    std::string out;
    put(out, Tag::aor, snapshot.aor);
    put(out, Tag::registrar, snapshot.registrar);
    put(out, Tag::call_id, snapshot.call_id);
    put(out, Tag::from_tag, snapshot.from_tag);
    put(out, Tag::cseq, std::uint64_t{snapshot.cseq});
    put(out, Tag::contact, snapshot.contact);
    put(out, Tag::local_host, snapshot.local.host);
    put(out, Tag::local_port, std::uint64_t{snapshot.local.port});
    if (snapshot.public_address) {
        put(out, Tag::public_host, snapshot.public_address->host);
        put(out, Tag::public_port, std::uint64_t{snapshot.public_address->port});
    }
    put(out, Tag::granted_s, std::uint64_t{snapshot.granted_s});
    put(out, Tag::bound_until_ms, static_cast<std::uint64_t>(snapshot.bound_until_ms));
    for (const std::string &uri : snapshot.old_contacts)
        put(out, Tag::old_contact, uri);
    if (!snapshot.shown.empty())
        put(out, Tag::shown, snapshot.shown);
    if (!snapshot.redirect.empty())
        put(out, Tag::redirect, snapshot.redirect);
    put(out, Tag::maybe_bound, std::uint64_t{snapshot.maybe_bound});
    put(out, Tag::asked_s, std::uint64_t{snapshot.asked_s});
    if (snapshot.home != 0)
        put(out, Tag::home, std::uint64_t{snapshot.home});
    put(out, Tag::proven_registrar, name(snapshot.proven.registrar));
    put(out, Tag::proven_proxy, name(snapshot.proven.proxy));
    for (const Login &login : snapshot.logins)
        if (can_be_resumed(login))
            put_login(out, login);
    return out;
}

std::optional<Snapshot> read_snapshot(std::string_view text)
{
    Snapshot snapshot;
    while (!text.empty()) {
        const std::optional<Field> field = take_field(text);
        if (!field || !take(snapshot, *field))
            return {};
    }
    if (!can_be_sent(snapshot))
        return {};
    add_margins(snapshot);
    return snapshot;
}

} // namespace sipreg::core
