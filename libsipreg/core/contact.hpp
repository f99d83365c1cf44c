// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: how it is built, and which of those in an answer is ours.
#pragma once

#include "core/address.hpp"
#include "core/reply.hpp"
#include "core/uri.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::core {

/// The public address if one is known, else the local one; with ";transport=tcp" where the default is not meant.
std::string build_contact(std::string_view user, const std::optional<HostPort> &public_address,
                          const HostPort &local, Transport transport, bool secure);

/// Marks the binding that is @p contact by RFC 3261 §19.1.4 and returns it; null if it is not among them.
Binding *find_own(std::vector<Binding> &bindings, std::string_view contact);

/// Whether both texts are the same Contact by RFC 3261 §19.1.4.
bool same_contact(std::string_view a, std::string_view b);

} // namespace sipreg::core
