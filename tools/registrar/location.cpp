// SPDX-License-Identifier: LGPL-2.1-or-later
// The location service.
#include "registrar/location.hpp"

#include <algorithm>

namespace registrar {

namespace {

bool out_of_order(const Binding &held, const std::string &call_id, std::uint32_t cseq)
{
    return held.call_id == call_id && cseq <= held.cseq;
}

} // namespace

std::uint32_t remaining_s(const Binding &binding, Instant now)
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(binding.ends - now).count();
    return static_cast<std::uint32_t>(std::max<std::int64_t>(left, 0));
}

Location::Bindings &Location::alive(const std::string &aor, Instant now)
{
    Bindings &held = bindings_[aor];
    std::erase_if(held, [&](const Binding &b) { return b.ends <= now; });
    return held;
}

bool Location::update(const std::string &aor, const std::vector<Binding> &wanted, Instant now)
{
    Bindings changed = alive(aor, now);
    for (const Binding &binding : wanted) {
        const auto held = std::find_if(changed.begin(), changed.end(),
                                       [&](const Binding &b) { return equivalent(b.uri, binding.uri); });
        if (held == changed.end()) {
            changed.push_back(binding);
            continue;
        }
        if (out_of_order(*held, binding.call_id, binding.cseq))
            return false;
        *held = binding;
    }
    bindings_[aor] = std::move(changed);
    alive(aor, now);
    return true;
}

bool Location::remove_all(const std::string &aor, const std::string &call_id, std::uint32_t cseq, Instant now)
{
    Bindings &held = alive(aor, now);
    if (std::any_of(held.begin(), held.end(), [&](const Binding &b) { return out_of_order(b, call_id, cseq); }))
        return false;
    held.clear();
    return true;
}

std::vector<Binding> Location::of(const std::string &aor, Instant now)
{
    return alive(aor, now);
}

std::vector<Binding> Location::all(Instant now)
{
    std::vector<Binding> result;
    for (auto entry = bindings_.begin(); entry != bindings_.end();) {
        const Bindings &held = alive(entry->first, now);
        result.insert(result.end(), held.begin(), held.end());
        entry = held.empty() ? bindings_.erase(entry) : std::next(entry);
    }
    return result;
}

} // namespace registrar
