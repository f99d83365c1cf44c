// SPDX-License-Identifier: LGPL-2.1-or-later
// The setters of TLS settings: what is given is read at once, so that what is wrong with it is told at once.
#include "capi/tls.hpp"

#include "base/encoding.hpp"
#include "base/secret.hpp"
#include "capi/account_change.hpp"
#include "capi/names.hpp"
#include "net/pem.hpp"

#include <algorithm>
#include <array>

namespace capi = sipreg::capi;
namespace net = sipreg::net;

using capi::text;
using sipreg::refuse;

namespace {

constexpr std::size_t kPinSize = 32;
constexpr std::size_t kMaxPassphrase = 1024;

template <typename Change> sipreg_error_t set(sipreg_tls_t *tls, Change &&how) noexcept
{
    if (tls == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        try {
            how(tls->settings);
            tls->problem.clear();
        } catch (const std::exception &error) {
            tls->problem = error.what();
            throw;
        }
    });
}

template <typename Object> void append(std::vector<Object> &all, std::vector<Object> more)
{
    all.insert(all.end(), more.begin(), more.end());
}

std::string ask(const sipreg_tls_t &tls)
{
    std::array<char, kMaxPassphrase> buffer{};
    const std::int32_t size = tls.passphrase(buffer.data(), static_cast<std::int32_t>(buffer.size()), tls.passphrase_data);
    const bool is_given = size > 0 && static_cast<std::size_t>(size) <= buffer.size();
    std::string given = is_given ? std::string(buffer.data(), static_cast<std::size_t>(size)) : "";
    sipreg::wipe(buffer.data(), buffer.size());
    if (!is_given)
        refuse("client key", "is encrypted, and the application gives no passphrase");
    return given;
}

net::Passphrase passphrase_of(const sipreg_tls_t &tls, const char *given)
{
    if (given != nullptr)
        return [given] { return std::string(given); };
    return tls.passphrase != nullptr ? net::Passphrase([&tls] { return ask(tls); }) : nullptr;
}

void take_certificate(sipreg_tls_t &tls, std::string_view certificate, std::string_view key, const char *passphrase)
{
    std::vector<net::Certificate> chain = net::read_certificates("client certificate", certificate);
    net::PrivateKey opened = net::read_private_key("client key", key, passphrase_of(tls, passphrase));
    if (X509_check_private_key(chain.front().get(), opened.get()) != 1)
        refuse("client key", "is not that of the client certificate");
    tls.settings.chain = std::move(chain);
    tls.settings.key = std::move(opened);
}

// RFC 7469 §2.4 writes it in base64; tools write it in hex, some with colons.
std::string to_pin(std::string_view text)
{
    std::string digits(text);
    std::erase(digits, ':');
    std::optional<std::string> bytes = sipreg::from_hex(digits);
    if (!bytes || bytes->size() != kPinSize)
        bytes = sipreg::from_base64(text.starts_with("sha256/") ? text.substr(7) : text);
    if (!bytes || bytes->size() != kPinSize)
        refuse("pin", "is no SHA-256 in base64 or hex");
    return std::move(*bytes);
}

} // namespace

std::shared_ptr<const net::TlsContext> capi::context_of(sipreg_tls_t *tls)
{
    if (tls == nullptr)
        return nullptr;
    try {
        return std::make_shared<net::TlsContext>(tls->settings);
    } catch (const std::exception &error) {
        tls->problem = error.what();
        throw;
    }
}

sipreg_error_t sipreg_tls_new(sipreg_tls_t **out)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    return capi::guard([&] { *out = new sipreg_tls; });
}

sipreg_tls_t *sipreg_tls_ref(sipreg_tls_t *tls)
{
    if (tls != nullptr)
        tls->references.fetch_add(1, std::memory_order_relaxed);
    return tls;
}

void sipreg_tls_unref(sipreg_tls_t *tls)
{
    if (tls != nullptr && tls->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete tls;
}

const char *sipreg_tls_problem(const sipreg_tls_t *tls) { return tls != nullptr ? tls->problem.c_str() : ""; }

sipreg_error_t sipreg_tls_add_ca_file(sipreg_tls_t *tls, const char *path)
{
    return set(tls, [&](net::TlsSettings &settings) {
        append(settings.roots, net::read_certificates("ca", net::read_file("ca", path)));
    });
}

sipreg_error_t sipreg_tls_add_ca_pem(sipreg_tls_t *tls, const char *pem)
{
    return set(tls, [&](net::TlsSettings &settings) {
        append(settings.roots, net::read_certificates("ca", text("ca", pem)));
    });
}

sipreg_error_t sipreg_tls_add_crl_file(sipreg_tls_t *tls, const char *path)
{
    return set(tls, [&](net::TlsSettings &settings) {
        append(settings.revocations, net::read_revocation_lists("crl", net::read_file("crl", path)));
    });
}

sipreg_error_t sipreg_tls_add_crl_pem(sipreg_tls_t *tls, const char *pem)
{
    return set(tls, [&](net::TlsSettings &settings) {
        append(settings.revocations, net::read_revocation_lists("crl", text("crl", pem)));
    });
}

sipreg_error_t sipreg_tls_set_passphrase_callback(sipreg_tls_t *tls, sipreg_passphrase_cb callback, void *user_data)
{
    return set(tls, [&](net::TlsSettings &) {
        tls->passphrase = callback;
        tls->passphrase_data = user_data;
    });
}

sipreg_error_t sipreg_tls_set_certificate_file(sipreg_tls_t *tls, const char *certificate, const char *key,
                                               const char *passphrase)
{
    return set(tls, [&](net::TlsSettings &) {
        const std::string shown = net::read_file("client certificate", certificate);
        std::string kept = net::read_file("client key", key != nullptr ? key : certificate);
        const sipreg::Wiped wiped(kept);
        take_certificate(*tls, shown, kept, passphrase);
    });
}

sipreg_error_t sipreg_tls_set_certificate_pem(sipreg_tls_t *tls, const char *certificate, const char *key,
                                              const char *passphrase)
{
    return set(tls, [&](net::TlsSettings &) {
        const std::string_view shown = text("client certificate", certificate);
        take_certificate(*tls, shown, key != nullptr ? key : shown, passphrase);
    });
}

sipreg_error_t sipreg_tls_add_pin(sipreg_tls_t *tls, const char *pin)
{
    return set(tls, [&](net::TlsSettings &settings) { settings.pins.push_back(to_pin(text("pin", pin))); });
}

sipreg_error_t sipreg_tls_set_pin_only(sipreg_tls_t *tls, int32_t on)
{
    return set(tls, [&](net::TlsSettings &settings) { settings.pin_only = on != 0; });
}

sipreg_error_t sipreg_tls_set_min_version(sipreg_tls_t *tls, sipreg_tls_version_t version)
{
    return set(tls, [&](net::TlsSettings &settings) {
        const std::int32_t number = capi::number_of(version);
        if (number != SIPREG_TLS_VERSION_1_2 && number != SIPREG_TLS_VERSION_1_3)
            refuse("min version", "is neither TLS 1.2 nor 1.3");
        settings.min_version = number == SIPREG_TLS_VERSION_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
    });
}

sipreg_error_t sipreg_tls_set_verify(sipreg_tls_t *tls, int32_t on)
{
    return set(tls, [&](net::TlsSettings &settings) { settings.verify = on != 0; });
}

sipreg_error_t sipreg_tls_set_allow_wildcard(sipreg_tls_t *tls, int32_t on)
{
    return set(tls, [&](net::TlsSettings &settings) { settings.names.wildcard = on != 0; });
}

sipreg_error_t sipreg_tls_set_allow_common_name(sipreg_tls_t *tls, int32_t on)
{
    return set(tls, [&](net::TlsSettings &settings) { settings.names.common_name = on != 0; });
}
