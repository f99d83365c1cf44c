// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg registrar`.
#include "sipreg/registrar_options.hpp"

#include "registrar/digest.hpp"
#include "registrar/faults.hpp"
#include "sipreg/exit_status.hpp"

#include <fstream>

namespace tool {

namespace {

using registrar::Settings;

std::string check_algorithm(const std::string &name)
{
    return registrar::find_algorithm(name) ? "" : "'" + name + "' is no digest algorithm, as MD5 or SHA-256-sess";
}

void add_where(CLI::App &command, RegistrarOptions &options)
{
    command.add_option("--listen", options.listeners, "udp:127.0.0.1:5060, tcp:[::1]:0, tls:127.0.0.1:5061; 0: a free port")
        ->required()
        ->allow_extra_args(false)
        ->type_name("ADDRESS");
    command.add_option("--tls-cert", options.certificate, "PEM file with the certificate for tls:, intermediates after it")
        ->type_name("FILE");
    command.add_option("--tls-key", options.key, "PEM file with its key, if it is another one")
        ->type_name("FILE")
        ->needs("--tls-cert");
    command.add_flag("--print-bindings-on-exit", options.print_bindings_on_exit, "Also printed on SIGUSR1");
    command.add_flag("--print-counters-on-exit", options.print_counters_on_exit, "Requests, challenges, retransmissions");
}

void add_users(CLI::App &command, RegistrarOptions &options)
{
    command.add_option("--user", options.users, "A user and the password; may be repeated")
        ->allow_extra_args(false)
        ->type_name("NAME:PASSWORD");
    command.add_option("--users-file", options.users_file, "A file of such lines")->type_name("FILE");
    command.add_flag("--open", options.settings.open, "Let everybody in, without authentication");
}

void add_challenge(CLI::App &command, RegistrarOptions &options)
{
    Settings &settings = options.settings;
    command.add_option("--realm", settings.realm, "Realm of the challenges")
        ->capture_default_str()
        ->type_name("REALM");
    command.add_option("--algorithm", settings.algorithms, "A challenge for each, in this order")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(check_algorithm)
        ->capture_default_str()
        ->type_name("NAME,...");
    command.add_option("--qop", settings.qops, "auth, auth-int, none")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"auth", "auth-int", "none"}))
        ->capture_default_str()
        ->type_name("NAME,...");
    command.add_flag("--proxy-auth", settings.proxy_auth, "407 in place of 401");
    command.add_option("--proxy-realm", settings.proxy_realm, "First a 407 for this realm, then the 401")
        ->type_name("REALM");
    command.add_option("--nonce-lifetime", options.nonce_lifetime_s, "Older nonces are stale; 0: none is")
        ->check(CLI::Range(0.0, 1e9))
        ->type_name("SECONDS");
    command.add_flag("--one-time-nonces", settings.nonce_rules.one_time, "A nonce is stale after one use");
    command.add_flag("--next-nonce", settings.next_nonce, "Every 200 brings the next nonce");
}

void add_bindings(CLI::App &command, RegistrarOptions &options)
{
    Settings &settings = options.settings;
    command.add_option("--min-expires", settings.min_expires_s, "Less is answered by 423")
        ->capture_default_str()
        ->type_name("SECONDS");
    command.add_option("--max-expires", settings.max_expires_s, "More is cut down")
        ->capture_default_str()
        ->type_name("SECONDS");
    command.add_option("--add-header", options.headers, "Put into every 200; may be repeated")
        ->allow_extra_args(false)
        ->type_name("'NAME: VALUE'");
}

std::string check_uri(const std::string &uri)
{
    const bool whole = uri.find_first_of("\r\n<>\" ,") == std::string::npos && uri.find(':') != std::string::npos;
    return whole ? "" : "'" + uri + "' is no URI";
}

std::string check_token(const std::string &text)
{
    const bool plain = text.find_first_of("\r\n\"\\;, ") == std::string::npos;
    return plain ? "" : "'" + text + "' is not one word";
}

void add_offers(CLI::App &command, RegistrarOptions &options)
{
    registrar::Offers &offers = options.settings.offers;
    command.add_option("--service-route", offers.service_route, "Told as Service-Route; may be repeated")
        ->allow_extra_args(false)
        ->check(check_uri)
        ->type_name("URI");
    command.add_option("--associated-uri", offers.associated_uris, "Told as P-Associated-URI; may be repeated")
        ->allow_extra_args(false)
        ->check(check_uri)
        ->type_name("URI");
    command.add_flag("--path", offers.path, "Tell the Path of a REGISTER back");
    command.add_flag("--gruu", offers.gruu, "Give GRUUs to instances that support them");
    command.add_option("--push", offers.push_provider, "The push service; others are answered by 555")
        ->check(check_token)
        ->type_name("PROVIDER");
    command.add_option("--push-refresh", offers.push_refresh_s, "Of --push: refreshes come so long before the end")
        ->type_name("SECONDS");
    command.add_option("--push-purr", offers.push_purr, "Of --push: reference for dialogs")
        ->check(check_token)
        ->type_name("WORD");
}

void add_faults(CLI::App &command, RegistrarOptions &options)
{
    Settings &settings = options.settings;
    command.add_option("--fault", options.fault, "Misbehave")
        ->check(CLI::IsMember(registrar::fault_names()))
        ->type_name("NAME");
    command.add_option("--fault-status", settings.fault_status, "Of --fault status")
        ->check(CLI::Range(200, 699))
        ->capture_default_str()
        ->type_name("CODE");
    command.add_option("--fault-retry-after", settings.fault_retry_after_s, "Retry-After of --fault status")
        ->type_name("SECONDS");
    command.add_option("--public-address", settings.public_address, "Told in Via received and rport")
        ->type_name("HOST:PORT");
    command.add_option("--drop", settings.drop_next, "Do not hear the first ones")->type_name("COUNT");
    command.add_option("--delay", options.delay_ms, "Answer late")->type_name("MILLISECONDS");
}

void add_user(const std::string &line, Settings &settings)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || colon == 0)
        throw UsageError("a user is given as NAME:PASSWORD"); // without the line: it may be a password
    settings.users[line.substr(0, colon)] = line.substr(colon + 1);
}

void add_users_of_file(const std::string &path, Settings &settings)
{
    std::ifstream file(path);
    if (!file)
        throw UsageError("the users file " + path + " cannot be read");
    for (std::string line; std::getline(file, line);)
        if (!line.empty() && line.front() != '#')
            add_user(line, settings);
}

registrar::Header read_header(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0 || text.find_first_of("\r\n") != std::string::npos)
        throw UsageError("--add-header: '" + text + "' is not like 'Name: value'");
    return {text.substr(0, colon), std::string(registrar::trim(text.substr(colon + 1)))};
}

/// In the spelling of RFC 7616, whatever the case was.
std::vector<std::string> well_spelt(const std::vector<std::string> &algorithms)
{
    std::vector<std::string> names;
    for (const std::string &name : algorithms)
        names.emplace_back(registrar::find_algorithm(name)->name);
    return names;
}

} // namespace

CLI::App *add_registrar(CLI::App &app, RegistrarOptions &options)
{
    CLI::App *command = app.add_subcommand("registrar", "Run a registrar for tests and demonstrations");
    add_where(*command, options);
    add_users(*command, options);
    add_challenge(*command, options);
    add_bindings(*command, options);
    add_offers(*command, options);
    add_faults(*command, options);
    command->footer("SIGUSR1 prints the bindings, SIGINT and SIGTERM end it. Not meant for the open Internet.");
    return command;
}

registrar::Settings registrar_settings(const RegistrarOptions &options)
{
    Settings settings = options.settings;
    for (const std::string &user : options.users)
        add_user(user, settings);
    if (!options.users_file.empty())
        add_users_of_file(options.users_file, settings);
    if (settings.users.empty() && !settings.open)
        throw UsageError("nobody could register: give --user, --users-file or --open");
    if (settings.min_expires_s > settings.max_expires_s)
        throw UsageError("--min-expires is more than --max-expires");
    for (const std::string &header : options.headers)
        settings.extra_headers.push_back(read_header(header));
    settings.algorithms = well_spelt(settings.algorithms);
    settings.fault = *registrar::find_fault(options.fault);
    settings.nonce_rules.lifetime = registrar::Millis(static_cast<std::int64_t>(options.nonce_lifetime_s * 1000));
    settings.delay = registrar::Millis(options.delay_ms);
    return settings;
}

std::shared_ptr<const registrar::Identity> registrar_identity(const RegistrarOptions &options)
{
    if (options.certificate.empty())
        return nullptr;
    try {
        return std::make_shared<registrar::Identity>(options.certificate, options.key.empty() ? options.certificate : options.key);
    } catch (const std::invalid_argument &e) {
        throw UsageError(e.what());
    }
}

} // namespace tool
