// SPDX-License-Identifier: LGPL-2.1-or-later
// A socket under TLS whose broken connection raises no SIGPIPE, which OpenSSL's own does.
#pragma once

#include <openssl/bio.h>

namespace sipreg::net {

/// @p socket stays its owner's. Null: no memory.
BIO *new_socket_bio(int socket) noexcept;

} // namespace sipreg::net
