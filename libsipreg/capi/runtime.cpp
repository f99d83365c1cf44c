// SPDX-License-Identifier: LGPL-2.1-or-later
// The life of an endpoint.
#include "capi/runtime.hpp"

#include "base/error.hpp"
#include "capi/engine.hpp"
#include "capi/event.hpp"
#include "capi/registration.hpp"

#include <algorithm>
#include <csignal>
#include <system_error>

namespace sipreg::capi {

namespace {

// Events kept beyond the newest of each registration when nobody reads.
constexpr std::size_t kQueueLimit = 4096;
// Log lines and SIP messages beside them.
constexpr std::size_t kNoteLimit = 256;

// The host's signals are for the host's threads; sofia may also raise SIGPIPE on ours.
class SignalsBlocked {
public:
    SignalsBlocked() noexcept
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &saved_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &saved_, nullptr); }
    SignalsBlocked(const SignalsBlocked &) = delete;
    SignalsBlocked &operator=(const SignalsBlocked &) = delete;

private:
    sigset_t saved_;
};

} // namespace

Runtime::Runtime() : queue_(kQueueLimit, kNoteLimit) {}

Runtime::~Runtime() = default;

bool Runtime::has_callback() const noexcept
{
    const std::lock_guard lock(life_); // before the start it may be set meanwhile
    return options_.events.callback != nullptr;
}

void Runtime::configure(const std::function<void(Options &)> &change)
{
    const std::lock_guard lock(life_);
    if (phase_ != Phase::fresh)
        throw Error(phase_ == Phase::running ? Code::wrong_state : Code::closed, "the endpoint was started");
    change(options_);
}

void Runtime::start()
{
    const std::lock_guard lock(life_);
    if (phase_ != Phase::fresh)
        throw Error(phase_ == Phase::running ? Code::wrong_state : Code::closed, "the endpoint was started");
    nta::warm_up();
    const std::lock_guard work(work_);
    auto outbox = std::make_unique<Outbox>(options_.trace, options_.log, options_.announced);
    auto loop = std::make_unique<loop::Loop>();
    {
        const loop::Loop::Hold hold(*loop);
        engine_ = std::make_unique<Engine>(*loop, options_, *outbox, queue_, weak_from_this());
    }
    outbox_ = std::move(outbox);
    loop_ = std::move(loop);
    phase_ = Phase::running;
    if (!options_.caller_driven)
        spawn();
}

void Runtime::spawn()
{
    try {
        const SignalsBlocked blocked; // the new thread inherits it
        std::thread([self = shared_from_this()]() mutable {
            const std::shared_ptr<Latch> ended = self->ended_;
            self->run();
            self.reset(); // what it still holds goes before anybody hears of the end
            net::leave_thread();
            ended->open();
        }).detach();
    } catch (const std::system_error &) {
        {
            const loop::Loop::Hold hold(*loop_);
            engine_.reset();
        }
        loop_.reset();
        outbox_.reset();
        phase_ = Phase::fresh;
        throw Error(Code::system, "no thread to be had");
    }
}

void Runtime::run() noexcept
{
    while (phase_ == Phase::running) {
        turn();
        deliver();
        if (phase_ == Phase::running)
            loop_->wait(patience_ms_);
    }
    tear_down();
}

void Runtime::turn()
{
    const std::lock_guard work(work_);
    const loop::Loop::Hold hold(*loop_);
    patience_ms_ = engine_->turn();
}

void Runtime::deliver()
{
    delivering_ = std::this_thread::get_id();
    const auto running = [this] { return phase_ == Phase::running; }; // a callback may end it
    // Whoever reads an event may end the program: what was shown and logged on the way to it comes first.
    outbox_->deliver(running, [this](Note note) { announce(std::move(note)); });
    engine_->publish();
    while (has_callback() && running()) {
        sipreg_event_t *event = nullptr;
        if (queue_.pop(0, &event) != SIPREG_OK)
            break;
        options_.events.callback(event, options_.events.user_data);
        sipreg_event_unref(event);
    }
    delivering_ = std::thread::id();
}

// A callback is told at once: the queue would drop some where many come in one turn.
void Runtime::announce(Note note)
{
    if (!has_callback())
        return queue_.push(std::move(note));
    const auto *event = new sipreg_event(std::move(note));
    options_.events.callback(event, options_.events.user_data);
    sipreg_event_unref(event);
}

void Runtime::tear_down() noexcept
{
    {
        const std::lock_guard work(work_);
        const loop::Loop::Hold hold(*loop_);
        engine_.reset();
    }
    std::unique_ptr<loop::Loop> ended;
    {
        const std::lock_guard lock(life_);
        ended = std::move(loop_);
    }
    ended.reset(); // and with it the registrations that were on their way to the engine
    phase_ = Phase::closed;
}

void Runtime::shut_down() noexcept
{
    const auto alive = shared_from_this();
    bool was_running = false;
    {
        const std::lock_guard lock(life_);
        if (is_closed())
            return;
        was_running = phase_ == Phase::running;
        phase_ = was_running ? Phase::closing : Phase::closed;
        if (loop_)
            loop_->post([] {}); // so that it looks at the phase
    }
    queue_.close();
    if (!was_running)
        ended_->open();
    else if (options_.caller_driven)
        tear_down_if_idle();
}

// A call of process(), however it ends.
class Runtime::Visit {
public:
    explicit Visit(Runtime &runtime) noexcept : runtime_(runtime) {}
    ~Visit()
    {
        runtime_.leave();
        if (runtime_.phase_ == Phase::closing)
            runtime_.tear_down_if_idle();
    }
    Visit(const Visit &) = delete;
    Visit &operator=(const Visit &) = delete;

private:
    Runtime &runtime_;
};

// Caller-driven, nobody else would do it; whoever is in process() does it on leaving.
void Runtime::tear_down_if_idle() noexcept
{
    if (!enter())
        return;
    if (phase_ == Phase::closing) {
        tear_down();
        ended_->open();
    }
    leave();
}

sipreg_error_t Runtime::wait_closed(int timeout_ms)
{
    if (!is_closed() || delivering_.load() == std::this_thread::get_id())
        return SIPREG_ERR_STATE;
    return ended_->wait(timeout_ms) ? SIPREG_OK : SIPREG_ERR_TIMEOUT;
}

void Runtime::post(std::function<void(Engine &)> work)
{
    const std::lock_guard lock(life_);
    if (phase_ == Phase::fresh)
        throw Error(Code::wrong_state, "the endpoint was not started");
    if (is_closed())
        throw Error(Code::closed, "the endpoint was shut down");
    loop_->post([this, work = std::move(work)] {
        if (phase_ == Phase::running)
            work(*engine_);
    });
}

void Runtime::with_engine(const std::function<void(Engine &)> &work)
{
    const std::lock_guard lock(work_);
    if (phase_ == Phase::fresh)
        throw Error(Code::wrong_state, "the endpoint was not started");
    if (!engine_ || is_closed())
        throw Error(Code::closed, "the endpoint was shut down");
    work(*engine_);
}

void Runtime::retire(sipreg_registration_t *registration) noexcept
{
    std::shared_ptr<sipreg_registration_t> last(registration); // destroyed with the task, or here
    const auto alive = shared_from_this();
    const std::lock_guard lock(life_);
    // Also while closing: the engine may still know it.
    if (loop_)
        loop_->post([this, last = std::move(last)] { engine_->forget(*last); });
}

registration::Event Runtime::status_of(const registration::Registration &registration)
{
    const std::lock_guard work(work_);
    return registration::status_of(registration, loop::boot_time());
}

void Runtime::process()
{
    const auto alive = shared_from_this(); // the last handle may go in a callback
    if (phase_ == Phase::fresh || !options_.caller_driven)
        throw Error(Code::wrong_state, "the endpoint does not wait to be driven");
    if (is_closed())
        throw Error(Code::closed, "the endpoint was shut down");
    if (!enter())
        throw Error(Code::wrong_state, "a process call is under way");
    const Visit visit(*this);
    if (phase_ == Phase::running) {
        turn();
        note_deadline();
        deliver();
    }
}

void Runtime::note_deadline() noexcept
{
    const int loop_ms = loop_->wait_ms();
    const int wait = loop_ms < 0 ? patience_ms_ : patience_ms_ < 0 ? loop_ms : std::min(loop_ms, patience_ms_);
    wake_at_ = wait < 0 ? kNever : loop::boot_time() + Millis(wait);
}

int Runtime::process_descriptor() const noexcept
{
    const std::lock_guard lock(life_); // it may be torn down meanwhile
    return loop_ && phase_ == Phase::running && options_.caller_driven ? loop_->descriptor() : -1;
}

int Runtime::next_deadline_ms() const noexcept
{
    const Instant wake_at = wake_at_;
    if (phase_ != Phase::running || wake_at == kNever)
        return -1;
    return static_cast<int>(std::max<Millis::rep>((wake_at - loop::boot_time()).count(), 0));
}

} // namespace sipreg::capi
