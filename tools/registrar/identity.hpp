// SPDX-License-Identifier: LGPL-2.1-or-later
// Who the registrar is over TLS.
#pragma once

#include "registrar/line.hpp"

#include <openssl/ssl.h>

namespace registrar {

class Identity {
public:
    /// PEM files: the certificate, with those of intermediates after it, and its key. Throws std::invalid_argument.
    Identity(const std::string &certificate, const std::string &key);

    /// A connection that begins with the handshake. The thread that uses it must not mind SIGPIPE.
    std::unique_ptr<Line> accept(Fd fd) const;

private:
    struct End {
        void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
    };
    std::unique_ptr<SSL_CTX, End> context_;
};

} // namespace registrar
