// SPDX-License-Identifier: LGPL-2.1-or-later
// Bounds what is outstanding at once; the rest waits in a line, first come first served.
#pragma once

#include <cstddef>

namespace sipreg::core {

/// What can stand in a Window's line derives from this.
template <typename T> class Waiting {
private:
    template <typename> friend class Window;
    T *before_ = nullptr;
    T *behind_ = nullptr;
    bool in_line_ = false;
};

template <typename T> class Window {
public:
    explicit Window(std::size_t limit) : limit_(limit) {}

    void enqueue(T &item)
    {
        Waiting<T> &link = item;
        link.in_line_ = true;
        link.before_ = last_;
        link.behind_ = nullptr;
        (last_ != nullptr ? static_cast<Waiting<T> *>(last_)->behind_ : first_) = &item;
        last_ = &item;
    }

    void leave(T &item)
    {
        Waiting<T> &link = item;
        if (!link.in_line_)
            return;
        (link.before_ != nullptr ? static_cast<Waiting<T> *>(link.before_)->behind_ : first_) = link.behind_;
        (link.behind_ != nullptr ? static_cast<Waiting<T> *>(link.behind_)->before_ : last_) = link.before_;
        link.in_line_ = false;
    }

    /// The next in line, who holds a place from now on; null if there is no place or nobody waits.
    T *admit()
    {
        if (first_ == nullptr || outstanding_ >= limit_)
            return nullptr;
        T *const item = first_;
        leave(*item);
        ++outstanding_;
        return item;
    }

    /// A place is given back.
    void give_back() { --outstanding_; }

    std::size_t outstanding() const noexcept { return outstanding_; }

private:
    std::size_t limit_;
    std::size_t outstanding_ = 0;
    T *first_ = nullptr;
    T *last_ = nullptr;
};

} // namespace sipreg::core
