// SPDX-License-Identifier: LGPL-2.1-or-later
// How a server behind WebSocket wants to be asked.
#pragma once

#include "base/secret.hpp"

#include <compare>
#include <memory>
#include <string>
#include <utility>

namespace sipreg::core {

struct WebResource {
    std::string path = "/"; // with its query
    std::string host;       // "": that of the URI
    std::string origin;     // "": none
    Secret headers;         // further lines, each with its end: what logs us in may be among them

    std::strong_ordering operator<=>(const WebResource &other) const;
};

/// One that is shared by all that ask alike. Cheap to copy, and compared by what it says.
class SharedWebResource {
public:
    SharedWebResource() = default; // as most servers want it
    explicit SharedWebResource(WebResource value) : value_(std::make_shared<const WebResource>(std::move(value))) {}

    const WebResource &operator*() const noexcept;
    const WebResource *operator->() const noexcept { return &**this; }

    std::strong_ordering operator<=>(const SharedWebResource &other) const;
    bool operator==(const SharedWebResource &other) const { return (*this <=> other) == 0; }

private:
    std::shared_ptr<const WebResource> value_;
};

/// As it may be told to whoever is not the one for whom it was set.
SharedWebResource without_secrets(const SharedWebResource &web);

} // namespace sipreg::core
