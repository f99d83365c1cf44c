// SPDX-License-Identifier: LGPL-2.1-or-later
// The machine's enumerations as words of the page.
#include "words.hpp"

#include <cstddef>

namespace sipreg::machine {

namespace {

template <typename Enumeration, std::size_t N>
const char *word_of(Enumeration value, const char *const (&words)[N])
{
    return words[static_cast<std::size_t>(value)];
}

} // namespace

// Each list is in the order of its enumeration.

const char *word(core::State state)
{
    return word_of(state, {"idle", "registering", "registered", "waiting", "unregistering"});
}

const char *word(core::Phase phase)
{
    return word_of(phase, {"rest", "resolving", "queued", "sent", "asking"});
}

const char *word(core::Operation operation)
{
    return word_of(operation, {"none", "register", "unregister", "query", "remove others", "remove all"});
}

const char *word(core::Command command)
{
    return word_of(command, {"none", "resolve", "follow", "enqueue", "ask", "send", "release"});
}

std::set<std::string> events(unsigned notices)
{
    const char *const words[] = {"registered", "bindings", "failed",       "degraded",
                                 "expired",    "lost",     "unregistered", "credentials"};
    std::set<std::string> told;
    for (std::size_t bit = 0; bit < sizeof words / sizeof *words; ++bit)
        if (notices & (1u << bit))
            told.insert(words[bit]);
    return told;
}

std::string listed(const std::set<std::string> &words, const char *between)
{
    std::string text;
    for (const std::string &one : words)
        text.append(text.empty() ? "" : between).append(one);
    return text;
}

} // namespace sipreg::machine
