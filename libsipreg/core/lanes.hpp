// SPDX-License-Identifier: LGPL-2.1-or-later
// Who may send now: a bound on what is outstanding in all, and a lane per registrar that keeps its rate.
#pragma once

#include "base/units.hpp"
#include "core/rate.hpp"
#include "core/timer_heap.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace sipreg::core {

/// Limits on what is sent; a rate of 0 is none.
struct Pace {
    std::size_t outstanding = 200;
    std::uint32_t registrar_per_s = 0;
    std::uint32_t total_per_s = 0;
};

template <typename T> struct Lane;

/// What can stand in a lane derives from this.
template <typename T> class Waiting {
private:
    template <typename> friend class Lanes;
    T *before_ = nullptr;
    T *behind_ = nullptr;
    Lane<T> *lane_ = nullptr; // null: in none
};

template <typename T> struct Lane : Timed {
    explicit Lane(std::uint32_t per_second) : rate(per_second) {}
    std::string name;
    T *first = nullptr;
    T *last = nullptr;
    Rate rate;
};

/// First come, first served within a lane; lanes take turns.
template <typename T> class Lanes {
public:
    explicit Lanes(const Pace &pace) : pace_(pace), total_(pace.total_per_s) {}

    /// At the end of the lane; at its front if @p first.
    void enqueue(T &item, const std::string &name, bool first, Instant now)
    {
        Lane<T> &lane = lanes_.try_emplace(name, pace_.registrar_per_s).first->second;
        lane.name = name;
        first ? link(lane, item, nullptr, lane.first) : link(lane, item, lane.last, nullptr);
        if (lane.first == lane.last)
            schedule(lane, now);
    }

    void leave(T &item, Instant now)
    {
        Lane<T> *const lane = static_cast<Waiting<T> &>(item).lane_;
        if (lane == nullptr)
            return;
        unlink(*lane, item);
        if (lane->first == nullptr)
            schedule(*lane, now);
    }

    /// The next one, who holds a place from now on; null if nobody may go.
    T *admit(Instant now)
    {
        while (due_.next() <= now) {
            Lane<T> &lane = *due_.first();
            if (lane.first == nullptr) {
                schedule(lane, now);
                continue;
            }
            if (outstanding_ >= pace_.outstanding || total_.next() > now)
                return nullptr;
            return go(lane, now);
        }
        return nullptr;
    }

    /// A place is given back.
    void give_back() noexcept { --outstanding_; }

    /// When admit() has somebody, if no place is given back before.
    Instant next() const noexcept
    {
        return outstanding_ >= pace_.outstanding || due_.next() == kNever ? kNever : std::max(due_.next(), total_.next());
    }

    std::size_t outstanding() const noexcept { return outstanding_; }
    std::size_t lanes() const noexcept { return lanes_.size(); }

private:
    T *go(Lane<T> &lane, Instant now)
    {
        T *const item = lane.first;
        unlink(lane, *item);
        ++outstanding_;
        total_.take(now);
        lane.rate.take(now);
        schedule(lane, now);
        return item;
    }

    // A lane without anybody is kept only as long as its rate remembers something.
    void schedule(Lane<T> &lane, Instant now)
    {
        if (lane.first != nullptr || lane.rate.next() > now)
            return due_.set(lane, std::max(now, lane.rate.next()));
        due_.take_out(lane);
        lanes_.erase(lanes_.find(lane.name));
    }

    void link(Lane<T> &lane, T &item, T *before, T *behind)
    {
        Waiting<T> &link = item;
        link.lane_ = &lane;
        link.before_ = before;
        link.behind_ = behind;
        (before != nullptr ? static_cast<Waiting<T> *>(before)->behind_ : lane.first) = &item;
        (behind != nullptr ? static_cast<Waiting<T> *>(behind)->before_ : lane.last) = &item;
    }

    void unlink(Lane<T> &lane, T &item)
    {
        Waiting<T> &link = item;
        (link.before_ != nullptr ? static_cast<Waiting<T> *>(link.before_)->behind_ : lane.first) = link.behind_;
        (link.behind_ != nullptr ? static_cast<Waiting<T> *>(link.behind_)->before_ : lane.last) = link.before_;
        link.lane_ = nullptr;
    }

    const Pace pace_;
    Rate total_;
    std::size_t outstanding_ = 0;
    std::unordered_map<std::string, Lane<T>> lanes_;
    TimerHeap<Lane<T>> due_;
};

} // namespace sipreg::core
