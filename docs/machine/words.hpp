// SPDX-License-Identifier: LGPL-2.1-or-later
// The machine's enumerations as words of the page.
#pragma once

#include "core/machine.hpp"

#include <set>
#include <string>

namespace sipreg::machine {

const char *word(core::State state);
const char *word(core::Phase phase);
const char *word(core::Operation operation);
const char *word(core::Command command);

/// Names of the events that @p notices stand for.
std::set<std::string> events(unsigned notices);

/// "a, b, c".
std::string listed(const std::set<std::string> &words, const char *between = ", ");

} // namespace sipreg::machine
