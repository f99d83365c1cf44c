// SPDX-License-Identifier: LGPL-2.1-or-later
// Prints docs/machine.md: the state machine as it is, not as somebody remembers it.
#include "atlas.hpp"
#include "words.hpp"

#include <algorithm>
#include <cstdio>

using namespace sipreg;
using namespace sipreg::machine;

namespace {

constexpr const char *kBeginning = R"(# The state machine

This page is printed by `docs/machine/`, which drives the real machine (`libsipreg/core/machine.hpp`) with every input from
wherever it can get; a test compares the two. Change the machine, then `make machine-page`, and read what you have done in
the difference.

A registration is one small value, `Session`. Whatever happens to it is an input, a function from a session to a `Step`: the
session after it, at most one command for the driver to carry out, the events that the application is told, and the rule
by which it was decided. Nothing in here waits, sends or reads a clock, which is why all of it can be tried in a second.

)";

constexpr const char *kStates = R"(## What the application sees

The state is not stored but read off the session: what it is about to do, and whether it has a binding. A refresh goes on
behind *registered*, and so does its failure, as long as the binding lives. An arrow bears the event that comes with it, or
else what led to it.

)";

constexpr const char *kPhases = R"(## The way of an attempt

Every request, of whatever kind, goes the same way, and the arrows are the commands that lead along it: look up the targets,
wait for a place among the outstanding requests, send. A challenge, a longer lifetime, a corrected Contact, the next target
and the like bring it back to the queue; a redirection, to another lookup. When an attempt has ended, what is wanted next
begins in the same step.

)";

constexpr const char *kTables = R"(## Transitions

One table for each phase. Transitions that differ only in what else is wanted share a row, and an event in brackets depends
on that. *To* names the phase that follows; where the attempt has ended, the state that is left at rest, or *then* and what
is begun at once. Inputs that change nothing are left out, and so are sessions with an errand (query, remove others, remove
all) in line: it only delays what is told here.
)";

constexpr const char *kRulesBeginning = R"(
## Rules

Whatever is decided is decided by one of these; `sipreg_explanation_rule()` and its like tell which. A rule without a section is this
library's own.

| rule | | section |
|---|---|---|
)";

template <typename Point> void print_diagram(const Atlas::Arrows<Point> &arrows, const char *first)
{
    std::printf("```mermaid\nstateDiagram-v2\n    [*] --> %s\n", first);
    for (const auto &[ends, labels] : arrows)
        std::printf("    %s --> %s: %s\n", word(ends.first), word(ends.second), listed(labels, "<br/>").c_str());
    std::printf("```\n\n");
}

std::string told(const Row &row)
{
    std::string text = listed(row.always);
    if (!row.sometimes.empty())
        text.append(text.empty() ? "" : " ").append("(" + listed(row.sometimes) + ")");
    return text;
}

void print_table(const Atlas &atlas, core::Phase phase)
{
    std::printf("\n### %s\n\n| %s | input | to | command | events | rule |\n|---|---|---|---|---|---|\n", word(phase),
                phase == core::Phase::rest ? "state" : "attempt to");
    for (const auto &[place, row] : atlas.rows) {
        const auto &[at, input, rule] = place;
        if (at == phase)
            std::printf("| %s | %s | %s | %s | %s | %s |\n", row.from.size() == 5 ? "any" : listed(row.from).c_str(),
                        inputs()[static_cast<std::size_t>(input)].name, listed(row.to).c_str(),
                        listed(row.commands).c_str(), told(row).c_str(), listed(row.rules).c_str());
    }
}

void print_rules()
{
    std::printf("%s", kRulesBeginning);
    for (std::size_t number = 1; number < core::kRules; ++number) {
        const core::RuleText &text = about(static_cast<core::Rule>(number));
        std::printf("| %s | %s | %s |\n", text.name, text.sentence, text.section);
    }
}

} // namespace

int main()
{
    Atlas atlas;
    explore([&](const Transition &transition) { atlas.take(transition); });
    std::printf("%s%s", kBeginning, kStates);
    print_diagram(atlas.states, word(core::State::idle));
    std::printf("%s", kPhases);
    print_diagram(atlas.phases, word(core::Phase::rest));
    std::printf("%s", kTables);
    for (const core::Phase phase : {core::Phase::rest, core::Phase::resolving, core::Phase::queued, core::Phase::sent,
                                    core::Phase::asking})
        print_table(atlas, phase);
    print_rules();
}
