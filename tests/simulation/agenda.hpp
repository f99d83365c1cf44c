// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual time: a clock, and what will happen when. The host may sleep, the world goes on.
#pragma once

#include "registration/ports.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sipreg::sim {

class Clock final : public registration::Clock {
public:
    Instant time{};
    Instant now() const noexcept override { return time; }
};

/// Who has something to do at an instant.
class Actor {
public:
    virtual ~Actor() = default;
    virtual void act(std::uint64_t what) = 0;
};

/// What keeps a host's own doings waiting: it is suspended until then.
using Awake = Instant;

class Agenda {
public:
    explicit Agenda(Clock &clock) : clock_(clock) {}

    /// Something outside of all hosts: packets on their way, the registrar, faults.
    void at(Instant when, Actor &actor, std::uint64_t what) { push({when, ++number_, &actor, what, nullptr}); }
    /// Something in a host: it waits while the host is suspended.
    void at(Instant when, Actor &actor, std::uint64_t what, const Awake &awake)
    {
        push({when, ++number_, &actor, what, &awake});
    }

    Instant next() const { return entries_.empty() ? kNever : entries_.front().when; }

    void run_first()
    {
        std::pop_heap(entries_.begin(), entries_.end());
        Entry entry = entries_.back();
        entries_.pop_back();
        if (entry.awake == nullptr || *entry.awake <= clock_.time)
            return entry.actor->act(entry.what);
        entry.when = std::min(*entry.awake, clock_.time + Seconds(60)); // it may be woken before
        push(entry);
    }

private:
    struct Entry {
        Instant when;
        std::uint64_t number; // what is for the same instant happens in the order it was entered
        Actor *actor;
        std::uint64_t what;
        const Awake *awake;

        bool operator<(const Entry &other) const // a heap has its greatest on top
        {
            return when != other.when ? when > other.when : number > other.number;
        }
    };

    void push(const Entry &entry)
    {
        entries_.push_back(entry);
        std::push_heap(entries_.begin(), entries_.end());
    }

    Clock &clock_;
    std::vector<Entry> entries_;
    std::uint64_t number_ = 0;
};

} // namespace sipreg::sim
