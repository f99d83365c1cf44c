// SPDX-License-Identifier: LGPL-2.1-or-later
// An explanation as JSON.
#include "capi/explanation.hpp"

#include "capi/names.hpp"

#include <nlohmann/json.hpp>

namespace core = sipreg::core;
using nlohmann::ordered_json;
using sipreg::Millis;

namespace {

ordered_json to_json(const core::Asked &asked)
{
    ordered_json object = {{"realm", asked.realm}, {"offered", asked.offered}};
    if (!asked.chosen.empty())
        object["chosen"] = asked.chosen;
    return object;
}

void add_remark(ordered_json &object, const core::Remark &remark)
{
    for (const core::Asked &asked : remark.asked)
        object["asked"].push_back(to_json(asked));
    if (!remark.problem.empty())
        object["problem"] = remark.problem;
    if (remark.tls_fault != core::TlsFault::none)
        object["tls_fault"] = core::name(remark.tls_fault);
    if (remark.tls_alert != 0)
        object["tls_alert"] = remark.tls_alert;
}

ordered_json to_json(const core::Passage &passage)
{
    ordered_json object = {{"at_ms", passage.at.count()}, {"target", core::to_string(passage.target)}};
    if (passage.status != 0)
        object["status"] = passage.status;
    if (passage.rule != core::Rule::none)
        object["rule"] = core::about(passage.rule).name;
    add_remark(object, passage.remark());
    return object;
}

void add_end(ordered_json &object, const core::Episode &episode)
{
    const core::RuleText &rule = core::about(episode.rule);
    if (episode.failure != core::Failure::none)
        object["failure"] = sipreg_failure_name(sipreg::capi::to_c(episode.failure));
    object["rule"] = rule.name;
    object["why"] = rule.sentence;
    if (*rule.section != '\0')
        object["section"] = rule.section;
    if (episode.next >= Millis(0))
        object["next_ms"] = episode.next.count();
}

ordered_json to_json(const core::Episode &episode, sipreg::Instant now)
{
    ordered_json object = {{"operation", sipreg_operation_name(sipreg::capi::to_c(episode.operation))},
                           {"occasion", core::about(episode.occasion).name},
                           {"began_ms_ago", (now - episode.began).count()}};
    if (episode.took >= Millis(0))
        object["took_ms"] = episode.took.count();
    object["targets"] = episode.targets;
    for (const core::Skipped &skipped : episode.skipped())
        object["skipped"].push_back({{"target", core::to_string(skipped.target)}, {"why", core::name(skipped.why)}});
    object["requests"] = ordered_json::array();
    for (const core::Passage &passage : episode.passages)
        object["requests"].push_back(to_json(passage));
    if (episode.took >= Millis(0))
        add_end(object, episode);
    return object;
}

} // namespace

const std::string &sipreg_explanation::json() const
{
    std::call_once(written_, [this] {
        ordered_json all = {{"attempts", ordered_json::array()}};
        for (const core::Episode &episode : episodes)
            all["attempts"].push_back(to_json(episode, now));
        // What came from the network may be anything but UTF-8.
        json_ = all.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    });
    return json_;
}
