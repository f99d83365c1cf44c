// SPDX-License-Identifier: LGPL-2.1-or-later
// The setters of an account that say where it is reached.
#include "capi/account_change.hpp"

namespace capi = sipreg::capi;
namespace core = sipreg::core;

using capi::text;

sipreg_error_t sipreg_account_set_contact(sipreg_account_t *account, const char *uri)
{
    return capi::change(account, [&](core::Account &value) { core::set_contact(value, text("contact", uri)); });
}

sipreg_error_t sipreg_account_add_contact_param(sipreg_account_t *account, const char *name, const char *value)
{
    return capi::change(account, [&](core::Account &changed) {
        core::add_contact_param(changed, text("contact parameter", name), text("contact parameter", value));
    });
}

sipreg_error_t sipreg_account_add_contact(sipreg_account_t *account, const char *uri, const char *params)
{
    return capi::change(account, [&](core::Account &value) {
        core::add_contact(value, text("contact", uri), text("contact parameter", params));
    });
}

sipreg_error_t sipreg_account_set_instance(sipreg_account_t *account, const char *urn)
{
    return capi::change(account, [&](core::Account &value) { core::set_instance(value, text("instance", urn)); });
}

sipreg_error_t sipreg_account_set_outbound(sipreg_account_t *account, int32_t flows)
{
    return capi::change(account, [&](core::Account &value) { core::set_outbound(value, flows); });
}

sipreg_error_t sipreg_account_set_push(sipreg_account_t *account, const char *provider, const char *param,
                                       const char *prid)
{
    return capi::change(account, [&](core::Account &value) {
        core::set_push(value, text("push provider", provider), text("push param", param), text("push prid", prid));
    });
}

sipreg_error_t sipreg_account_set_push_wakes_itself(sipreg_account_t *account, int32_t on)
{
    return capi::change(account, [&](core::Account &value) { core::set_push_wakes_itself(value, on != 0); });
}
