// SPDX-License-Identifier: LGPL-2.1-or-later
// Which bindings of an answer are ours, and which others are new in it.
#include "core/own.hpp"

#include "core/contact.hpp"
#include "core/text.hpp"
#include "core/uri.hpp"

#include <algorithm>
#include <iterator>

namespace sipreg::core {

namespace {

constexpr std::size_t kMaxForeign = 100;

enum class Instance { unsaid, ours, anothers };

// RFC 5626 §6: each flow of an instance has its number, where there are several.
bool is_other_flow(const Binding &binding, const Extras &extras)
{
    const std::string flow = param_value(binding.params, "reg-id");
    return std::any_of(extras.contact_params.begin(), extras.contact_params.end(), [&](const Header &param) {
        return is_reg_id(param) && !flow.empty() && param.value != flow;
    });
}

Instance instance_of(const Binding &binding, const Extras &extras)
{
    const std::string value = param_value(binding.params, "+sip.instance");
    if (value.empty() || extras.instance.empty())
        return Instance::unsaid;
    const bool ours = iequals(value, "<" + extras.instance + ">") && !is_other_flow(binding, extras);
    return ours ? Instance::ours : Instance::anothers;
}

// Of another flow of ours.
bool is_kin(const Binding &binding, const Extras &extras)
{
    return extras.flows > 1 && iequals(param_value(binding.params, "+sip.instance"), "<" + extras.instance + ">");
}

bool is_further(const Binding &binding, const Extras &extras)
{
    return std::any_of(extras.more_contacts.begin(), extras.more_contacts.end(),
                       [&](const ExtraContact &more) { return same_contact(binding.uri, more.uri); });
}

// How a binding alone relates to us: the instance says more than the URI. The least rank rules.
constexpr Own::How kRanks[] = {Own::How::same, Own::How::learned, Own::How::instance, // of our instance
                               Own::How::same, Own::How::learned};                    // of none
constexpr std::size_t kNone = std::size(kRanks);

std::size_t rank_of(const Binding &binding, const Traits &traits)
{
    const Instance instance = instance_of(binding, traits.extras);
    if (instance == Instance::anothers)
        return kNone; // two devices behind one address may well have the same URI
    const std::size_t first = instance == Instance::ours ? 0 : 3;
    if (same_contact(binding.uri, traits.contact))
        return first;
    if (!traits.shown.empty() && same_contact(binding.uri, traits.shown))
        return first + 1;
    return instance == Instance::ours && !is_further(binding, traits.extras) ? 2 : kNone;
}

Own certain(std::vector<Binding> &bindings, const Traits &traits)
{
    std::size_t best = kNone;
    Own own;
    for (Binding &binding : bindings)
        if (const std::size_t rank = rank_of(binding, traits); rank < best) {
            best = rank;
            own = {&binding, kRanks[rank]};
        }
    return own;
}

bool may_be_ours(const Binding &binding, const Uri &ours, const Traits &traits)
{
    const std::optional<Uri> uri = parse_uri(binding.uri);
    return uri && uri->secure == ours.secure && unescape(uri->user) == unescape(ours.user) &&
           instance_of(binding, traits.extras) != Instance::anothers && !is_further(binding, traits.extras);
}

bool is_at(const Binding &binding, const std::optional<HostPort> &address)
{
    const std::optional<Uri> uri = parse_uri(binding.uri);
    return uri && address && uri->port == address->port && parse_ip(uri->host) &&
           parse_ip(uri->host) == parse_ip(address->host);
}

// A load balancer or a gateway may write its own address, or that of our NAT, into the Contact it hands on.
Own guessed(std::vector<Binding> &bindings, const Traits &traits)
{
    const std::optional<Uri> ours = parse_uri(traits.contact);
    std::vector<Binding *> candidates;
    for (Binding &binding : bindings)
        if (ours && may_be_ours(binding, *ours, traits))
            candidates.push_back(&binding);
    for (Binding *binding : candidates)
        if (is_at(*binding, traits.public_address))
            return {binding, Own::How::guessed};
    if (candidates.size() != 1)
        return {};
    return {candidates.front(), Own::How::guessed};
}

// FNV-1a.
std::uint32_t hash(std::string_view text) noexcept
{
    std::uint32_t value = 2166136261u;
    for (const char c : text)
        value = (value ^ static_cast<unsigned char>(c)) * 16777619u;
    return value;
}

} // namespace

Own find_own(std::vector<Binding> &bindings, const Traits &traits)
{
    Own own = certain(bindings, traits);
    if (own.binding == nullptr && traits.must_be_there)
        own = guessed(bindings, traits);
    for (Binding &binding : bindings) {
        const Instance instance = instance_of(binding, traits.extras);
        binding.own = &binding == own.binding || instance == Instance::ours ||
                      is_kin(binding, traits.extras) || (instance == Instance::unsaid && is_further(binding, traits.extras));
    }
    return own;
}

std::vector<const Binding *> new_foreign(const std::vector<Binding> &bindings, Foreign &known)
{
    std::vector<const Binding *> appeared;
    Foreign now;
    for (const Binding &binding : bindings) {
        if (binding.own || now.size() == kMaxForeign)
            continue;
        now.push_back(hash(binding.uri));
        if (std::find(known.begin(), known.end(), now.back()) == known.end())
            appeared.push_back(&binding);
    }
    now.shrink_to_fit(); // there may be as many of these as registrations
    known = std::move(now);
    return appeared;
}

} // namespace sipreg::core
