// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: how it is built, and which of those in an answer is ours.
#include "core/contact.hpp"

namespace sipreg::core {

std::string build_contact(std::string_view user, const std::optional<HostPort> &public_address,
                          const HostPort &local, Transport transport, bool secure)
{
    std::string text = secure ? "sips:" : "sip:";
    if (!user.empty())
        text.append(user).append("@");
    text += to_string(public_address.value_or(local));
    if (transport != Transport::udp)
        text.append(";transport=").append(name(transport));
    return text;
}

bool same_contact(std::string_view a, std::string_view b)
{
    if (a == b)
        return true;
    const std::optional<Uri> left = parse_uri(a), right = parse_uri(b);
    return left && right && equivalent(*left, *right);
}

Binding *find_own(std::vector<Binding> &bindings, std::string_view contact)
{
    for (Binding &binding : bindings)
        if (same_contact(binding.uri, contact)) {
            binding.own = true;
            return &binding;
        }
    return nullptr;
}

} // namespace sipreg::core
