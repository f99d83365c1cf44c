// SPDX-License-Identifier: LGPL-2.1-or-later
// How we speak TLS to some servers.
#include "net/tls_context.hpp"

#include "base/error.hpp"
#include "net/tls_stream.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <new>

namespace sipreg::net {

namespace {

constexpr int kMaxDepth = 8;

// Loading it takes as long as some handshakes: once is enough.
X509_STORE *system_roots()
{
    static const StorePtr *const store = [] {
        auto *made = new StorePtr(X509_STORE_new());
        if (*made)
            X509_STORE_set_default_paths(made->get());
        return made;
    }();
    return store->get();
}

bool is_empty_folder(const char *path)
{
    std::error_code error;
    const std::filesystem::directory_iterator entries(path, error);
    return error || entries == std::filesystem::directory_iterator();
}

// Those in the folder are read when they are needed.
bool has_system_roots()
{
    const char *folder = std::getenv(X509_get_default_cert_dir_env());
    return sk_X509_OBJECT_num(X509_STORE_get0_objects(system_roots())) > 0 ||
           !is_empty_folder(folder != nullptr ? folder : X509_get_default_cert_dir());
}

StorePtr store_of(const TlsSettings &settings)
{
    StorePtr store(X509_STORE_new());
    if (!store)
        throw std::bad_alloc();
    if (settings.roots.empty())
        X509_STORE_set_default_paths(store.get());
    for (const Certificate &root : settings.roots)
        X509_STORE_add_cert(store.get(), root.get());
    for (const RevocationList &list : settings.revocations)
        X509_STORE_add_crl(store.get(), list.get());
    return store;
}

} // namespace

TlsContext::TlsContext(TlsSettings settings)
    : settings_(std::move(settings)), context_(SSL_CTX_new(TLS_client_method()))
{
    const QuietErrors quiet;
    if (!context_)
        throw Error(Code::system, "OpenSSL makes no TLS context");
    limit();
    trust();
    show_ours();
    TlsStream::prepare(context_.get());
}

void TlsContext::limit()
{
    SSL_CTX *context = context_.get();
    // An administrator's MinProtocol is not undone.
    SSL_CTX_set_min_proto_version(context, std::max<int>(settings_.min_version, static_cast<int>(SSL_CTX_get_min_proto_version(context))));
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    // Ours to keep, by peer: OpenSSL does not know whom a session was made with.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
}

void TlsContext::trust()
{
    SSL_CTX *context = context_.get();
    const bool needs_roots = settings_.verify && !settings_.pin_only;
    if (needs_roots && settings_.roots.empty() && !has_system_roots())
        throw Error(Code::system, "the system has no root certificates, and none were given");
    if (settings_.pin_only && settings_.pins.empty())
        refuse("pin only", "there is no pin");
    if (needs_roots && settings_.roots.empty() && settings_.revocations.empty())
        SSL_CTX_set1_cert_store(context, system_roots());
    else
        SSL_CTX_set_cert_store(context, store_of(settings_).release());
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_ANY); // RFC 5924: OpenSSL does not know what is for SIP
    X509_VERIFY_PARAM_set_depth(param, kMaxDepth);
    if (!settings_.revocations.empty())
        X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}

void TlsContext::show_ours()
{
    SSL_CTX *context = context_.get();
    if (settings_.chain.empty() != (settings_.key == nullptr))
        refuse("client certificate", settings_.key ? "there is a key, but no certificate" : "there is no key to it");
    if (settings_.chain.empty())
        return;
    if (SSL_CTX_use_certificate(context, settings_.chain.front().get()) != 1)
        refuse("client certificate", "its key is too weak, or of a kind that TLS does not know");
    for (std::size_t i = 1; i < settings_.chain.size(); ++i)
        SSL_CTX_add1_chain_cert(context, settings_.chain[i].get());
    if (X509_check_private_key(settings_.chain.front().get(), settings_.key.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, settings_.key.get()) != 1)
        refuse("client key", "is not that of the client certificate");
}

void leave_thread() noexcept { OPENSSL_thread_stop(); }

} // namespace sipreg::net
