// SPDX-License-Identifier: LGPL-2.1-or-later
// What the exploration saw, put together in rows and arrows that can be read.
#pragma once

#include "explore.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace sipreg::machine {

/// Transitions that differ only in what else is wanted, as one row of a table.
struct Row {
    std::set<std::string> from; // states at rest, operations of an attempt
    std::set<std::string> to;
    std::set<std::string> commands;
    std::set<std::string> always, sometimes; // events
    std::set<std::string> rules;
};

class Atlas {
public:
    void take(const Transition &transition);

    // Phase, number of the input, the rule by which something was decided.
    using Place = std::tuple<core::Phase, std::ptrdiff_t, core::Rule>;
    std::map<Place, Row> rows;
    template <typename Point> using Arrows = std::map<std::pair<Point, Point>, std::set<std::string>>;
    Arrows<core::State> states;
    Arrows<core::Phase> phases;

private:
    void draw(const Transition &transition);
    void write(const Transition &transition);
};

} // namespace sipreg::machine
