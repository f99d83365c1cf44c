// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar demands to be different, and what we then write instead.
#include "core/demand.hpp"

#include "core/head.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <functional>

namespace sipreg::core {

namespace {

constexpr std::size_t kMaxList = 512; // a hostile registrar may list thousands

// The items of all headers of that name, joined by ", ".
std::string list_of(std::string_view head, std::string_view name, std::string_view compact = {})
{
    std::string list;
    std::string_view rest = after_start_line(head);
    while (const std::optional<HeaderView> header = next_header(rest))
        if (iequals(header->name, name) || (!compact.empty() && iequals(header->name, compact)))
            list.append(list.empty() ? "" : ", ").append(unfolded(header->value));
    return list.size() <= kMaxList && is_clean_text(list) ? list : std::string();
}

// The tags of @p list that @p keeps, joined again.
std::string filtered(std::string_view list, const std::function<bool(std::string_view tag)> &keeps)
{
    std::string kept;
    for (const std::string_view item : split_outside_quotes(list, ','))
        if (const std::string_view tag = trim(item); is_token(tag) && keeps(tag))
            kept.append(kept.empty() ? "" : ", ").append(tag);
    return kept;
}

bool lists(std::string_view list, std::string_view wanted)
{
    return !filtered(list, [&](std::string_view tag) { return iequals(tag, wanted); }).empty();
}

// @p list with those of @p tags that it lacks.
std::string completed(std::string list, std::initializer_list<const char *> tags)
{
    for (const char *tag : tags)
        if (!lists(list, tag))
            list.append(list.empty() ? "" : ", ").append(tag);
    return list;
}

bool is_requirement(const Header &header)
{
    return iequals(header.name, "Require") || iequals(header.name, "Proxy-Require");
}

bool drop(Concessions &concessions, std::string_view head, const Account &account)
{
    concessions.dropped = list_of(head, "Unsupported");
    return std::any_of(account.extras->headers.begin(), account.extras->headers.end(), [&](const Header &header) {
        const auto unknown = [&](std::string_view tag) { return lists(concessions.dropped, tag); };
        return is_requirement(header) && !filtered(header.value, unknown).empty();
    });
}

// Extensions that cost nothing to announce: what they bring stands in the answer (RFC 3327, 5627, 3608 needs none).
bool add(Concessions &concessions, std::string_view head, const Account &account)
{
    const std::string required = list_of(head, "Require");
    const auto unknown = [](std::string_view tag) { return !iequals(tag, "path") && !iequals(tag, "gruu"); };
    const auto missing = [&](std::string_view tag) { return !lists(account.extras->supported, tag); };
    concessions.added = filtered(required, missing);
    return !concessions.added.empty() && filtered(concessions.added, unknown).empty();
}

bool forget_outbound(const Account &account)
{
    const auto &params = account.extras->contact_params;
    return lists(account.extras->supported, "outbound") ||
           std::any_of(params.begin(), params.end(), [](const Header &param) { return iequals(param.name, "reg-id"); });
}

// Digest is the one mechanism that needs nothing below SIP.
bool agree(Concessions &concessions, std::string_view head)
{
    concessions.security_server = list_of(head, "Security-Server");
    for (const std::string_view item : split_outside_quotes(concessions.security_server, ','))
        if (iequals(trim(item.substr(0, item.find(';'))), "digest"))
            return true;
    return false;
}

bool take_up(Concessions &concessions, Concessions::Kind kind, std::string_view head, const Account &account)
{
    switch (kind) {
    case Concessions::kDropped:
        return drop(concessions, head, account);
    case Concessions::kAdded:
        return add(concessions, head, account);
    case Concessions::kNoOutbound:
        return forget_outbound(account);
    case Concessions::kSecurity:
        return agree(concessions, head);
    case Concessions::kNoPush:
        return !account.extras->push.provider.empty();
    }
    return false;
}

Concessions::Kind kind_of(int status) noexcept
{
    switch (status) {
    case 420:
        return Concessions::kDropped;
    case 421:
        return Concessions::kAdded;
    case 439:
        return Concessions::kNoOutbound;
    case 494:
        return Concessions::kSecurity;
    default:
        return Concessions::kNoPush;
    }
}

} // namespace

bool concede(Concessions &concessions, int status, std::string_view head, const Account &account)
{
    const Concessions::Kind kind = kind_of(status);
    if (concessions.has(kind))
        return false;
    Concessions changed = concessions;
    if (!take_up(changed, kind, head, account))
        return false;
    changed.made |= kind;
    concessions = std::move(changed);
    return true;
}

std::string supported_value(const Account &account, const Concessions &concessions)
{
    std::string all = account.extras->supported;
    if (!concessions.added.empty())
        all.append(all.empty() ? "" : ", ").append(concessions.added);
    if (concessions.has(Concessions::kSecurity) && !lists(all, "sec-agree"))
        all.append(all.empty() ? "" : ", ").append("sec-agree");
    if (!concessions.has(Concessions::kNoOutbound))
        return account.extras->flows > 0 ? completed(all, {"path", "outbound"}) : all; // RFC 5626 §4.2.1
    return filtered(all, [](std::string_view tag) { return !iequals(tag, "outbound"); });
}

std::vector<Header> further_headers(const Account &account, const Concessions &concessions)
{
    std::vector<Header> headers;
    const auto known = [&](std::string_view tag) { return !lists(concessions.dropped, tag); };
    for (const Header &header : account.extras->headers) {
        if (!is_requirement(header) || !concessions.has(Concessions::kDropped))
            headers.push_back(header);
        else if (std::string rest = filtered(header.value, known); !rest.empty())
            headers.push_back({header.name, std::move(rest)});
    }
    if (concessions.has(Concessions::kSecurity))
        headers.insert(headers.end(), {{"Security-Client", "digest"},
                                       {"Security-Verify", concessions.security_server},
                                       {"Require", "sec-agree"},
                                       {"Proxy-Require", "sec-agree"}});
    return headers;
}

bool may_send_param(std::string_view name, const Concessions &concessions)
{
    if (iequals(name, "reg-id"))
        return !concessions.has(Concessions::kNoOutbound);
    return !iequals(name, "+sip.pnsreg") || !concessions.has(Concessions::kNoPush);
}

} // namespace sipreg::core
