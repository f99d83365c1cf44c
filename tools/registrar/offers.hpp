// SPDX-License-Identifier: LGPL-2.1-or-later
// What comes with a binding: routes, identities, GRUUs, push notification.
#pragma once

#include "registrar/location.hpp"
#include "registrar/settings.hpp"

namespace registrar {

/// False if a Contact asks for push notification by a service that is not ours (RFC 8599 §5.3.1).
bool push_is_known(const Request &request, const Offers &offers);

/// The parameters of a Contact of the answer (RFC 5627 §5.3), with new temporary ones for each request; "" for none.
std::string gruus(const Binding &binding, const Request &request, const Offers &offers);

/// Adds the headers that @p request gets beside the Contacts.
void offer(Response &response, const Request &request, const Offers &offers);

} // namespace registrar
