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

Queue::Queue(std::size_t limit, std::size_t note_limit)
    : limit_(limit), note_limit_(note_limit), ready_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
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
    if (entries_.size() - notes_.size() >= limit_)
        if (const auto older = newest_.find(owner); older != newest_.end()) {
            remove(older->second);
            ++dropped_;
        }
    entries_.push_back({owner, std::move(event), nullptr, nullptr});
    newest_[owner] = std::prev(entries_.end());
    signal();
    changed_.notify_one();
}

void Queue::push(std::shared_ptr<const Offered> offered)
{
    const std::lock_guard lock(mutex_);
    if (closed_ || offered->is_over())
        return;
    entries_.push_back({nullptr, {}, std::move(offered), nullptr});
    signal();
    changed_.notify_one();
}

void Queue::push(Note note)
{
    const std::lock_guard lock(mutex_);
    if (closed_)
        return;
    if (notes_.size() >= note_limit_) {
        remove(notes_.front());
        ++dropped_;
    }
    Entries added;
    added.push_back({nullptr, {}, nullptr, std::make_unique<Note>(std::move(note))});
    notes_.push_back(added.begin());
    entries_.splice(entries_.end(), added);
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
    if (entry->note)
        notes_.pop_front(); // only the oldest is ever removed
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
        std::unique_ptr<sipreg_event> event = make_event(entries_.front());
        remove(entries_.begin());
        if (event)
            return event.release();
    }
    return nullptr;
}

std::unique_ptr<sipreg_event> Queue::make_event(Entry &entry)
{
    if (entry.note)
        return std::make_unique<sipreg_event>(std::move(*entry.note));
    if (entry.offered)
        return std::make_unique<sipreg_event>(std::move(entry.offered));
    if (entry.owner->try_ref())
        return std::make_unique<sipreg_event>(entry.owner, std::move(entry.event));
    return nullptr; // nobody holds the registration any more: nobody wants its events
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
    notes_.clear();
    entries_.clear();
    signal();
    changed_.notify_all();
}

} // namespace sipreg::capi
