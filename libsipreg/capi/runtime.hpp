// SPDX-License-Identifier: LGPL-2.1-or-later
// The life of an endpoint: when it works, on which thread, and how it ends.
#pragma once

#include "capi/estate.hpp"
#include "capi/latch.hpp"
#include "capi/options.hpp"
#include "capi/outbox.hpp"
#include "capi/queue.hpp"
#include "loop/loop.hpp"
#include "registration/event.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace sipreg::registration {
class Registration;
}

namespace sipreg::capi {

class Engine;

/// Shared by the handle, the registrations and the thread, so that each may go first. Any thread.
class Runtime : public std::enable_shared_from_this<Runtime> {
public:
    Runtime();
    ~Runtime();

    /// Changes the options, until the start. Throws Error{wrong_state} afterwards.
    void configure(const std::function<void(Options &)> &change);

    /// Throws Error{wrong_state, closed, system}.
    void start();
    void shut_down() noexcept;
    sipreg_error_t wait_closed(int timeout_ms);

    /// Has @p work done on the loop. Throws Error{wrong_state} before the start, Error{closed} after the end.
    void post(std::function<void(Engine &)> work);

    /// Ends the work of a registration that nobody holds any more, and destroys it.
    void retire(sipreg_registration_t *registration) noexcept;

    registration::Event status_of(const registration::Registration &registration);

    /// Runs @p work while the engine does not: for a look at what is the loop's.
    template <typename Work> void with_state(Work work)
    {
        const std::lock_guard lock(work_);
        work();
    }

    /// The same with the engine. Throws Error{wrong_state} before the start, Error{closed} after the end.
    void with_engine(const std::function<void(Engine &)> &work);

    Estate &estate() noexcept { return estate_; }

    /// For a loop of the caller's. Throws Error{wrong_state, closed}.
    void process();
    int process_descriptor() const noexcept;
    int next_deadline_ms() const noexcept;

    bool is_closed() const noexcept { return phase_ >= Phase::closing; }
    bool has_callback() const noexcept;
    Queue &queue() noexcept { return queue_; }

private:
    enum class Phase { fresh, running, closing, closed };
    class Visit;

    void run() noexcept;
    void turn();
    void deliver();
    void announce(Note note);
    void tear_down() noexcept;
    void spawn();
    // Sequentially consistent: who leaves and who shuts down must not both miss what the other has just done.
    bool enter() noexcept { return !busy_.test_and_set(); }
    void leave() noexcept { busy_.clear(); }
    void tear_down_if_idle() noexcept;
    void note_deadline() noexcept;

    Estate estate_;
    Options options_; // never changed after the start
    Queue queue_;
    std::atomic<Phase> phase_{Phase::fresh};

    mutable std::mutex life_; // guards the changes of phase_, options_ until the start, and whether there is a loop_
    const std::shared_ptr<Latch> ended_ = std::make_shared<Latch>();

    std::mutex work_; // held while the engine works; never while the application is called
    std::unique_ptr<Outbox> outbox_;
    std::unique_ptr<loop::Loop> loop_;
    std::unique_ptr<Engine> engine_;

    std::atomic_flag busy_; // caller-driven: somebody is in process(), or tears down
    std::atomic<std::thread::id> delivering_{};
    std::atomic<Instant> wake_at_{Instant()}; // caller-driven; long past at first
    int patience_ms_ = 0;                    // of the engine, as the last turn left it
};

} // namespace sipreg::capi
