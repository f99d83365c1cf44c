// SPDX-License-Identifier: LGPL-2.1-or-later
// A su_root_t that is stepped from outside.
#include "loop/loop.hpp"

#include "base/error.hpp"
#include "loop/epoll_of.hpp"

#include <sofia-sip/su_wait.h>

#include <algorithm>
#include <poll.h>
#include <sys/eventfd.h>
#include <utility>

namespace sipreg::loop {

namespace {

// Where the root's own descriptor cannot be found, it is stepped this often.
constexpr int kTick = 10;

class Watch final : public Ongoing {
public:
    Watch(su_root_t *root, int fd, Reactor::Readiness wanted, std::function<void(Reactor::Readiness)> call)
        : root_(root), call_(std::make_shared<std::function<void(Reactor::Readiness)>>(std::move(call)))
    {
        su_wait_t wait[1];
        const int events = (wanted.readable ? SU_WAIT_IN : 0) | (wanted.writable ? SU_WAIT_OUT : 0);
        if (su_wait_create(wait, fd, events) != 0 ||
            (index_ = su_root_register(root, wait, &Watch::on_wakeup, this, 0)) < 0)
            throw Error(Code::system, "a descriptor cannot be watched");
    }
    ~Watch() override { su_root_deregister(root_, index_); }

private:
    static int on_wakeup(su_root_magic_t *, su_wait_t *wait, su_wakeup_arg_t *self)
    {
        const int events = wait->revents;
        const bool broken = (events & (SU_WAIT_ERR | SU_WAIT_HUP)) != 0;
        const auto call = static_cast<Watch *>(self)->call_; // the watch may end within
        (*call)({broken || (events & SU_WAIT_IN) != 0, broken || (events & SU_WAIT_OUT) != 0});
        return 0;
    }

    su_root_t *root_;
    std::shared_ptr<std::function<void(Reactor::Readiness)>> call_;
    int index_ = -1;
};

class Delay final : public Ongoing {
public:
    Delay(su_root_t *root, Millis delay, std::function<void()> call)
        : call_(std::move(call)), timer_(su_timer_create(su_root_task(root), 0))
    {
        const auto interval = static_cast<su_duration_t>(delay.count());
        if (su_timer_set_interval(timer_, &Delay::on_timer, this, interval) != 0)
            throw Error(Code::system, "no timer to be had");
    }
    ~Delay() override { su_timer_destroy(timer_); }

private:
    static void on_timer(su_root_magic_t *, su_timer_t *, su_timer_arg_t *self)
    {
        const auto call = std::move(static_cast<Delay *>(self)->call_); // the delay may end within
        call();
    }

    std::function<void()> call_;
    su_timer_t *timer_;
};

// Nobody's: who uses it obtains it.
su_root_t *new_root()
{
    su_root_t *root = su_root_create(nullptr);
    if (root != nullptr) {
        su_root_threading(root, 0);
        su_root_release(root);
    }
    return root;
}

} // namespace

void Loop::RootEnd::operator()(su_root_s *root) const noexcept
{
    su_root_obtain(root);
    su_root_destroy(root);
}

Loop::Loop() : root_(new_root()), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (!root_ || !wake_)
        throw Error(Code::system, "no event loop to be had");
    const Hold hold(*this);
    wake_watch_ = watch(wake_.get(), {true, false}, [this](Readiness) { run_posted(); });
    descriptor_ = epoll_of(wake_.get());
    if (descriptor_ < 0)
        descriptor_ = wake_.get();
}

Loop::~Loop()
{
    const Hold hold(*this);
    posted_.clear();
    wake_watch_.reset();
}

Loop::Hold::Hold(Loop &loop) : loop_(loop) { su_root_obtain(loop_.root()); }

Loop::Hold::~Hold() { su_root_release(loop_.root()); }

void Loop::post(std::function<void()> task)
{
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(task));
    if (posted_.size() == 1)
        eventfd_write(wake_.get(), 1);
}

void Loop::run_posted()
{
    eventfd_t count;
    eventfd_read(wake_.get(), &count);
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(posted_);
    }
    for (const auto &task : tasks)
        task();
}

void Loop::step()
{
    const su_duration_t next = su_root_step(root(), 0);
    // Sofia rounds down to the millisecond: with 0 it would be asked over and over until the time has come.
    wait_ms_ = next < 0 || next >= SU_WAIT_MAX ? -1 : std::max(static_cast<int>(next), 1);
    if (descriptor_ == wake_.get())
        wait_ms_ = wait_ms_ < 0 ? kTick : std::min(wait_ms_, kTick);
}

void Loop::wait(int limit_ms) const noexcept
{
    int wait = wait_ms_;
    if (limit_ms >= 0)
        wait = wait < 0 ? limit_ms : std::min(wait, limit_ms);
    pollfd waiting{descriptor_, POLLIN, 0};
    poll(&waiting, 1, wait);
}

std::unique_ptr<Ongoing> Loop::watch(int fd, Readiness wanted, std::function<void(Readiness)> call)
{
    return std::make_unique<Watch>(root(), fd, wanted, std::move(call));
}

std::unique_ptr<Ongoing> Loop::after(Millis delay, std::function<void()> call)
{
    return std::make_unique<Delay>(root(), delay, std::move(call));
}

} // namespace sipreg::loop
