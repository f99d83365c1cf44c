// SPDX-License-Identifier: LGPL-2.1-or-later
// A registrar with books of its own.
#include "simulation/registrar.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::sim {

namespace {

// RFC 7616 §3.4.1, written here a second time.
bool is_right(std::string_view header, std::string_view uri)
{
    const auto param = [&](std::string_view name) { return std::string(digest_param(header, name)); };
    const std::string ha1 = cheap_hash(param("username") + ":" + param("realm") + ":" + kPassword);
    const std::string ha2 = cheap_hash("REGISTER:" + std::string(uri));
    const std::string all = ha1 + ":" + param("nonce") + ":" + param("nc") + ":" + param("cnonce") + ":auth:" + ha2;
    return param("uri") == uri && param("qop") == "auth" && param("opaque") == "o" &&
           param("response") == cheap_hash(all);
}

} // namespace

std::string cheap_hash(std::string_view data)
{
    std::uint64_t hash = 0xcbf29ce484222325u; // FNV-1a
    for (const char c : data)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    std::string text(16, '0');
    for (char &c : text) {
        c = "0123456789abcdef"[hash % 16];
        hash /= 16;
    }
    return text;
}

core::Reply reply_of(int status, const char *reason)
{
    core::Reply reply;
    reply.status = status;
    reply.reason = reason;
    return reply;
}

core::Reply Registrar::challenge(User &user, Instant now, bool proxy, bool stale)
{
    core::Reply reply = proxy ? reply_of(407, "Proxy Authentication Required") : reply_of(401, "Unauthorized");
    core::Challenge &challenge = reply.challenges.emplace_back();
    challenge.realm = proxy ? kProxyRealm : kRealm;
    challenge.nonce = (proxy ? user.proxy_nonces : user.nonces).give(++nonces_given_, now);
    challenge.opaque = "o";
    challenge.algorithm = policy.algorithm;
    challenge.has_opaque = challenge.has_algorithm = challenge.has_qop = challenge.qop_auth = true;
    challenge.stale = stale;
    challenge.proxy = proxy;
    return reply;
}

std::optional<core::Reply> Registrar::guard(const Message &message, User &user, Instant now, bool proxy)
{
    const std::string_view header = proxy ? message.proxy_authorization : message.authorization;
    if (header.empty() || !is_right(header, message.uri))
        return challenge(user, now, proxy, false);
    Nonces &nonces = proxy ? user.proxy_nonces : user.nonces;
    const std::uint32_t count = number(digest_param(header, "nc"), 16).value_or(0);
    // Both one-time, and a 423 besides, would ask for credentials more often than an attempt answers.
    const bool once = policy.one_time && !proxy;
    const Nonce found = nonces.take(digest_param(header, "nonce"), count, now, policy.nonce_life, once);
    // One forgotten since the challenge is stale, or nobody could tell it from a wrong password.
    if (found != Nonce::good)
        return challenge(user, now, proxy, policy.says_stale || found == Nonce::unknown);
    return {};
}

core::Reply Registrar::judge(const Message &message, std::uint32_t number, Instant now)
{
    User &user = users_[number];
    if (policy.proxy_asks)
        if (std::optional<core::Reply> refusal = guard(message, user, now, true))
            return *std::move(refusal);
    if (policy.asks)
        if (std::optional<core::Reply> refusal = guard(message, user, now, false))
            return *std::move(refusal);
    std::erase_if(user.bindings, [now](const Binding &binding) { return binding.until <= now; });
    core::Reply reply = message.is_query() ? list(user, now) : update(message, user, now);
    if (policy.asks && policy.tells_nextnonce)
        reply.nextnonce = user.nonces.give(++nonces_given_, now);
    return reply;
}

core::Reply Registrar::update(const Message &message, User &user, Instant now)
{
    const std::uint32_t wanted = message.wanted_s(message.contacts[0]);
    if (wanted != 0 && wanted < policy.min_expires_s) {
        core::Reply reply = reply_of(423, "Interval Too Brief");
        reply.min_expires_s = policy.min_expires_s;
        return reply;
    }
    for (const Binding &binding : user.bindings)
        if (binding.call_id == message.call_id && message.cseq <= binding.cseq) // step 7: it comes too late
            return message.cseq == binding.cseq ? list(user, now) : reply_of(400, "CSeq Out Of Order");
    if (message.clears())
        user.bindings.clear();
    for (std::size_t at = 0; at < message.contact_count; ++at) {
        const Contact &contact = message.contacts[at];
        std::erase_if(user.bindings, [&](const Binding &binding) { return binding.uri == contact.uri; });
        if (const std::uint32_t granted = std::min(message.wanted_s(contact), policy.max_expires_s); granted != 0)
            user.bindings.push_back({std::string(contact.uri), std::string(message.call_id), message.cseq,
                                     now + Seconds(granted), false});
    }
    ++user.changes;
    return list(user, now);
}

core::Reply Registrar::list(const User &user, Instant now) const
{
    core::Reply reply = reply_of(200, "OK");
    for (const Binding &binding : user.bindings) {
        core::Binding &told = reply.bindings.emplace_back();
        told.uri = binding.uri;
        told.expires_s =
            static_cast<std::uint32_t>(std::chrono::duration_cast<Seconds>(binding.until - now).count());
    }
    return reply;
}

std::vector<Registrar::Held> Registrar::held(std::uint32_t user, Instant now) const
{
    std::vector<Held> held;
    for (const Binding &binding : users_[user].bindings)
        if (!binding.foreign && binding.until > now)
            held.push_back({binding.uri, binding.until});
    return held;
}

void Registrar::disown(std::uint32_t user, std::string_view contact)
{
    for (Binding &binding : users_[user].bindings)
        binding.foreign |= binding.uri != contact;
}

void Registrar::forget_bindings(std::uint32_t user)
{
    users_[user].bindings.clear();
    ++users_[user].changes;
}

void Registrar::forget_bindings()
{
    for (std::uint32_t user = 0; user < users_.size(); ++user)
        forget_bindings(user);
}

void Registrar::forget_nonces()
{
    for (User &user : users_) {
        user.nonces.forget();
        user.proxy_nonces.forget();
    }
}

void Registrar::add_other_device(std::uint32_t user, Instant now, Instant until)
{
    users_[user].bindings.push_back({other_device(user), "other", 1, until, true});
    users_[user].device_since = now;
}

bool Registrar::holds_other_device(std::uint32_t user, Instant before, Instant now) const
{
    const std::string uri = other_device(user);
    return users_[user].device_since < before &&
           std::any_of(users_[user].bindings.begin(), users_[user].bindings.end(),
                       [&](const Binding &binding) { return binding.uri == uri && binding.until > now; });
}

} // namespace sipreg::sim
