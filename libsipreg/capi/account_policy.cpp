// SPDX-License-Identifier: LGPL-2.1-or-later
// The setters of an account that say how patient, how trusting and how careful it is.
#include "capi/account_change.hpp"
#include "capi/names.hpp"
#include "capi/tls.hpp"

namespace capi = sipreg::capi;
namespace core = sipreg::core;

sipreg_error_t sipreg_account_set_retry_s(sipreg_account_t *account, int32_t base_s, int32_t cap_s)
{
    return capi::change(account, [&](core::Account &value) { core::set_retry_s(value, base_s, cap_s); });
}

sipreg_error_t sipreg_account_set_retry_class(sipreg_account_t *account, sipreg_failure_t failure, int32_t interval_s)
{
    return capi::change(account, [&](core::Account &value) {
        core::set_retry_class(value, capi::to_failure("retry class", capi::number_of(failure)), interval_s);
    });
}

sipreg_error_t sipreg_account_set_tls(sipreg_account_t *account, sipreg_tls_t *tls)
{
    return capi::change(account, [&](core::Account &value) { core::set_tls(value, capi::context_of(tls)); });
}

sipreg_error_t sipreg_account_set_max_attempts(sipreg_account_t *account, int32_t count)
{
    return capi::change(account, [&](core::Account &value) { core::set_max_attempts(value, count); });
}

sipreg_error_t sipreg_account_set_refresh(sipreg_account_t *account, int32_t room_s, int32_t jitter_percent)
{
    return capi::change(account, [&](core::Account &value) { core::set_refresh(value, room_s, jitter_percent); });
}

sipreg_error_t sipreg_account_set_max_challenges(sipreg_account_t *account, int32_t count)
{
    return capi::change(account, [&](core::Account &value) { core::set_max_challenges(value, count); });
}

sipreg_error_t sipreg_account_set_max_redirects(sipreg_account_t *account, int32_t count)
{
    return capi::change(account, [&](core::Account &value) { core::set_max_redirects(value, count); });
}

sipreg_error_t sipreg_account_set_max_min_expires_s(sipreg_account_t *account, int64_t longest_s)
{
    return capi::change(account, [&](core::Account &value) { core::set_max_min_expires_s(value, longest_s); });
}

sipreg_error_t sipreg_account_set_redirect_credentials(sipreg_account_t *account, int32_t on)
{
    return capi::change(account, [&](core::Account &value) { core::set_redirect_credentials(value, on != 0); });
}

sipreg_error_t sipreg_account_set_md5_needs_tls(sipreg_account_t *account, int32_t on)
{
    return capi::change(account, [&](core::Account &value) { core::set_md5_needs_tls(value, on != 0); });
}

sipreg_error_t sipreg_account_set_refuse_downgrade(sipreg_account_t *account, int32_t on)
{
    return capi::change(account, [&](core::Account &value) { core::set_refuse_downgrade(value, on != 0); });
}

sipreg_error_t sipreg_account_set_ask_credentials(sipreg_account_t *account, int32_t on)
{
    return capi::change(account, [&](core::Account &value) { core::set_ask_credentials(value, on != 0); });
}

sipreg_error_t sipreg_account_set_bearer_in_clear(sipreg_account_t *account, int32_t on)
{
    return capi::change(account, [&](core::Account &value) { core::set_bearer_in_clear(value, on != 0); });
}
