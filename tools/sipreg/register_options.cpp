// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg register`.
#include "sipreg/register_options.hpp"

#include "sipreg/exit_status.hpp"

#include <sstream>

namespace tool {

namespace {

constexpr const char *kNoTls = "TLS is still to come in this version";

struct Pending {
    const char *name, *value; // value: nullptr for a flag
    const char *why;
};

constexpr Pending kPending[] = {
    {"--ca-file", "PEM", kNoTls},
    {"--no-verify", nullptr, kNoTls},
    {"--outbound", nullptr, "outbound (RFC 5626) is still to come in this version"},
    {"--instance-id", "URN", "outbound (RFC 5626) is still to come in this version"},
};

[[noreturn]] void refuse(const Pending &pending)
{
    throw CLI::ValidationError(pending.name, pending.why);
}

void add_pending(CLI::App &command)
{
    for (const Pending &pending : kPending) {
        const std::string help = "Refused: " + std::string(pending.why);
        if (pending.value)
            command.add_option_function<std::string>(
                       pending.name, [&pending](const std::string &) { refuse(pending); }, help)
                ->type_name(pending.value);
        else
            command.add_flag_callback(pending.name, [&pending] { refuse(pending); }, help);
    }
}

void add_whom(CLI::App &command, RegisterOptions &options)
{
    command.add_option("--aor", options.aor, "Address-of-record, sip:alice@example.com")->required()->type_name("URI");
    command.add_option("--registrar", options.registrar, "Registrar, 'sip:192.0.2.1:5060;transport=udp'")
        ->required()
        ->type_name("URI");
    command.add_option("--username", options.username, "User for digest authentication; default: that of the AOR")
        ->type_name("NAME");
    command.add_option("--realm", options.realm, "Answer challenges of this realm only")->type_name("REALM");
    CLI::Option_group *password = command.add_option_group("Password", "One of:");
    password->add_option("--password-file", options.password_file, "Its first line is the password")->type_name("FILE");
    password->add_flag("--password-stdin", options.password_stdin, "Read the password from the standard input");
    password->require_option(1);
}

void add_how(CLI::App &command, RegisterOptions &options)
{
    command.add_option("--expires", options.expires_s, "Lifetime to ask for, in seconds; default 3600")
        ->type_name("SECONDS");
    command.add_option("--contact", options.contact, "Contact to register in place of the address in use")
        ->type_name("URI");
    command.add_option("--transport", options.transport, "udp, tcp or tls, in place of the one in the registrar's URI")
        ->check(CLI::IsMember({"udp", "tcp", "tls"}))
        ->type_name("NAME");
    command.add_option("--nameserver", options.nameservers, "DNS server to ask; may be repeated")
        ->allow_extra_args(false)
        ->type_name("IP[:PORT]");
    command.add_option("--attempt-timeout", options.attempt_timeout_s, "Time limit of one attempt; default 32")
        ->check(CLI::Range(0.1, 600.0))
        ->type_name("SECONDS");
    command.add_option("--retry-base", options.retry_base_s, "First wait after a failure; doubled with each in a row")
        ->capture_default_str()
        ->type_name("SECONDS");
    command.add_option("--retry-cap", options.retry_cap_s, "Longest wait after a failure")
        ->capture_default_str()
        ->type_name("SECONDS");
}

void add_until_when(CLI::App &command, RegisterOptions &options)
{
    CLI::Option *once = command.add_flag("--once", options.once, "Register once, leave the binding and end");
    command.add_option("--duration", options.duration_s, "Unregister and end after that time")
        ->check(CLI::Range(0.0, 1e9))
        ->excludes(once)
        ->type_name("SECONDS");
    command.add_option("--trace", options.trace, "Write the SIP messages to a file, credentials redacted")
        ->type_name("FILE");
    command.add_flag("--json", options.json, "One JSON object per line per event");
}

/// Without the transport parameter.
std::string without_transport(const std::string &uri)
{
    std::string result, part;
    for (std::istringstream parts(uri); std::getline(parts, part, ';');)
        if (!CLI::detail::to_lower(part).starts_with("transport="))
            result += (result.empty() ? "" : ";") + part;
    return result;
}

bool wants_tls(const std::string &uri)
{
    const std::string lower = CLI::detail::to_lower(uri);
    return lower.starts_with("sips:") || (lower + ';').find(";transport=tls;") != std::string::npos;
}

} // namespace

CLI::App *add_register(CLI::App &app, RegisterOptions &options)
{
    CLI::App *command = app.add_subcommand("register", "Register an address-of-record and keep it registered");
    add_whom(*command, options);
    add_how(*command, options);
    add_until_when(*command, options);
    add_pending(*command);
    command->footer("Without --once or --duration it goes on until SIGINT or SIGTERM, then unregisters.\n"
                    "Exit status: 0 success, 1 trouble of the system, 2 usage, 3 credentials rejected,\n"
                    "4 another final answer, 5 not reachable, 6 TLS.");
    return command;
}

std::string registrar_uri(const RegisterOptions &options)
{
    const std::string uri = options.transport.empty()
                                ? options.registrar
                                : without_transport(options.registrar) + ";transport=" + options.transport;
    if (wants_tls(uri))
        throw UsageError(std::string("the registrar ") + uri + " cannot be used: " + kNoTls);
    return uri;
}

} // namespace tool
