// SPDX-License-Identifier: LGPL-2.1-or-later
// Every transition of the state machine.
#include "explore.hpp"

#include <deque>
#include <set>
#include <tuple>

namespace sipreg::machine {

namespace {

// What of a session decides where it goes: everything but how long that takes.
auto essence(const core::Session &s)
{
    const bool last = s.target + 1 >= s.targets, planned = s.next_attempt != kNever;
    return std::tuple(s.goal, s.phase, s.operation, s.wishes, s.alive(), s.maybe_bound, s.degraded, s.moved, s.lengthened,
                      s.hurried, s.outdated, s.answered, s.redirects, s.target, last, planned, s.rush > Millis(0));
}

} // namespace

void explore(const std::function<void(const Transition &)> &found)
{
    std::deque<Node> open{{}};
    std::set seen{essence(open.front().session)};
    for (; !open.empty(); open.pop_front())
        for (const Input &input : inputs()) {
            Node node = open.front();
            const std::optional<core::Step> step = input.happen(node);
            if (!step)
                continue;
            found({open.front().session, input, *step});
            if (seen.insert(essence(step->next)).second)
                open.push_back({step->next, node.now});
        }
}

} // namespace sipreg::machine
