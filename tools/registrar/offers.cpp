// SPDX-License-Identifier: LGPL-2.1-or-later
// What comes with a binding.
#include "registrar/offers.hpp"

#include <algorithm>
#include <functional>

namespace registrar {

namespace {

/// The push services that the Contacts ask for.
std::vector<std::string> wanted_push(const Request &request)
{
    std::vector<std::string> providers;
    for (const std::string_view text : request.list("contact"))
        if (const std::optional<NameAddr> contact = read_name_addr(text))
            if (const Param *provider = find(contact->uri.params, "pn-provider"))
                providers.push_back(provider->value);
    return providers;
}

bool supports(const Request &request, std::string_view option)
{
    const std::vector<std::string_view> options = request.list("supported");
    return std::any_of(options.begin(), options.end(), [&](std::string_view o) { return same_word(o, option); });
}

/// "urn:uuid:..." of "\"<urn:uuid:...>\""; "" if there is none.
std::string instance_of(const Binding &binding)
{
    const Params params = read_params(binding.params, ';');
    const Param *found = find(params, "+sip.instance");
    const std::string value = found ? unquote(found->value) : "";
    return value.starts_with('<') && value.ends_with('>') ? value.substr(1, value.size() - 2) : "";
}

std::string host_of(const std::string &aor)
{
    const std::size_t at = aor.find('@');
    return aor.substr((at == std::string::npos ? aor.find(':') : at) + 1);
}

std::string temporary_gruu(const Binding &binding, const Request &request)
{
    const std::size_t one = std::hash<std::string_view>{}(request.first("call-id")) + cseq_number(request);
    return "sip:tgruu." + std::to_string(one) + '@' + host_of(binding.aor) + ";gr";
}

std::string feature_caps(const Offers &offers)
{
    std::string value = "*;+sip.pns=" + quote(offers.push_provider);
    if (offers.push_refresh_s != 0)
        value += ";+sip.pnsreg=" + quote(std::to_string(offers.push_refresh_s));
    if (!offers.push_purr.empty())
        value += ";+sip.pnspurr=" + quote(offers.push_purr);
    return value;
}

} // namespace

bool push_is_known(const Request &request, const Offers &offers)
{
    const std::vector<std::string> wanted = wanted_push(request);
    return offers.push_provider.empty() ||
           std::all_of(wanted.begin(), wanted.end(), [&](const auto &one) { return one == offers.push_provider; });
}

std::string gruus(const Binding &binding, const Request &request, const Offers &offers)
{
    const std::string instance = instance_of(binding);
    if (!offers.gruu || instance.empty() || !supports(request, "gruu"))
        return "";
    return ";pub-gruu=" + quote(binding.aor + ";gr=" + instance) +
           ";temp-gruu=" + quote(temporary_gruu(binding, request));
}

void offer(Response &response, const Request &request, const Offers &offers)
{
    for (const std::string &uri : offers.service_route)
        response.headers.push_back({"Service-Route", '<' + uri + '>'});
    for (const std::string &uri : offers.associated_uris)
        response.headers.push_back({"P-Associated-URI", '<' + uri + '>'});
    if (offers.path)
        for (const std::string_view path : request.list("path"))
            response.headers.push_back({"Path", std::string(path)});
    if (!offers.push_provider.empty() && !wanted_push(request).empty())
        response.headers.push_back({"Feature-Caps", feature_caps(offers)});
}

} // namespace registrar
