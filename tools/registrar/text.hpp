// SPDX-License-Identifier: LGPL-2.1-or-later
// Small tools for SIP text: splitting with respect for quotes, comparing words, reading numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace registrar {

std::string_view trim(std::string_view text);
std::string lower(std::string_view text);
bool same_word(std::string_view a, std::string_view b);

/// Cuts at @p separator outside "quotes" and <brackets>; the parts are trimmed, empty ones are kept.
std::vector<std::string_view> split(std::string_view text, char separator);

/// What stands in "quotes"; other text as it is.
std::string unquote(std::string_view text);
std::string quote(std::string_view text);

/// Decimal digits and nothing else.
std::optional<std::uint32_t> number(std::string_view digits);

/// ;name=value or ;name
struct Param {
    std::string name; // lower case
    std::string value;
};
using Params = std::vector<Param>;

/// The ones of "a=1;b", cut at @p separator.
Params read_params(std::string_view text, char separator);
const Param *find(const Params &params, std::string_view name);

} // namespace registrar
