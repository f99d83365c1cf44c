// SPDX-License-Identifier: LGPL-2.1-or-later
// Why a TLS connection failed.
#include "net/tls_reason.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace sipreg::net {

namespace {

using core::TlsFault;

// RFC 8446 §6.2.
bool is_about_certificate(unsigned alert)
{
    return (alert >= SSL3_AD_NO_CERTIFICATE && alert <= SSL3_AD_CERTIFICATE_UNKNOWN) || alert == TLS1_AD_UNKNOWN_CA ||
           alert == TLS1_AD_ACCESS_DENIED;
}

TlsFault fault_of_alert(const Symptoms &symptoms)
{
    const unsigned alert = symptoms.alert;
    if (alert == TLS1_AD_PROTOCOL_VERSION)
        return TlsFault::protocol_version;
    if (alert == TLS13_AD_CERTIFICATE_REQUIRED)
        return TlsFault::certificate_required;
    // TLS 1.2 has no alert of its own for a certificate that is missing.
    const bool missing = symptoms.was_asked && !symptoms.has_certificate;
    if (missing && (alert == SSL3_AD_HANDSHAKE_FAILURE || alert == SSL3_AD_BAD_CERTIFICATE))
        return TlsFault::certificate_required;
    if (symptoms.has_certificate && is_about_certificate(alert))
        return TlsFault::certificate_rejected;
    if (alert == SSL3_AD_HANDSHAKE_FAILURE)
        return TlsFault::no_shared_cipher;
    return TlsFault::alert;
}

TlsFault fault_of_error(unsigned long error)
{
    if (error == 0 || ERR_GET_LIB(error) != ERR_LIB_SSL)
        return error == 0 ? TlsFault::closed : TlsFault::local;
    switch (ERR_GET_REASON(error)) {
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
        return TlsFault::closed;
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_SSL_VERSION:
    case SSL_R_NO_PROTOCOLS_AVAILABLE:
        return TlsFault::protocol_version;
    case SSL_R_NO_CIPHERS_AVAILABLE:
    case SSL_R_WRONG_CIPHER_RETURNED:
    case SSL_R_UNKNOWN_CIPHER_RETURNED:
        return TlsFault::no_shared_cipher;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_ENCRYPTED_LENGTH_TOO_LONG:
    case SSL_R_BAD_RECORD_TYPE:
    case SSL_R_UNEXPECTED_MESSAGE:
    case SSL_R_UNEXPECTED_RECORD:
    case SSL_R_RECORD_TOO_SMALL:
        return TlsFault::not_tls;
    case SSL_R_DH_KEY_TOO_SMALL:
    case SSL_R_EE_KEY_TOO_SMALL:
    case SSL_R_CA_KEY_TOO_SMALL:
    case SSL_R_CA_MD_TOO_WEAK:
        return TlsFault::weak_key;
    case SSL_R_NO_CERTIFICATES_RETURNED:
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return TlsFault::no_certificate;
    default:
        return TlsFault::local;
    }
}

std::string words_for_error(TlsFault fault, unsigned long error)
{
    switch (fault) {
    case TlsFault::closed:
        return "the server closed the connection within the TLS handshake";
    case TlsFault::not_tls:
        return "what the server speaks is not TLS";
    case TlsFault::protocol_version:
        return "the server speaks no TLS version that is new enough for us";
    case TlsFault::no_certificate:
        return "the server showed no certificate";
    default: {
        const char *reason = ERR_reason_error_string(error);
        return std::string("the TLS handshake failed: ") + (reason != nullptr ? reason : "for a reason unknown");
    }
    }
}

// Those of TLS 1.3 are "unknown" to OpenSSL 3.0.
std::string name_of_alert(unsigned alert)
{
    const std::string name = SSL_alert_desc_string_long(static_cast<int>(alert));
    return name != "unknown" ? ", " + name : "";
}

std::string words_for_alert(TlsFault fault, unsigned alert)
{
    const std::string sent = " (TLS alert " + std::to_string(alert) + name_of_alert(alert) + ")";
    switch (fault) {
    case TlsFault::certificate_required:
        return "the server wants a client certificate, and none is set" + sent;
    case TlsFault::certificate_rejected:
        return "the server rejects our client certificate" + sent;
    case TlsFault::protocol_version:
        return "the server speaks no TLS version that is new enough for us" + sent;
    default:
        return "the server refuses the connection" + sent;
    }
}

// It may go otherwise with the next connection: of a server that is being restarted, or overloaded.
bool may_pass(TlsFault fault, unsigned alert)
{
    return fault == TlsFault::closed ||
           (fault == TlsFault::alert && (alert == TLS1_AD_INTERNAL_ERROR || alert == TLS1_AD_USER_CANCELLED));
}

core::Trouble trouble(TlsFault fault, std::string words, std::uint8_t alert, bool trusted)
{
    using core::Silence;
    const bool in_use = trusted && fault != TlsFault::certificate_required && fault != TlsFault::certificate_rejected;
    const Silence silence = in_use ? Silence::broken : may_pass(fault, alert) ? Silence::unreachable : Silence::tls;
    return {silence, std::move(words), in_use && alert == 0 ? TlsFault::none : fault, alert};
}

} // namespace

core::Trouble explain(const Symptoms &symptoms, const std::string &peer)
{
    if (symptoms.refusal)
        return trouble(symptoms.refusal->fault, peer + ": " + symptoms.refusal->cause, 0, false);
    if (symptoms.alert != 0) {
        const TlsFault fault = fault_of_alert(symptoms);
        return trouble(fault, peer + ": " + words_for_alert(fault, symptoms.alert), symptoms.alert, symptoms.trusted);
    }
    const TlsFault fault = fault_of_error(symptoms.error);
    if (symptoms.trusted)
        return trouble(fault, "connection closed by " + peer, 0, true);
    return trouble(fault, peer + ": " + words_for_error(fault, symptoms.error), 0, false);
}

} // namespace sipreg::net
