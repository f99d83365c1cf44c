// SPDX-License-Identifier: LGPL-2.1-or-later
// Our Contact: how it is built and compared.
#include "core/contact.hpp"

#include "core/text.hpp"
#include "core/uri.hpp"

#include <algorithm>

namespace sipreg::core {

namespace {

constexpr const char *kPrid = "pn-prid";

std::string with_push(std::string_view contact, const Push &push)
{
    std::optional<Uri> uri = parse_uri(contact);
    if (!uri)
        return std::string(contact); // built of an address that SIP cannot write
    const struct {
        const char *name;
        const std::string &value;
    } params[] = {{"pn-provider", push.provider}, {"pn-param", push.param}, {kPrid, push.prid}};
    for (const auto &param : params)
        if (!param.value.empty() && find_param(*uri, param.name) == nullptr)
            uri->params.push_back({param.name, param.value, true});
    return to_string(*uri);
}

// RFC 3261 §8.1.1.8: sips where the request goes by sips.
bool is_secure(const Account &account)
{
    const Extras &extras = *account.extras;
    return account.secure || account.registrar_hop.secure || (!extras.route.empty() && extras.proxy_hop.secure);
}

} // namespace

std::string build_contact(std::string_view user, const std::optional<HostPort> &public_address,
                          const HostPort &local, Transport transport, bool secure)
{
    std::string text = secure ? "sips:" : "sip:";
    if (!user.empty())
        text.append(user).append("@");
    text += to_string(public_address.value_or(local));
    const bool is_default = transport == Transport::udp || (secure && transport == Transport::tls);
    if (!is_default)
        text.append(";transport=").append(name_in_uri(transport));
    return text;
}

std::string contact_uri(const Account &account, const std::optional<HostPort> &public_address, const HostPort &local,
                        Transport transport, bool push)
{
    const Extras &extras = *account.extras;
    const std::string contact =
        !extras.contact.empty() ? extras.contact
                                : build_contact(account.aor_user, public_address, local, transport, is_secure(account));
    return extras.push.provider.empty() || !push ? contact : with_push(contact, extras.push);
}

std::string without_prid(std::string_view contact)
{
    std::optional<Uri> uri = parse_uri(contact);
    if (!uri || find_param(*uri, kPrid) == nullptr)
        return std::string(contact);
    std::erase_if(uri->params, [](const Param &param) { return iequals(param.name, kPrid); });
    return to_string(*uri);
}

bool same_contact(std::string_view a, std::string_view b)
{
    if (a == b)
        return true;
    const std::optional<Uri> left = parse_uri(a), right = parse_uri(b);
    return left && right && equivalent(*left, *right);
}

} // namespace sipreg::core
