// SPDX-License-Identifier: LGPL-2.1-or-later
// Events on their way to the application.
#include "capi/queue.hpp"

#include "base/error.hpp"
#include "capi/event.hpp"
#include "capi/registration.hpp"

#include <chrono>
#include <memory>
#include <sys/eventfd.h>

namespace sipreg::capi {

Queue::Queue(std::size_t limit) : limit_(limit), ready_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (!ready_)
        throw Error(Code::system, "no descriptor for the event queue");
}

Queue::~Queue() = default;

// Keeps the descriptor readable as long as there is a reason.
void Queue::signal() noexcept
{
    eventfd_t count;
    if (closed_ || !entries_.empty() || dropped_ > 0)
        eventfd_write(ready_.get(), 1);
    else
        eventfd_read(ready_.get(), &count);
}

void Queue::push(sipreg_registration_t *owner, registration::Event event)
{
    const std::lock_guard lock(mutex_);
    if (closed_)
        return;
    if (entries_.size() >= limit_)
        if (const auto older = newest_.find(owner); older != newest_.end()) {
            remove(older->second);
            ++dropped_;
        }
    entries_.push_back({owner, std::move(event), nullptr});
    newest_[owner] = std::prev(entries_.end());
    signal();
    changed_.notify_one();
}

void Queue::push(std::shared_ptr<const Offered> offered)
{
    const std::lock_guard lock(mutex_);
    if (closed_ || offered->is_over())
        return;
    entries_.push_back({nullptr, {}, std::move(offered)});
    signal();
    changed_.notify_one();
}

void Queue::withdraw(const Offered &offered) noexcept
{
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const Entry &entry) { return entry.offered.get() == &offered; });
    signal();
}

void Queue::remove(Entries::iterator entry)
{
    const auto newest = newest_.find(entry->owner);
    if (newest != newest_.end() && newest->second == entry)
        newest_.erase(newest);
    entries_.erase(entry);
}

sipreg_event_t *Queue::take_next()
{
    if (dropped_ > 0) {
        auto *overflow = new sipreg_event(dropped_);
        dropped_ = 0;
        return overflow;
    }
    while (!entries_.empty()) {
        Entry &front = entries_.front();
        // Nobody holds the registration any more: nobody wants its events.
        std::unique_ptr<sipreg_event> event;
        if (front.offered)
            event = std::make_unique<sipreg_event>(std::move(front.offered));
        else if (front.owner->try_ref())
            event = std::make_unique<sipreg_event>(front.owner, std::move(front.event));
        remove(entries_.begin());
        if (event)
            return event.release();
    }
    return nullptr;
}

sipreg_error_t Queue::pop(int timeout_ms, sipreg_event_t **out)
{
    const auto deadline = std::chrono::steady_clock::now() + Millis(timeout_ms);
    std::unique_lock lock(mutex_);
    for (;;) {
        if (closed_)
            return SIPREG_ERR_CLOSED;
        *out = take_next();
        signal();
        if (*out != nullptr)
            return SIPREG_OK;
        if (timeout_ms < 0)
            changed_.wait(lock);
        else if (timeout_ms == 0 || changed_.wait_until(lock, deadline) == std::cv_status::timeout)
            timeout_ms = 0; // a last look
        if (timeout_ms == 0 && entries_.empty() && dropped_ == 0 && !closed_)
            return SIPREG_ERR_TIMEOUT;
    }
}

void Queue::forget(const sipreg_registration_t *owner) noexcept
{
    const std::lock_guard lock(mutex_);
    if (newest_.erase(owner) == 0)
        return; // its newest event is gone, and so are those before it
    std::erase_if(entries_, [&](const Entry &entry) { return entry.owner == owner; });
    signal();
}

void Queue::close() noexcept
{
    const std::lock_guard lock(mutex_);
    closed_ = true;
    newest_.clear();
    entries_.clear();
    signal();
    changed_.notify_all();
}

} // namespace sipreg::capi
