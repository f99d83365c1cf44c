// SPDX-License-Identifier: LGPL-2.1-or-later
// Keeps the history of a registration.
#include "registration/chronicle.hpp"

#include "registration/attempt.hpp"

#include <algorithm>

namespace sipreg::registration {

namespace {

void begin(core::Episode &episode, const core::Step &step, Instant now)
{
    episode.operation = step.next.operation;
    episode.occasion = step.occasion;
    episode.began = now;
}

void end(core::Episode &episode, const core::Step &step, Instant now)
{
    episode.took = now - episode.began;
    episode.rule = step.rule;
    episode.failure = step.failure;
    const Instant next = step.next.next_attempt;
    if (next != kNever)
        episode.next = std::max(next - now, Millis(0));
    episode.passages.shrink_to_fit();
}

// Others than at the last request of the same attempt only after a redirection.
void note_skipped(core::Episode &episode, const Attempt &attempt)
{
    const std::vector<core::Skipped> &skipped = attempt.plan().skipped;
    if (!skipped.empty() && skipped != episode.skipped())
        episode.skipped_or_null = std::make_shared<const std::vector<core::Skipped>>(skipped);
}

void send(core::Episode &episode, const Registration &registration, Instant now)
{
    episode.targets = registration.session.targets;
    core::Passage passage;
    passage.target = registration.attempt->target();
    passage.at = now - episode.began;
    episode.passages.push_back(std::move(passage));
}

// Of this request; the attempt may have more to tell of one before.
void note(core::Remark &remark, const core::Trouble &trouble)
{
    remark.problem = trouble.cause;
    remark.tls_fault = trouble.tls;
    remark.tls_alert = trouble.alert;
}

// The step judged the last request.
void judge(core::Episode &episode, Attempt &attempt, const core::Step &step)
{
    if (episode.passages.empty() || episode.passages.back().rule != core::Rule::none)
        return;
    core::Passage &passage = episode.passages.back();
    passage.rule = step.rule;
    passage.status = static_cast<std::int16_t>(attempt.reply.status);
    core::Remark remark{"", std::move(attempt.challenged)};
    if (attempt.trouble)
        note(remark, *attempt.trouble);
    else if (passage.status == 0 || step.failure != core::Failure::none)
        remark.problem = attempt.problem;
    if (!remark.problem.empty() || !remark.asked.empty())
        passage.remark_or_null = std::make_shared<const core::Remark>(std::move(remark));
}

} // namespace

void Chronicle::on_step(Registration &registration, const core::Step &step, Instant now) const
{
    core::Episode *episode = registration.history.current();
    if (episode != nullptr && step.rule != core::Rule::none)
        judge(*episode, *registration.attempt, step);
    if (episode != nullptr && (step.ended != core::Operation::none || step.command == core::Command::send))
        note_skipped(*episode, *registration.attempt);
    if (episode != nullptr && step.ended != core::Operation::none)
        end(*episode, step, now);
    if (step.command == core::Command::resolve && depth_ > 0)
        begin(registration.history.begin(depth_), step, now);
    if (episode != nullptr && step.command == core::Command::send)
        send(*episode, registration, now);
}

} // namespace sipreg::registration
