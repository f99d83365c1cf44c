// SPDX-License-Identifier: LGPL-2.1-or-later
// A su_root_t that is stepped from outside: the thread that steps it waits on a descriptor between the steps.
#pragma once

#include "base/descriptor.hpp"
#include "base/reactor.hpp"
#include "loop/clock.hpp"

#include <functional>
#include <mutex>
#include <vector>

struct su_root_s; // su_root_t

namespace sipreg::loop {

/// post() and the waiting ones may be called from any thread; all else by one thread at a time, within a Hold.
class Loop final : public Reactor {
public:
    /// Throws Error{system} if there is no descriptor or memory to be had.
    Loop();
    ~Loop() override;
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    /// Makes the calling thread the one that may touch the loop and everything on it.
    class Hold {
    public:
        explicit Hold(Loop &loop);
        ~Hold();
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;

    private:
        Loop &loop_;
    };

    /// Runs @p task within a later step().
    void post(std::function<void()> task);

    /// Does what is due, without waiting.
    void step();

    /// Readable when step() has something to do.
    int descriptor() const noexcept { return descriptor_; }
    /// How long to wait on it at most, as the last step() left it; -1 for ever.
    int wait_ms() const noexcept { return wait_ms_; }
    /// Waits for the descriptor, at most @p limit_ms (-1: no limit of the caller's) and wait_ms().
    void wait(int limit_ms) const noexcept;

    Instant now() const noexcept override { return boot_time(); }
    std::unique_ptr<Ongoing> watch(int fd, Readiness wanted, std::function<void(Readiness)> call) override;
    std::unique_ptr<Ongoing> after(Millis delay, std::function<void()> call) override;

    su_root_s *root() const noexcept { return root_.get(); }

private:
    void run_posted();

    const ClockHook hook_; // before the root, whose timers read the clock
    struct RootEnd {
        void operator()(su_root_s *root) const noexcept;
    };
    std::unique_ptr<su_root_s, RootEnd> root_;
    Descriptor wake_;
    int descriptor_ = -1;
    int wait_ms_ = 0;
    std::unique_ptr<Ongoing> wake_watch_;
    std::mutex mutex_; // guards posted_
    std::vector<std::function<void()>> posted_;
};

} // namespace sipreg::loop
