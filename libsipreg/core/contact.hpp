// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: how it is built and compared.
#pragma once

#include "core/account.hpp"
#include "core/address.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sipreg::core {

/// The public address if one is known, else the local one; with ";transport=tcp" where the default of the scheme is not meant.
std::string build_contact(std::string_view user, const std::optional<HostPort> &public_address,
                          const HostPort &local, Transport transport, bool secure);

/// The first Contact of @p account: its own one or a built one, with the parameters of push notification (RFC 8599 §4.1)
/// unless @p push is false.
std::string contact_uri(const Account &account, const std::optional<HostPort> &public_address, const HostPort &local,
                        Transport transport, bool push = true);

/// As it is named when it goes: its absence ends push notification (RFC 8599 §4.1.2), and makes no other URI of it.
std::string without_prid(std::string_view contact);

/// Whether both texts are the same Contact by RFC 3261 §19.1.4.
bool same_contact(std::string_view a, std::string_view b);

} // namespace sipreg::core
