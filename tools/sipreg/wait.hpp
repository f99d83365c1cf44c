// SPDX-License-Identifier: LGPL-2.1-or-later
// Waits for whatever comes first: an event of the library, a signal, a moment.
#pragma once

#include <chrono>
#include <initializer_list>
#include <vector>

namespace tool {

/// Blocks the signals in this thread and those it makes from then on; they are taken, not delivered.
class Signals {
public:
    explicit Signals(std::initializer_list<int> numbers);
    Signals(const Signals &) = delete;
    Signals &operator=(const Signals &) = delete;
    ~Signals();

    int fd() const { return fd_; }
    /// The next one; waits for it.
    int take();

private:
    int fd_;
};

class Timer {
public:
    Timer();
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;
    ~Timer();

    int fd() const { return fd_; }
    /// Once, in place of what was set before.
    void set(std::chrono::duration<double> delay);
    void take();

private:
    int fd_;
};

/// Which of the descriptors are readable; waits until one is.
std::vector<bool> wait_for(std::initializer_list<int> descriptors);

} // namespace tool
