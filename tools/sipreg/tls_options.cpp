// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of TLS, and the settings that they make.
#include "sipreg/tls_options.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/password.hpp"
#include "sipreg/setup.hpp"

namespace tool {

namespace {

void accept(const Tls &tls, sipreg_error_t code)
{
    if (code == SIPREG_ERR_INVALID || code == SIPREG_ERR_SYSTEM)
        throw UsageError(std::string("TLS: ") + sipreg_tls_problem(tls.get()));
    demand(code, "setting up TLS");
}

void set_trust(const Tls &tls, const TlsOptions &options)
{
    for (const std::string &path : options.ca)
        accept(tls, sipreg_tls_add_ca_file(tls.get(), path.c_str()));
    for (const std::string &path : options.crl)
        accept(tls, sipreg_tls_add_crl_file(tls.get(), path.c_str()));
    for (const std::string &pin : options.pins)
        accept(tls, sipreg_tls_add_pin(tls.get(), pin.c_str()));
    accept(tls, sipreg_tls_set_pin_only(tls.get(), options.pin_only));
    accept(tls, sipreg_tls_set_verify(tls.get(), !options.no_verify));
    accept(tls, sipreg_tls_set_allow_wildcard(tls.get(), options.wildcard));
    accept(tls, sipreg_tls_set_allow_common_name(tls.get(), options.common_name));
    if (options.min_version == "1.3")
        accept(tls, sipreg_tls_set_min_version(tls.get(), SIPREG_TLS_VERSION_1_3));
}

void set_certificate(const Tls &tls, const TlsOptions &options, const char *passphrase)
{
    const char *key = options.key.empty() ? nullptr : options.key.c_str();
    accept(tls, sipreg_tls_set_certificate_file(tls.get(), options.certificate.c_str(), key, passphrase));
}

void set_certificate(const Tls &tls, const TlsOptions &options)
{
    if (options.certificate.empty())
        return;
    if (options.passphrase_file.empty())
        return set_certificate(tls, options, nullptr);
    const Password passphrase = Password::from_file(options.passphrase_file);
    set_certificate(tls, options, passphrase.c_str());
}

} // namespace

void add_tls(CLI::App &command, TlsOptions &options)
{
    const auto add_list = [&](const char *name, std::vector<std::string> &list, const char *help, const char *type) {
        command.add_option(name, list, help)->allow_extra_args(false)->type_name(type);
    };
    add_list("--tls-ca", options.ca, "Trust these roots instead of the system's; may be repeated", "FILE");
    add_list("--tls-crl", options.crl, "Refuse the certificates that this list revokes; may be repeated", "FILE");
    add_list("--tls-pin", options.pins, "SHA-256 of a public key of the server's chain, base64 or hex; may be repeated", "PIN");
    command.add_flag("--tls-pin-only", options.pin_only, "The server's own key is pinned: that is enough");
    CLI::Option *certificate =
        command.add_option("--tls-cert", options.certificate, "Client certificate")->type_name("FILE");
    command.add_option("--tls-key", options.key, "Its private key; default: in the same file")
        ->needs(certificate)
        ->type_name("FILE");
    command.add_option("--tls-passphrase-file", options.passphrase_file, "Its first line opens the key")
        ->needs(certificate)
        ->type_name("FILE");
    command.add_option("--tls-min-version", options.min_version, "1.2 or 1.3; default 1.2")
        ->check(CLI::IsMember({"1.2", "1.3"}))
        ->type_name("VERSION");
    command.add_flag("--tls-allow-wildcard", options.wildcard, "Accept *.example.com for sip.example.com");
    command.add_flag("--tls-allow-common-name", options.common_name, "Accept the common name where there is no other");
    command.add_flag("--tls-no-verify", options.no_verify, "Check nothing: whoever answers can read and change all");
}

void set_tls(const Endpoint &endpoint, const TlsOptions &options)
{
    if (options == TlsOptions{})
        return; // the library's defaults, which need root certificates only where TLS is spoken
    sipreg_tls_t *made = nullptr;
    demand(sipreg_tls_new(&made), "making TLS settings");
    const Tls tls(made);
    set_trust(tls, options);
    set_certificate(tls, options);
    accept(tls, sipreg_endpoint_set_tls(endpoint.get(), tls.get()));
}

} // namespace tool
