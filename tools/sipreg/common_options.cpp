// SPDX-License-Identifier: LGPL-2.1-or-later
// The options that every command with a registrar on the other end has.
#include "sipreg/common_options.hpp"

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

void add_whom(CLI::App &command, CommonOptions &options)
{
    command.add_option("--aor", options.aor, "Address-of-record, sip:alice@example.com")->required()->type_name("URI");
    command.add_option("--registrar", options.registrar, "Registrar, 'sip:192.0.2.1:5060;transport=udp'")
        ->required()
        ->type_name("URI");
    command.add_option("--username", options.username, "User for digest authentication; default: that of the AOR")
        ->type_name("NAME");
    command.add_option("--realm", options.realm, "Answer challenges of this realm only")->type_name("REALM");
    command.add_option("--least-algorithm", options.least_algorithm, "Answer no challenge weaker than this; default MD5")
        ->check(CLI::IsMember({"MD5", "SHA-256", "SHA-512-256"}))
        ->type_name("NAME");
    CLI::Option_group *password = command.add_option_group("Password", "One of:");
    password->add_option("--password-file", options.password_file, "Its first line is the password")->type_name("FILE");
    password->add_flag("--password-stdin", options.password_stdin, "Read the password from the standard input");
    password->require_option(1);
}

void add_by_which_way(CLI::App &command, CommonOptions &options)
{
    command.add_option("--transport", options.transport, "udp, tcp or tls, in place of the one in the registrar's URI")
        ->check(CLI::IsMember({"udp", "tcp", "tls"}))
        ->type_name("NAME");
    command.add_option("--family", options.family, "Addresses to use")
        ->check(CLI::IsMember({"any", "v4-first", "v6-first", "v4-only", "v6-only"}))
        ->capture_default_str()
        ->type_name("NAME");
    command.add_option("--nameserver", options.nameservers, "DNS server to ask; may be repeated")
        ->allow_extra_args(false)
        ->type_name("IP[:PORT]");
    command.add_option("--attempt-timeout", options.attempt_timeout_s, "Time limit of one attempt; default 32")
        ->check(CLI::Range(0.1, 600.0))
        ->type_name("SECONDS");
}

void add_output(CLI::App &command, CommonOptions &options)
{
    command.add_option("--trace", options.trace, "Write the SIP messages to a file, credentials redacted")
        ->type_name("FILE");
    command.add_option("--explain", options.explain,
                       "At the end, tell as JSON what the last attempts did and why; without a file, on stderr")
        ->expected(0, 1)
        ->default_str("-")
        ->type_name("[FILE]");
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

const char *const kExitStatusHelp = "Exit status: 0 success, 1 trouble of the system, 2 usage, 3 credentials rejected,\n"
                                    "4 another final answer, 5 not reachable, 6 TLS.";

void add_common(CLI::App &command, CommonOptions &options)
{
    add_whom(command, options);
    add_by_which_way(command, options);
    add_output(command, options);
    add_pending(command);
}

std::string registrar_uri(const CommonOptions &options)
{
    const std::string uri = options.transport.empty()
                                ? options.registrar
                                : without_transport(options.registrar) + ";transport=" + options.transport;
    if (wants_tls(uri))
        throw UsageError(std::string("the registrar ") + uri + " cannot be used: " + kNoTls);
    return uri;
}

} // namespace tool
