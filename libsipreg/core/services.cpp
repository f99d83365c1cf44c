// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar offers along with a binding.
#include "core/services.hpp"

#include "core/head.hpp"
#include "core/text.hpp"
#include "core/uri.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sipreg::core {

namespace {

// What a hostile registrar can make us keep.
constexpr std::size_t kMaxValues = 16;
constexpr std::size_t kMaxValue = 512;

bool is_bounded(std::string_view value) { return value.size() <= kMaxValue && is_clean_text(value); }

// The values of every header of that name, in order; one more than are kept, if there are more.
std::vector<std::string> values_of(std::string_view head, std::string_view name)
{
    std::vector<std::string> values;
    std::string_view rest = after_start_line(head);
    while (const std::optional<HeaderView> header = next_header(rest)) {
        if (!iequals(header->name, name))
            continue;
        const std::string line = unfolded(header->value);
        for (const std::string_view value : split_outside_quotes(line, ','))
            if (values.size() <= kMaxValues && !trim(value).empty())
                values.emplace_back(trim(value));
    }
    return values;
}

// Where the "<" that is in no quotes stands.
std::size_t opening(std::string_view value)
{
    bool quoted = false;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value[at] == '<' && !quoted)
            return at;
        if (value[at] == '\\' && quoted)
            ++at;
        else if (value[at] == '"')
            quoted = !quoted;
    }
    return std::string_view::npos;
}

// What stands in the brackets of a name-addr; "" if it is none.
std::string_view bracketed_uri(std::string_view value)
{
    const std::size_t begin = opening(value);
    const std::size_t end = begin != std::string_view::npos ? value.find('>', begin) : begin;
    return end != std::string_view::npos ? value.substr(begin + 1, end - begin - 1) : std::string_view();
}

bool is_route(const std::string &value) { return is_bounded(value) && parse_uri(bracketed_uri(value)).has_value(); }

// A route with a hole leads somewhere else: one value that cannot be used spoils them all.
std::vector<std::string> route_of(std::string_view head, std::string_view name)
{
    std::vector<std::string> values = values_of(head, name);
    if (values.size() > kMaxValues || !std::all_of(values.begin(), values.end(), is_route))
        values.clear();
    return values;
}

// Any scheme will do: tel: is common.
bool is_any_uri(std::string_view uri)
{
    const std::size_t colon = std::min(uri.find(':'), uri.size());
    return is_token(uri.substr(0, colon)) && colon + 1 < uri.size() &&
           uri.find_first_of(" \"<>") == std::string_view::npos;
}

std::vector<std::string> associated_uris(std::string_view head)
{
    std::vector<std::string> uris;
    for (const std::string &value : values_of(head, "P-Associated-URI")) {
        const std::string_view uri = opening(value) != std::string_view::npos ? bracketed_uri(value) : value;
        if (uris.size() < kMaxValues && is_bounded(value) && is_any_uri(uri))
            uris.emplace_back(uri);
    }
    return uris;
}

std::string gruu(const Binding &own, std::string_view name)
{
    std::string uri = param_value(own.params, name);
    return is_bounded(uri) && parse_uri(uri) ? uri : std::string();
}

// RFC 3608 §6.1 leaves it to us how both go together: the proxy that is always used comes first, unless the service
// route begins with it already.
std::string route_set_of(std::string_view route, const std::vector<std::string> &service_route)
{
    std::string set(route);
    for (const std::string &value : service_route) {
        const bool doubled = &value == &service_route.front() && !route.empty() &&
                             equivalent(*parse_uri(bracketed_uri(route)), *parse_uri(bracketed_uri(value)));
        if (!doubled)
            set.append(set.empty() ? "" : ", ").append(value);
    }
    return set;
}

// The first that says it rules: who is nearer to us does not repeat what was said (RFC 8599 §5.6.2).
void take_first(std::string &kept, std::string value)
{
    if (kept.empty() && is_bounded(value))
        kept = std::move(value);
}

std::uint32_t seconds(const std::string &digits)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? value : 0;
}

void read_push(Services &services, std::string_view head)
{
    std::string refresh;
    for (const std::string &value : values_of(head, "Feature-Caps")) {
        take_first(services.push_provider, param_value(value, "+sip.pns"));
        take_first(services.push_purr, param_value(value, "+sip.pnspurr"));
        take_first(refresh, param_value(value, "+sip.pnsreg"));
    }
    services.push_refresh_s = seconds(refresh);
}

} // namespace

std::shared_ptr<const Services> read_services(std::string_view head, const Binding *own, std::string_view route)
{
    Services services;
    services.service_route = route_of(head, "Service-Route");
    services.route_set = route_set_of(route, services.service_route);
    services.path = route_of(head, "Path");
    services.associated = associated_uris(head);
    if (own != nullptr) {
        services.public_gruu = gruu(*own, "pub-gruu");
        services.temporary_gruu = gruu(*own, "temp-gruu");
    }
    read_push(services, head);
    return services == Services() ? nullptr : std::make_shared<const Services>(std::move(services));
}

} // namespace sipreg::core
