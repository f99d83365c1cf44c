// SPDX-License-Identifier: LGPL-2.1-or-later
// From options to handles of the library.
#include "sipreg/setup.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/password.hpp"

namespace tool {

namespace {

void set_texts(const Account &account, const CommonOptions &options)
{
    static constexpr struct {
        std::string CommonOptions::*option;
        sipreg_error_t (*set)(sipreg_account_t *account, const char *text);
    } kTexts[] = {
        {&CommonOptions::aor, sipreg_account_set_aor},
        {&CommonOptions::username, sipreg_account_set_auth_username},
        {&CommonOptions::realm, sipreg_account_set_realm},
    };
    for (const auto &row : kTexts)
        if (const std::string &text = options.*row.option; !text.empty())
            accept(account, row.set(account.get(), text.c_str()));
    accept(account, sipreg_account_set_registrar(account.get(), registrar_uri(options).c_str()));
}

void set_least_algorithm(const Account &account, const std::string &name)
{
    static constexpr struct {
        const char *name;
        sipreg_algorithm_t algorithm;
    } kAlgorithms[] = {
        {"MD5", SIPREG_ALGORITHM_MD5},
        {"SHA-256", SIPREG_ALGORITHM_SHA_256},
        {"SHA-512-256", SIPREG_ALGORITHM_SHA_512_256},
    };
    for (const auto &row : kAlgorithms)
        if (name == row.name)
            accept(account, sipreg_account_set_least_algorithm(account.get(), row.algorithm));
}

void set_password(const Account &account, const CommonOptions &options)
{
    const Password password =
        options.password_stdin ? Password::from_stdin() : Password::from_file(options.password_file);
    accept(account, sipreg_account_set_password(account.get(), password.c_str()));
}

void set_family(const Endpoint &endpoint, const std::string &name)
{
    static constexpr struct {
        const char *name;
        sipreg_family_t family;
    } kFamilies[] = {
        {"any", SIPREG_FAMILY_ANY},
        {"v4-first", SIPREG_FAMILY_V4_FIRST},
        {"v6-first", SIPREG_FAMILY_V6_FIRST},
        {"v4-only", SIPREG_FAMILY_V4_ONLY},
        {"v6-only", SIPREG_FAMILY_V6_ONLY},
    };
    for (const auto &row : kFamilies)
        if (name == row.name)
            demand(sipreg_endpoint_set_family(endpoint.get(), row.family), "choosing the addresses");
}

using AddAddress = sipreg_error_t (*)(sipreg_endpoint_t *endpoint, const char *address);

void add_addresses(const Endpoint &endpoint, const char *option, const std::vector<std::string> &addresses, AddAddress add)
{
    for (const std::string &address : addresses)
        if (add(endpoint.get(), address.c_str()) != SIPREG_OK)
            throw UsageError(std::string(option) + ": '" + address +
                             "' is no numeric address, with or without port, and with a zone if it is link-local");
}

void set_limits(const Endpoint &endpoint, const CommonOptions &options)
{
    static constexpr struct {
        std::optional<double> CommonOptions::*option;
        sipreg_error_t (*set)(sipreg_endpoint_t *endpoint, std::int32_t limit_ms);
    } kTimes[] = {
        {&CommonOptions::attempt_timeout_s, sipreg_endpoint_set_attempt_deadline_ms},
        {&CommonOptions::target_timeout_s, sipreg_endpoint_set_target_timeout_ms},
        {&CommonOptions::connect_timeout_s, sipreg_endpoint_set_connect_timeout_ms},
    };
    for (const auto &row : kTimes)
        if (const std::optional<double> &limit_s = options.*row.option)
            demand(row.set(endpoint.get(), millis(*limit_s)), "setting the time limits");
    if (options.udp_limit)
        demand(sipreg_endpoint_set_udp_limit(endpoint.get(), *options.udp_limit), "setting the UDP limit");
}

} // namespace

std::int32_t millis(double seconds) { return static_cast<std::int32_t>(seconds * 1000); }

void demand(sipreg_error_t code, const char *what)
{
    if (code != SIPREG_OK)
        throw std::runtime_error(std::string(what) + " failed: " + sipreg_error_name(code));
}

void accept(const Account &account, sipreg_error_t code)
{
    if (code == SIPREG_ERR_INVALID)
        throw UsageError(sipreg_account_problem(account.get()));
    demand(code, "setting up the account");
}

Endpoint make_endpoint(const CommonOptions &options, TraceFile *trace)
{
    sipreg_endpoint_t *made = nullptr;
    demand(sipreg_endpoint_new(&made), "making the endpoint");
    Endpoint endpoint(made);
    set_family(endpoint, options.family);
    add_addresses(endpoint, "--bind", options.binds, sipreg_endpoint_add_bind_address);
    add_addresses(endpoint, "--nameserver", options.nameservers, sipreg_endpoint_add_nameserver);
    set_limits(endpoint, options);
    set_tls(endpoint, options.tls);
    if (trace)
        demand(sipreg_endpoint_set_trace_callback(made, TraceFile::write, trace), "tracing");
    return endpoint;
}

Account make_account(const CommonOptions &options)
{
    sipreg_account_t *made = nullptr;
    demand(sipreg_account_new(&made), "making the account");
    Account account(made);
    set_texts(account, options);
    set_least_algorithm(account, options.least_algorithm);
    set_web(account, options.web);
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
