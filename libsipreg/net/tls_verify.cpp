// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a chain of certificates may be trusted.
#include "net/tls_verify.hpp"

#include "base/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <openssl/objects.h>
#include <utility>

namespace sipreg::net {

namespace {

using core::TlsFault;

constexpr const char *kSipDomain = "1.3.6.1.5.5.7.3.20"; // id-kp-sipDomain, RFC 5924 §4

TlsFault fault_of(int error)
{
    switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return TlsFault::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return TlsFault::not_yet_valid;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return TlsFault::self_signed;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return TlsFault::unknown_ca;
    case X509_V_ERR_CERT_REVOKED:
        return TlsFault::revoked;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return TlsFault::weak_key;
    default:
        return TlsFault::bad_chain;
    }
}

std::string subject_of(X509 *certificate)
{
    char name[256] = "";
    if (certificate != nullptr)
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
    return core::presentable(name);
}

std::string text_of(const ASN1_STRING *text)
{
    const auto *data = reinterpret_cast<const char *>(ASN1_STRING_get0_data(text));
    return {data, static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::optional<core::IpAddress> ip_of(const ASN1_OCTET_STRING *bytes)
{
    const auto length = static_cast<std::size_t>(ASN1_STRING_length(bytes));
    core::IpAddress ip;
    if (length != 4 && length != ip.bytes.size())
        return {};
    ip.v6 = length != 4;
    std::copy_n(ASN1_STRING_get0_data(bytes), length, ip.bytes.begin());
    return ip;
}

void note(const GENERAL_NAME &name, core::CertificateNames &names)
{
    if (name.type == GEN_URI)
        names.uris.push_back(text_of(name.d.uniformResourceIdentifier));
    else if (name.type == GEN_DNS)
        names.dns.push_back(text_of(name.d.dNSName));
    else if (name.type == GEN_IPADD)
        if (const auto ip = ip_of(name.d.iPAddress))
            names.ips.push_back(*ip);
}

std::string common_name_of(X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    unsigned char *utf8 = nullptr;
    const int length =
        at >= 0 ? ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at))) : -1;
    std::string text = length > 0 ? std::string(reinterpret_cast<char *>(utf8), static_cast<std::size_t>(length)) : "";
    OPENSSL_free(utf8);
    return text;
}

core::CertificateNames names_of(X509 *certificate)
{
    core::CertificateNames names;
    const std::unique_ptr<GENERAL_NAMES, With<GENERAL_NAMES_free>> all(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    // One that cannot be read is there all the same.
    names.has_alt_names = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1) >= 0;
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i)
        note(*sk_GENERAL_NAME_value(all.get(), i), names);
    names.common_name = common_name_of(certificate);
    return names;
}

// RFC 5922 §7.1 by RFC 5924 §5: without the extension anything goes, else it must allow servers, or SIP, or anything.
bool serves(X509 *certificate)
{
    const std::unique_ptr<EXTENDED_KEY_USAGE, With<EXTENDED_KEY_USAGE_free>> uses(
        static_cast<EXTENDED_KEY_USAGE *>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    if (!uses)
        return X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1) < 0;
    for (int i = 0; i < sk_ASN1_OBJECT_num(uses.get()); ++i) {
        const ASN1_OBJECT *use = sk_ASN1_OBJECT_value(uses.get(), i);
        char oid[32] = "";
        OBJ_obj2txt(oid, sizeof oid, use, 1);
        const int known = OBJ_obj2nid(use);
        if (known == NID_server_auth || known == NID_anyExtendedKeyUsage || std::strcmp(oid, kSipDomain) == 0)
            return true;
    }
    return false;
}

bool is_pinned(X509 *certificate, const TlsSettings &settings)
{
    const auto &pins = settings.pins;
    return std::find(pins.begin(), pins.end(), pin_of(certificate)) != pins.end();
}

bool holds_a_pin(const STACK_OF(X509) *chain, const TlsSettings &settings)
{
    for (int i = 0; i < sk_X509_num(chain); ++i)
        if (is_pinned(sk_X509_value(chain, i), settings))
            return true;
    return false;
}

Refusal not_pinned(X509 *leaf)
{
    return {TlsFault::pin_mismatch, "no key of the server's is pinned: its own is " + to_base64(pin_of(leaf))};
}

// Who has no revocation list here is not looked up.
int on_chain_error(int ok, X509_STORE_CTX *chain)
{
    if (ok != 0 || X509_STORE_CTX_get_error(chain) != X509_V_ERR_UNABLE_TO_GET_CRL)
        return ok;
    X509_STORE_CTX_set_error(chain, X509_V_OK);
    return 1;
}

std::optional<Refusal> examine_chain(X509_STORE_CTX *chain)
{
    X509_STORE_CTX_set_verify_cb(chain, on_chain_error);
    if (X509_verify_cert(chain) == 1)
        return {};
    const int error = X509_STORE_CTX_get_error(chain);
    return Refusal{fault_of(error), "the certificate of \"" + subject_of(X509_STORE_CTX_get_current_cert(chain)) +
                                        "\" is refused: " + X509_verify_cert_error_string(error)};
}

std::optional<Refusal> examine_leaf(X509_STORE_CTX *chain, const TlsSettings &settings, std::string_view domain)
{
    X509 *leaf = X509_STORE_CTX_get0_cert(chain);
    if (!serves(leaf))
        return Refusal{TlsFault::wrong_purpose, "the certificate of \"" + subject_of(leaf) + "\" is not for servers"};
    if (std::optional<std::string> other = core::mismatch(names_of(leaf), domain, settings.names))
        return Refusal{TlsFault::wrong_name, std::move(*other)};
    if (!settings.pins.empty() && !holds_a_pin(X509_STORE_CTX_get0_chain(chain), settings))
        return not_pinned(leaf);
    return {};
}

// What OpenSSL makes the alert of.
int error_for(TlsFault fault)
{
    return fault == TlsFault::wrong_purpose ? X509_V_ERR_INVALID_PURPOSE
           : fault == TlsFault::wrong_name  ? X509_V_ERR_HOSTNAME_MISMATCH
                                            : X509_V_ERR_APPLICATION_VERIFICATION;
}

} // namespace

std::string pin_of(X509 *certificate)
{
    unsigned char *der = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (length > 0)
        EVP_Digest(der, static_cast<std::size_t>(length), digest.data(), &size, EVP_sha256(), nullptr);
    OPENSSL_free(der);
    return {reinterpret_cast<const char *>(digest.data()), size};
}

std::optional<Refusal> examine(X509_STORE_CTX *chain, const TlsSettings &settings, std::string_view domain)
{
    if (!settings.verify)
        return {};
    X509 *leaf = X509_STORE_CTX_get0_cert(chain);
    std::optional<Refusal> refusal;
    if (settings.pin_only)
        refusal = is_pinned(leaf, settings) ? std::nullopt : std::optional(not_pinned(leaf));
    else if (!(refusal = examine_chain(chain)))
        refusal = examine_leaf(chain, settings, domain);
    else
        return refusal; // its error is set
    X509_STORE_CTX_set_error(chain, refusal ? error_for(refusal->fault) : X509_V_OK);
    return refusal;
}

std::optional<Refusal> examine_again(SSL *ssl, const TlsSettings &settings, std::string_view domain)
{
    const std::unique_ptr<X509_STORE_CTX, With<X509_STORE_CTX_free>> chain(X509_STORE_CTX_new());
    X509_STORE *store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
    X509 *leaf = SSL_get0_peer_certificate(ssl);
    if (!chain || leaf == nullptr ||
        X509_STORE_CTX_init(chain.get(), store, leaf, SSL_get_peer_cert_chain(ssl)) != 1)
        return Refusal{TlsFault::no_certificate, "the resumed session has no certificate"};
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(chain.get());
    X509_VERIFY_PARAM_set1(param, SSL_get0_param(ssl));
    X509_VERIFY_PARAM_set_auth_level(param, SSL_get_security_level(ssl));
    return examine(chain.get(), settings, domain);
}

} // namespace sipreg::net
