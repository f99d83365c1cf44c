// SPDX-License-Identifier: LGPL-2.1-or-later
// The getters of an explanation.
#include "capi/explanation.hpp"

#include "capi/guard.hpp"
#include "capi/names.hpp"
#include "capi/registration.hpp"

namespace core = sipreg::core;
using sipreg::capi::to_c;

namespace {

std::vector<std::vector<std::string>> targets_of(const std::vector<core::Episode> &episodes)
{
    std::vector<std::vector<std::string>> all;
    for (const core::Episode &episode : episodes) {
        std::vector<std::string> &targets = all.emplace_back();
        for (const core::Passage &passage : episode.passages)
            targets.push_back(core::to_string(passage.target));
    }
    return all;
}

std::vector<std::vector<std::string>> skipped_of(const std::vector<core::Episode> &episodes)
{
    std::vector<std::vector<std::string>> all;
    for (const core::Episode &episode : episodes) {
        std::vector<std::string> &targets = all.emplace_back();
        for (const core::Skipped &skipped : episode.skipped())
            targets.push_back(core::to_string(skipped.target));
    }
    return all;
}

// The element @p number, or one that has nothing.
template <typename T> const T &at(const std::vector<T> &all, std::int32_t number)
{
    static const T nothing{};
    return number >= 0 && static_cast<std::size_t>(number) < all.size() ? all[static_cast<std::size_t>(number)] : nothing;
}

const std::vector<core::Episode> &episodes_of(const sipreg_explanation_t *explanation)
{
    static const std::vector<core::Episode> none;
    return explanation != nullptr ? explanation->episodes : none;
}

const core::Episode &episode(const sipreg_explanation_t *explanation, std::int32_t attempt)
{
    return at(episodes_of(explanation), attempt);
}

bool has(const sipreg_explanation_t *explanation, std::int32_t attempt)
{
    return attempt >= 0 && static_cast<std::size_t>(attempt) < episodes_of(explanation).size();
}

const core::Passage &passage(const sipreg_explanation_t *explanation, std::int32_t attempt, std::int32_t number)
{
    return at(episode(explanation, attempt).passages, number);
}

} // namespace

sipreg_explanation::sipreg_explanation(std::vector<core::Episode> told, sipreg::Instant when)
    : episodes(std::move(told)), targets(targets_of(episodes)), skipped(skipped_of(episodes)), now(when)
{
}

sipreg_error_t sipreg_registration_explain(sipreg_registration_t *registration, sipreg_explanation_t **out)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    if (registration == nullptr)
        return SIPREG_ERR_INVALID;
    return sipreg::capi::guard([&] {
        std::vector<core::Episode> episodes;
        registration->runtime->with_state([&] { episodes = registration->body.history.episodes(); });
        *out = new sipreg_explanation(std::move(episodes), sipreg::loop::boot_time());
    });
}

const sipreg_explanation_t *sipreg_explanation_ref(const sipreg_explanation_t *explanation)
{
    if (explanation != nullptr)
        explanation->references.fetch_add(1, std::memory_order_relaxed);
    return explanation;
}

void sipreg_explanation_unref(const sipreg_explanation_t *explanation)
{
    if (explanation != nullptr && explanation->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete explanation;
}

const char *sipreg_explanation_json(const sipreg_explanation_t *explanation)
{
    if (explanation == nullptr)
        return "";
    const char *text = "";
    (void)sipreg::capi::guard([&] { text = explanation->json().c_str(); });
    return text;
}

int32_t sipreg_explanation_attempt_count(const sipreg_explanation_t *explanation)
{
    return static_cast<int32_t>(episodes_of(explanation).size());
}

sipreg_operation_t sipreg_explanation_operation(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return to_c(episode(explanation, attempt).operation);
}

const char *sipreg_explanation_occasion(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return core::about(episode(explanation, attempt).occasion).name;
}

int64_t sipreg_explanation_began_ms_ago(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return has(explanation, attempt) ? (explanation->now - episode(explanation, attempt).began).count() : 0;
}

int64_t sipreg_explanation_took_ms(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return episode(explanation, attempt).took.count();
}

int32_t sipreg_explanation_target_count(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return episode(explanation, attempt).targets;
}

int32_t sipreg_explanation_skipped_count(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return static_cast<int32_t>(episode(explanation, attempt).skipped().size());
}

const char *sipreg_explanation_skipped(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return explanation != nullptr ? at(at(explanation->skipped, attempt), number).c_str() : "";
}

const char *sipreg_explanation_skipped_why(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    const std::vector<core::Skipped> &skipped = episode(explanation, attempt).skipped();
    const bool is_there = number >= 0 && static_cast<std::size_t>(number) < skipped.size();
    return is_there ? core::name(skipped[static_cast<std::size_t>(number)].why) : "";
}

sipreg_failure_t sipreg_explanation_failure(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return to_c(episode(explanation, attempt).failure);
}

const char *sipreg_explanation_rule(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return core::about(episode(explanation, attempt).rule).name;
}

const char *sipreg_explanation_why(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return core::about(episode(explanation, attempt).rule).sentence;
}

const char *sipreg_explanation_section(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return core::about(episode(explanation, attempt).rule).section;
}

int64_t sipreg_explanation_next_ms(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return episode(explanation, attempt).next.count();
}

int32_t sipreg_explanation_request_count(const sipreg_explanation_t *explanation, int32_t attempt)
{
    return static_cast<int32_t>(episode(explanation, attempt).passages.size());
}

int64_t sipreg_explanation_request_at_ms(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return passage(explanation, attempt, number).at.count();
}

const char *sipreg_explanation_request_target(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return explanation != nullptr ? at(at(explanation->targets, attempt), number).c_str() : "";
}

int32_t sipreg_explanation_request_status(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return passage(explanation, attempt, number).status;
}

const char *sipreg_explanation_request_rule(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return core::about(passage(explanation, attempt, number).rule).name;
}

const char *sipreg_explanation_request_problem(const sipreg_explanation_t *explanation, int32_t attempt,
                                               int32_t number)
{
    return passage(explanation, attempt, number).remark().problem.c_str();
}

sipreg_tls_fault_t sipreg_explanation_request_tls_fault(const sipreg_explanation_t *explanation, int32_t attempt,
                                                        int32_t number)
{
    return to_c(passage(explanation, attempt, number).remark().tls_fault);
}

int32_t sipreg_explanation_request_tls_alert(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return passage(explanation, attempt, number).remark().tls_alert;
}

int32_t sipreg_explanation_realm_count(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number)
{
    return static_cast<int32_t>(passage(explanation, attempt, number).remark().asked.size());
}

const char *sipreg_explanation_realm(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number,
                                     int32_t realm)
{
    return at(passage(explanation, attempt, number).remark().asked, realm).realm.c_str();
}

const char *sipreg_explanation_offered(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number,
                                       int32_t realm)
{
    return at(passage(explanation, attempt, number).remark().asked, realm).offered.c_str();
}

const char *sipreg_explanation_chosen(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number,
                                      int32_t realm)
{
    return at(passage(explanation, attempt, number).remark().asked, realm).chosen.c_str();
}
