// SPDX-License-Identifier: LGPL-2.1-or-later
// How an attempt begins, turns and ends. Parts of the machine; use machine.hpp.
#pragma once

#include "core/machine.hpp"

namespace sipreg::core {

/// A new attempt.
Step begin(Session session, Operation operation, const Moment &moment) noexcept;

/// The attempt under way is to end within @p deadline.
Session hurry(Session session, Millis deadline, const Moment &moment) noexcept;

/// The request to the target in use waits for a place.
Step enqueue(Session session, const Moment &moment) noexcept;

/// The request goes out to the target in use.
Step send(Session session, const Moment &moment) noexcept;

/// The request under way was answered and is sent again, changed: with credentials, say. If meanwhile the
/// application wants the binding gone, it is sent as its removal.
Step turn(Session session, const Moment &moment) noexcept;

/// The same at the same target, over a fresh connection.
Step renew(Session session, const Verdict &verdict, const Moment &moment) noexcept;

/// The same at the next target, @p verdict being the one on the target in use.
Step next_target(Session session, const Verdict &verdict, const Moment &moment) noexcept;

/// The same at the targets of another registrar, which are to be looked up.
Step follow(Session session) noexcept;

/// The attempt reached what it was for.
Step succeed(Session session, const Outcome &outcome, const Moment &moment) noexcept;

/// The attempt failed.
Step fail(Session session, const Verdict &verdict, const Moment &moment) noexcept;

/// The attempt failed since its time is over.
Step out_of_time(Session session, const Moment &moment) noexcept;

/// The attempt is not wanted any more, and nothing of it was sent.
Step abandon(Session session, const Moment &moment) noexcept;

/// The attempt is cut off, and what it was for is wanted again.
Step put_off(Session session, Rule rule, const Moment &moment) noexcept;

/// No request is to go to the registrar, and there is no need to send one.
bool is_held(const Session &session, const Moment &moment) noexcept;

/// No attempt is under way: what is due, or else wanted?
Step go_on(Session session, const Moment &moment) noexcept;

/// The same if no attempt is under way; else it comes after it.
Step go_on_if_resting(Session session, const Moment &moment) noexcept;

/// No binding, as far as we know; whoever wanted that wants nothing more.
Session unbound(Session session) noexcept;

/// Nothing but the reason.
Step because(Rule rule, Session session) noexcept;

/// Notes what a REGISTER that came to nothing may still have done at the registrar.
void suspect(Session &session, const Verdict &verdict) noexcept;

/// Puts the errand under way back among what is wanted.
void want_again(Session &session) noexcept;

/// A verdict made here and not by the registrar's answer alone.
Verdict refused_as(Failure failure, Rule rule) noexcept;

} // namespace sipreg::core
