// SPDX-License-Identifier: LGPL-2.1-or-later
// Owning pointers for the handles of the library.
#pragma once

#include <sipreg/sipreg.h>

#include <memory>

namespace tool {

struct Unref {
    void operator()(sipreg_endpoint_t *endpoint) const { sipreg_endpoint_unref(endpoint); }
    void operator()(sipreg_account_t *account) const { sipreg_account_unref(account); }
    void operator()(sipreg_tls_t *tls) const { sipreg_tls_unref(tls); }
    void operator()(sipreg_registration_t *registration) const { sipreg_registration_unref(registration); }
    void operator()(const sipreg_event_t *event) const { sipreg_event_unref(event); }
    void operator()(const sipreg_explanation_t *explanation) const { sipreg_explanation_unref(explanation); }
};

using Endpoint = std::unique_ptr<sipreg_endpoint_t, Unref>;
using Account = std::unique_ptr<sipreg_account_t, Unref>;
using Tls = std::unique_ptr<sipreg_tls_t, Unref>;
using Registration = std::unique_ptr<sipreg_registration_t, Unref>;
using Event = std::unique_ptr<sipreg_event_t, Unref>;
using Explanation = std::unique_ptr<sipreg_explanation_t, Unref>;

} // namespace tool
