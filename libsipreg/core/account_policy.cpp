// SPDX-License-Identifier: LGPL-2.1-or-later
// How patient, how trusting and how careful an account is.
#include "core/account.hpp"

#include "base/error.hpp"
#include "core/account_fields.hpp"

namespace sipreg::core {

namespace {

constexpr std::int64_t kDay = 86'400;

Retry retry_every(std::int64_t interval_s)
{
    if (interval_s == kGiveUp)
        return {Retry::How::give_up, Seconds(0)};
    if (interval_s == kBackOff)
        return {Retry::How::back_off, Seconds(0)};
    within("retry class", interval_s, 1, kDay);
    return {Retry::How::fixed, Seconds(interval_s)};
}

} // namespace

std::array<Retry, kFailures> default_retry() noexcept
{
    std::array<Retry, kFailures> retry{};
    for (const Failure failure : {Failure::temporary, Failure::dns, Failure::transport, Failure::timeout})
        retry[static_cast<std::size_t>(failure)].how = Retry::How::back_off;
    // A certificate is renewed some day and a captive portal left behind, but not within seconds.
    retry[static_cast<std::size_t>(Failure::tls)].how = Retry::How::slow;
    return retry;
}

void set_retry_s(Account &account, std::int64_t base_s, std::int64_t cap_s)
{
    if (base_s < 1 || cap_s < base_s || cap_s > kDay)
        refuse("retry", "not 1 <= base <= cap <= 86400");
    account.backoff = {Seconds(base_s), Seconds(cap_s)};
}

void set_retry_class(Account &account, Failure failure, std::int64_t interval_s)
{
    if (failure == Failure::none)
        refuse("retry class", "no failure is named");
    const Retry retry = retry_every(interval_s);
    edit(account).retry[static_cast<std::size_t>(failure)] = retry;
}

void set_tls(Account &account, std::shared_ptr<const net::TlsContext> tls)
{
    edit(account).tls = std::move(tls);
}

void set_max_attempts(Account &account, std::int64_t count)
{
    within("max attempts", count, 0, INT32_MAX);
    edit(account).max_attempts = static_cast<std::uint32_t>(count);
}

void set_refresh(Account &account, std::int64_t room_s, std::int64_t jitter_percent)
{
    within("refresh room", room_s, 0, kDay);
    within("refresh jitter", jitter_percent, 0, 50);
    Extras &extras = edit(account);
    extras.refresh_room = Seconds(room_s);
    extras.refresh_jitter_percent = static_cast<std::uint8_t>(jitter_percent);
}

void set_max_challenges(Account &account, std::int64_t count)
{
    within("max challenges", count, 1, 32);
    edit(account).limits.challenges = static_cast<std::uint8_t>(count);
}

void set_max_redirects(Account &account, std::int64_t count)
{
    within("max redirects", count, 0, 32);
    edit(account).limits.redirects = static_cast<std::uint8_t>(count);
}

void set_max_min_expires_s(Account &account, std::int64_t longest_s)
{
    within("max min expires", longest_s, 1, UINT32_MAX);
    edit(account).limits.min_expires_s = static_cast<std::uint32_t>(longest_s);
}

void set_redirect_credentials(Account &account, bool on) { edit(account).redirect_carries_credentials = on; }

void set_md5_needs_tls(Account &account, bool on) { edit(account).md5_needs_tls = on; }

void set_refuse_downgrade(Account &account, bool on) { edit(account).refuses_downgrade = on; }

void set_ask_credentials(Account &account, bool on) { edit(account).asks_for_credentials = on; }

void set_bearer_in_clear(Account &account, bool on) { edit(account).bearer_in_clear = on; }

} // namespace sipreg::core
