// SPDX-License-Identifier: LGPL-2.1-or-later
// From options to handles of the library.
#include "sipreg/setup.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/password.hpp"

namespace tool {

namespace {

void accept(const Account &account, sipreg_error_t code)
{
    if (code == SIPREG_ERR_INVALID)
        throw UsageError(sipreg_account_problem(account.get()));
    demand(code, "setting up the account");
}

void set_texts(const Account &account, const RegisterOptions &options)
{
    static constexpr struct {
        std::string RegisterOptions::*option;
        sipreg_error_t (*set)(sipreg_account_t *account, const char *text);
    } kTexts[] = {
        {&RegisterOptions::aor, sipreg_account_set_aor},
        {&RegisterOptions::username, sipreg_account_set_auth_username},
        {&RegisterOptions::realm, sipreg_account_set_realm},
        {&RegisterOptions::contact, sipreg_account_set_contact},
    };
    for (const auto &row : kTexts)
        if (const std::string &text = options.*row.option; !text.empty())
            accept(account, row.set(account.get(), text.c_str()));
    accept(account, sipreg_account_set_registrar(account.get(), registrar_uri(options).c_str()));
}

void set_password(const Account &account, const RegisterOptions &options)
{
    const Password password =
        options.password_stdin ? Password::from_stdin() : Password::from_file(options.password_file);
    accept(account, sipreg_account_set_password(account.get(), password.c_str()));
}

void add_nameservers(const Endpoint &endpoint, const RegisterOptions &options)
{
    for (const std::string &address : options.nameservers)
        if (sipreg_endpoint_add_nameserver(endpoint.get(), address.c_str()) != SIPREG_OK)
            throw UsageError("--nameserver: '" + address + "' is no numeric address, with or without port");
}

void set_limits(const Endpoint &endpoint, const RegisterOptions &options)
{
    if (!options.attempt_timeout_s)
        return;
    const auto deadline_ms = static_cast<std::int32_t>(*options.attempt_timeout_s * 1000);
    demand(sipreg_endpoint_set_attempt_deadline_ms(endpoint.get(), deadline_ms), "setting the time limit");
}

} // namespace

void demand(sipreg_error_t code, const char *what)
{
    if (code != SIPREG_OK)
        throw std::runtime_error(std::string(what) + " failed: " + sipreg_error_name(code));
}

Endpoint make_endpoint(const RegisterOptions &options, TraceFile *trace)
{
    sipreg_endpoint_t *made = nullptr;
    demand(sipreg_endpoint_new(&made), "making the endpoint");
    Endpoint endpoint(made);
    add_nameservers(endpoint, options);
    set_limits(endpoint, options);
    if (trace)
        demand(sipreg_endpoint_set_trace_callback(made, TraceFile::write, trace), "tracing");
    return endpoint;
}

Account make_account(const RegisterOptions &options)
{
    sipreg_account_t *made = nullptr;
    demand(sipreg_account_new(&made), "making the account");
    Account account(made);
    set_texts(account, options);
    if (options.expires_s)
        accept(account, sipreg_account_set_expires_s(made, *options.expires_s));
    accept(account, sipreg_account_set_retry_s(made, options.retry_base_s, options.retry_cap_s));
    set_password(account, options);
    return account;
}

Registration make_registration(const Endpoint &endpoint, const Account &account)
{
    sipreg_registration_t *made = nullptr;
    demand(sipreg_registration_new(&made, endpoint.get(), account.get()), "making the registration");
    return Registration(made);
}

} // namespace tool
