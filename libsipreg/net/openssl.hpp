// SPDX-License-Identifier: LGPL-2.1-or-later
// Owners of what OpenSSL gives out.
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace sipreg::net {

template <auto end> struct With {
    template <typename Object> void operator()(Object *object) const noexcept { end(object); }
};

using BioPtr = std::unique_ptr<BIO, With<BIO_free>>;
using SessionPtr = std::unique_ptr<SSL_SESSION, With<SSL_SESSION_free>>;
using SslPtr = std::unique_ptr<SSL, With<SSL_free>>;
using SslContextPtr = std::unique_ptr<SSL_CTX, With<SSL_CTX_free>>;
using StorePtr = std::unique_ptr<X509_STORE, With<X509_STORE_free>>;

/// The thread's queue of errors is the host's too: what comes into it meanwhile goes again.
class QuietErrors {
public:
    QuietErrors() noexcept { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    QuietErrors(const QuietErrors &) = delete;
    QuietErrors &operator=(const QuietErrors &) = delete;
};

// What several contexts may be made of.
using Certificate = std::shared_ptr<X509>;
using RevocationList = std::shared_ptr<X509_CRL>;
using PrivateKey = std::shared_ptr<EVP_PKEY>;

} // namespace sipreg::net
