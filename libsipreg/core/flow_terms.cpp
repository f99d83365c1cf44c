// SPDX-License-Identifier: LGPL-2.1-or-later
// What a registrar says of the flow over which it was reached.
#include "core/flow_terms.hpp"

#include "core/head.hpp"
#include "core/text.hpp"

#include <charconv>

namespace sipreg::core {

namespace {

constexpr long kLongest = 86'400; // in seconds; a longer one says nothing

Seconds read_timer(std::string_view value)
{
    long seconds = 0;
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    const bool sound = error == std::errc() && stop == value.data() + value.size() && seconds > 0 && seconds <= kLongest;
    return Seconds(sound ? seconds : 0);
}

bool lists_outbound(std::string_view value)
{
    for (const std::string_view tag : split_outside_quotes(value, ','))
        if (iequals(trim(tag), "outbound"))
            return true;
    return false;
}

} // namespace

FlowTerms read_flow_terms(std::string_view head)
{
    FlowTerms terms;
    std::string_view rest = after_start_line(head);
    while (const std::optional<HeaderView> header = next_header(rest)) {
        if (iequals(header->name, "Flow-Timer"))
            terms.timer = read_timer(header->value);
        else if (iequals(header->name, "Require"))
            terms.outbound = terms.outbound || lists_outbound(header->value);
    }
    return terms;
}

} // namespace sipreg::core
