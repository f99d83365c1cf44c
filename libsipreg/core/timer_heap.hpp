// SPDX-License-Identifier: LGPL-2.1-or-later
// Timers of many objects, soonest first: an indexed binary heap, so that the next deadline is exact.
#pragma once

#include "base/units.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sipreg::core {

/// What can be put into a TimerHeap derives from this. It stands in one heap at most.
class Timed {
public:
    Instant due() const noexcept { return due_; }

private:
    template <typename> friend class TimerHeap;
    static constexpr std::uint32_t kOut = UINT32_MAX;
    Instant due_ = kNever;
    std::uint32_t index_ = kOut;
};

template <typename T> class TimerHeap {
public:
    /// Puts, moves or, with kNever, takes out. O(log n).
    void set(T &item, Instant due)
    {
        Timed &timed = item;
        if (due == kNever)
            return take_out(item);
        if (timed.index_ == Timed::kOut) {
            timed.index_ = static_cast<std::uint32_t>(heap_.size());
            heap_.push_back(&item);
        }
        timed.due_ = due;
        sink(rise(timed.index_));
    }

    void take_out(T &item)
    {
        Timed &timed = item;
        const std::size_t hole = timed.index_;
        if (hole == Timed::kOut)
            return;
        place(hole, heap_.back());
        heap_.pop_back();
        timed.index_ = Timed::kOut;
        timed.due_ = kNever;
        if (hole < heap_.size())
            sink(rise(hole));
    }

    Instant next() const noexcept { return heap_.empty() ? kNever : due(0); }
    T *first() const noexcept { return heap_.empty() ? nullptr : heap_.front(); }
    std::size_t size() const noexcept { return heap_.size(); }

private:
    Instant due(std::size_t at) const noexcept { return static_cast<const Timed *>(heap_[at])->due_; }

    void place(std::size_t at, T *item)
    {
        heap_[at] = item;
        static_cast<Timed *>(item)->index_ = static_cast<std::uint32_t>(at);
    }

    void swap(std::size_t a, std::size_t b)
    {
        T *const moved = heap_[a];
        place(a, heap_[b]);
        place(b, moved);
    }

    std::size_t rise(std::size_t at)
    {
        for (; at > 0 && due(at) < due((at - 1) / 2); at = (at - 1) / 2)
            swap(at, (at - 1) / 2);
        return at;
    }

    void sink(std::size_t at)
    {
        for (;;) {
            std::size_t least = at;
            for (std::size_t child = 2 * at + 1; child <= 2 * at + 2 && child < heap_.size(); ++child)
                if (due(child) < due(least))
                    least = child;
            if (least == at)
                return;
            swap(at, least);
            at = least;
        }
    }

    std::vector<T *> heap_;
};

} // namespace sipreg::core
