// SPDX-License-Identifier: LGPL-2.1-or-later
// Events on their way to the application: never blocks the SIP thread, never loses the newest of a registration.
#pragma once

#include "base/descriptor.hpp"
#include "base/units.hpp"
#include "capi/note.hpp"
#include "capi/offered.hpp"
#include "registration/event.hpp"

#include <sipreg/sipreg.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace sipreg::capi {

class Queue {
public:
    /// @p limit bounds what is kept beyond one event per registration, @p note_limit the notes beside that. Throws
    /// Error{system}.
    Queue(std::size_t limit, std::size_t note_limit);
    ~Queue();

    /// @p owner must live until forget() or close(). Above the limit its older event gives way.
    void push(sipreg_registration_t *owner, registration::Event event);

    /// Bounded by whoever offers: it stays until it is taken or over.
    void push(std::shared_ptr<const Offered> offered);
    /// Beyond their own limit the oldest gives way: no event of a registration ever does for them.
    void push(Note note);
    /// It is over: nobody is to see it who has not yet.
    void withdraw(const Offered &offered) noexcept;

    /// The next event, as an object whose reference is the caller's. Waits @p timeout_ms, -1 for ever.
    /// SIPREG_ERR_TIMEOUT, SIPREG_ERR_CLOSED.
    sipreg_error_t pop(int timeout_ms, sipreg_event_t **out);

    /// No event of @p owner is left, and none is being made of it.
    void forget(const sipreg_registration_t *owner) noexcept;

    /// Drops everything, wakes everybody; pop() answers SIPREG_ERR_CLOSED from now on.
    void close() noexcept;

    /// Readable while there is an event, and when closed.
    int descriptor() const noexcept { return ready_.get(); }

private:
    struct Entry {
        sipreg_registration_t *owner; // null: a request or a note
        registration::Event event;
        std::shared_ptr<const Offered> offered;
        std::unique_ptr<Note> note;
    };
    using Entries = std::list<Entry>;

    sipreg_event_t *take_next();
    static std::unique_ptr<sipreg_event> make_event(Entry &entry);
    void remove(Entries::iterator entry);
    void signal() noexcept;

    const std::size_t limit_, note_limit_;
    const Descriptor ready_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Entries entries_;
    std::unordered_map<const sipreg_registration_t *, Entries::iterator> newest_;
    std::deque<Entries::iterator> notes_; // those of them that are notes, oldest first
    std::int64_t dropped_ = 0;
    bool closed_ = false;
};

} // namespace sipreg::capi
