// SPDX-License-Identifier: LGPL-2.1-or-later
// What hides behind sipreg_tls_t.
#pragma once

#include "net/tls_context.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <memory>
#include <string>

struct sipreg_tls {
    std::atomic<int> references{1};
    sipreg::net::TlsSettings settings;
    sipreg_passphrase_cb passphrase = nullptr;
    void *passphrase_data = nullptr;
    std::string problem;
};

namespace sipreg::capi {

/// The settings as they are now, put to use; null for null. Throws Error{invalid, system}, noted as its problem.
std::shared_ptr<const net::TlsContext> context_of(sipreg_tls_t *tls);

} // namespace sipreg::capi
