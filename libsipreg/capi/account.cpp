// SPDX-License-Identifier: LGPL-2.1-or-later
// The setters of an account: each hands its value to the core, which takes or refuses it.
#include "capi/account_change.hpp"
#include "capi/names.hpp"

namespace capi = sipreg::capi;
namespace core = sipreg::core;

using capi::change;
using capi::text;

sipreg_error_t sipreg_account_new(sipreg_account_t **out)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    return capi::guard([&] { *out = new sipreg_account; });
}

sipreg_account_t *sipreg_account_ref(sipreg_account_t *account)
{
    if (account != nullptr)
        account->references.fetch_add(1, std::memory_order_relaxed);
    return account;
}

void sipreg_account_unref(sipreg_account_t *account)
{
    if (account != nullptr && account->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete account;
}

const char *sipreg_account_problem(const sipreg_account_t *account)
{
    return account != nullptr ? account->problem.c_str() : "";
}

sipreg_error_t sipreg_account_set_aor(sipreg_account_t *account, const char *uri)
{
    return change(account, [&](core::Account &value) { core::set_aor(value, text("aor", uri)); });
}

sipreg_error_t sipreg_account_set_registrar(sipreg_account_t *account, const char *uri)
{
    return change(account, [&](core::Account &value) { core::set_registrar(value, text("registrar", uri)); });
}

sipreg_error_t sipreg_account_set_display_name(sipreg_account_t *account, const char *name)
{
    return change(account, [&](core::Account &value) { core::set_display_name(value, text("display name", name)); });
}

sipreg_error_t sipreg_account_set_auth_username(sipreg_account_t *account, const char *username)
{
    return change(account,
                  [&](core::Account &value) { core::set_auth_username(value, text("auth username", username)); });
}

sipreg_error_t sipreg_account_set_password(sipreg_account_t *account, const char *password)
{
    return change(account, [&](core::Account &value) { core::set_password(value, text("password", password)); });
}

sipreg_error_t sipreg_account_set_ha1(sipreg_account_t *account, sipreg_algorithm_t algorithm, const char *hex)
{
    return change(account, [&](core::Account &value) {
        core::set_ha1(value, capi::to_algorithm("ha1", capi::number_of(algorithm)), text("ha1", hex));
    });
}

sipreg_error_t sipreg_account_set_realm(sipreg_account_t *account, const char *realm)
{
    return change(account, [&](core::Account &value) { core::set_realm(value, text("realm", realm)); });
}

sipreg_error_t sipreg_account_set_allow_no_qop(sipreg_account_t *account, int32_t on)
{
    return change(account, [&](core::Account &value) { value.allow_no_qop = on != 0; });
}

sipreg_error_t sipreg_account_set_least_algorithm(sipreg_account_t *account, sipreg_algorithm_t algorithm)
{
    return change(account, [&](core::Account &value) {
        value.least_algorithm = capi::to_algorithm("least algorithm", capi::number_of(algorithm));
    });
}

sipreg_error_t sipreg_account_set_expires_s(sipreg_account_t *account, int64_t expires_s)
{
    return change(account, [&](core::Account &value) { core::set_expires_s(value, expires_s); });
}

sipreg_error_t sipreg_account_add_header(sipreg_account_t *account, const char *name, const char *value)
{
    return change(account, [&](core::Account &changed) {
        core::add_header(changed, text("header", name), text("header", value));
    });
}

sipreg_error_t sipreg_account_set_allow(sipreg_account_t *account, const char *methods)
{
    return change(account, [&](core::Account &value) { core::set_allow(value, text("allow", methods)); });
}

sipreg_error_t sipreg_account_set_supported(sipreg_account_t *account, const char *options)
{
    return change(account, [&](core::Account &value) { core::set_supported(value, text("supported", options)); });
}

sipreg_error_t sipreg_account_set_user_agent(sipreg_account_t *account, const char *agent)
{
    return change(account, [&](core::Account &value) { core::set_user_agent(value, text("user agent", agent)); });
}

sipreg_error_t sipreg_account_add_backup_registrar(sipreg_account_t *account, const char *uri)
{
    return capi::change(account, [&](core::Account &value) { core::add_backup(value, text("backup registrar", uri)); });
}

sipreg_error_t sipreg_account_set_outbound_proxy(sipreg_account_t *account, const char *uri,
                                                 sipreg_proxy_mode_t mode)
{
    return change(account, [&](core::Account &value) {
        const std::int32_t number = capi::number_of(mode);
        if (number != SIPREG_PROXY_PINNED && number != SIPREG_PROXY_ROUTE)
            sipreg::refuse("outbound proxy", "the mode is unknown");
        core::set_proxy(value, text("outbound proxy", uri), number == SIPREG_PROXY_ROUTE);
    });
}

sipreg_error_t sipreg_account_set_call_id(sipreg_account_t *account, const char *call_id, int64_t cseq)
{
    return change(account, [&](core::Account &value) { core::set_call_id(value, text("call id", call_id), cseq); });
}
