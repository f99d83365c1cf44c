// SPDX-License-Identifier: LGPL-2.1-or-later
// The setters of an account: how it asks for a WebSocket.
#include "capi/account_change.hpp"

namespace capi = sipreg::capi;
namespace core = sipreg::core;

using capi::change;
using capi::text;

sipreg_error_t sipreg_account_set_websocket_path(sipreg_account_t *account, const char *path)
{
    return change(account, [&](core::Account &value) { core::set_websocket_path(value, text("websocket path", path)); });
}

sipreg_error_t sipreg_account_set_websocket_host(sipreg_account_t *account, const char *host)
{
    return change(account, [&](core::Account &value) { core::set_websocket_host(value, text("websocket host", host)); });
}

sipreg_error_t sipreg_account_set_websocket_origin(sipreg_account_t *account, const char *origin)
{
    return change(account, [&](core::Account &value) { core::set_websocket_origin(value, text("websocket origin", origin)); });
}

sipreg_error_t sipreg_account_add_websocket_header(sipreg_account_t *account, const char *name, const char *value)
{
    return change(account, [&](core::Account &changed) {
        core::add_websocket_header(changed, text("websocket header", name), text("websocket header", value));
    });
}
