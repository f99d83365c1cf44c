// SPDX-License-Identifier: LGPL-2.1-or-later
// What a REGISTER wants changed.
#include "registrar/wish.hpp"

#include <algorithm>

namespace registrar {

namespace {

Wish refused(int status)
{
    Wish wish;
    wish.refusal = status;
    return wish;
}

/// The whole wish, if one of the Contacts is a star.
Wish read_star(const Request &request, std::size_t contacts)
{
    Wish wish;
    wish.everything = true;
    return contacts == 1 && number(request.first("expires")) == 0u ? wish : refused(400);
}

/// What is no number counts as an hour (RFC 3261 §20.19).
std::uint32_t read_expires(const Params &params, const Request &request, const Settings &settings)
{
    const Param *own = find(params, "expires");
    const std::string_view value = own ? std::string_view(own->value) : request.first("expires");
    return value.empty() ? settings.default_expires_s : number(value).value_or(3600);
}

std::string written(const Params &params)
{
    std::string text;
    for (const Param &param : params)
        if (param.name != "expires")
            text.append(";").append(param.name).append(param.value.empty() ? "" : "=").append(param.value);
    return text;
}

Binding bound(const NameAddr &contact, const Request &request, const std::string &aor, Instant ends)
{
    return {aor,  contact.uri_text, contact.uri, written(contact.params), std::string(request.first("call-id")),
            cseq_number(request), ends};
}

} // namespace

Wish read_wish(const Request &request, const std::string &aor, const Settings &settings, Instant now)
{
    Wish wish;
    const std::vector<std::string_view> contacts = request.list("contact");
    if (std::find(contacts.begin(), contacts.end(), "*") != contacts.end())
        return read_star(request, contacts.size());
    for (const std::string_view text : contacts) {
        const std::optional<NameAddr> contact = read_name_addr(text);
        if (!contact)
            return refused(400);
        const std::uint32_t asked = read_expires(contact->params, request, settings);
        if (asked > 0 && asked < settings.min_expires_s)
            return refused(423);
        const std::chrono::seconds granted(std::min(asked, settings.max_expires_s));
        wish.bindings.push_back(bound(*contact, request, aor, now + granted));
    }
    return wish;
}

} // namespace registrar
