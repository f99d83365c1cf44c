// SPDX-License-Identifier: LGPL-2.1-or-later
// What the exploration saw, put together.
#include "atlas.hpp"

#include "words.hpp"

namespace sipreg::machine {

namespace {

using namespace core;

bool has_ended(const Step &step) { return step.ended != Operation::none; }

bool changes_nothing(const Session &before, const Step &step)
{
    return step.command == Command::none && step.notices == 0 && state_of(before) == state_of(step.next) &&
           before.phase == step.next.phase;
}

std::string from_of(const Session &session)
{
    return session.resting() ? word(state_of(session)) : word(session.operation);
}

std::string to_of(const Session &before, const Step &step)
{
    if (step.next.resting())
        return word(state_of(step.next));
    const std::string operation = word(step.next.operation);
    if (has_ended(step))
        return "then " + operation;
    return before.operation == step.next.operation ? word(step.next.phase) : word(step.next.phase) + (" for " + operation);
}

// The event says more than what led to it; of several the one that the others follow from.
std::string label(const Transition &transition)
{
    for (const Notice notice : {kRegistered, kUnregistered, kExpired, kLost, kFailed, kBindings})
        if (transition.step.notices & notice)
            return *events(notice).begin();
    return transition.input.group;
}

} // namespace

void Atlas::take(const Transition &transition)
{
    // What waits in line delays what is told here, and changes nothing of it.
    if (transition.from.wishes != 0 || changes_nothing(transition.from, transition.step))
        return;
    draw(transition);
    write(transition);
}

void Atlas::draw(const Transition &transition)
{
    const auto &[from, input, step] = transition;
    if (state_of(from) != state_of(step.next))
        states[{state_of(from), state_of(step.next)}].insert(label(transition));
    const Phase to = has_ended(step) ? Phase::rest : step.next.phase;
    if (from.phase != to)
        phases[{from.phase, to}].insert(to == Phase::rest ? "ended" : word(step.command));
}

void Atlas::write(const Transition &transition)
{
    const auto &[from, input, step] = transition;
    const auto [at, is_new] = rows.try_emplace({from.phase, &input - inputs().data(), step.rule});
    Row &row = at->second;
    row.from.insert(from_of(from));
    row.to.insert(to_of(from, step));
    row.commands.insert(word(step.command));
    // Why an attempt was begun is told as its occasion.
    if (const Rule rule = step.rule != Rule::none ? step.rule : step.occasion; rule != Rule::none)
        row.rules.insert(about(rule).name);
    const std::set<std::string> told = events(step.notices);
    if (is_new)
        row.always = told;
    for (const std::string &event : told)
        if (!row.always.contains(event))
            row.sometimes.insert(event);
    std::erase_if(row.always, [&](const std::string &event) {
        return !told.contains(event) && row.sometimes.insert(event).second;
    });
}

} // namespace sipreg::machine
