// SPDX-License-Identifier: LGPL-2.1-or-later
// How a server behind WebSocket wants to be asked.
#include "core/web_resource.hpp"

#include <tuple>

namespace sipreg::core {

std::strong_ordering WebResource::operator<=>(const WebResource &other) const
{
    const auto in_clear = [](const WebResource &each) { return std::tie(each.path, each.host, each.origin); };
    if (const std::strong_ordering order = in_clear(*this) <=> in_clear(other); order != 0)
        return order;
    return Secret::Reading(headers).text() <=> Secret::Reading(other.headers).text();
}

const WebResource &SharedWebResource::operator*() const noexcept
{
    static const auto *const usual = new WebResource;
    return value_ ? *value_ : *usual;
}

std::strong_ordering SharedWebResource::operator<=>(const SharedWebResource &other) const
{
    return value_ == other.value_ ? std::strong_ordering::equal : **this <=> *other;
}

SharedWebResource without_secrets(const SharedWebResource &web)
{
    return SharedWebResource({web->path, "", web->origin, {}});
}

} // namespace sipreg::core
