// SPDX-License-Identifier: LGPL-2.1-or-later
// Certificates, keys and revocation lists as text (RFC 7468), in memory or in files.
#pragma once

#include "net/openssl.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sipreg::net {

/// Asked only if a key is encrypted; nothing comes from a terminal. Throws what shall go on to the caller.
using Passphrase = std::function<std::string()>;

// Each throws Error{invalid} that begins with @p field if there is not at least one, or one cannot be read.
std::vector<Certificate> read_certificates(const char *field, std::string_view pem);
std::vector<RevocationList> read_revocation_lists(const char *field, std::string_view pem);
PrivateKey read_private_key(const char *field, std::string_view pem, const Passphrase &passphrase);

/// A whole file, of 16 MB at most. Throws Error{invalid} that begins with @p field and says why. The caller wipes it if it is
/// secret.
std::string read_file(const char *field, const char *path);

} // namespace sipreg::net
