// SPDX-License-Identifier: LGPL-2.1-or-later
// The options that every command with a registrar on the other end has.
#include "sipreg/common_options.hpp"

#include <sstream>

namespace tool {

namespace {

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

void add_limit(CLI::App &command, const char *name, std::optional<double> &limit_s, const char *help)
{
    command.add_option(name, limit_s, help)->check(CLI::Range(0.1, 600.0))->type_name("SECONDS");
}

void add_by_which_way(CLI::App &command, CommonOptions &options)
{
    command.add_option("--transport", options.transport, "udp, tcp, tls, ws or wss, in place of the one in the registrar's URI")
        ->check(CLI::IsMember({"udp", "tcp", "tls", "ws", "wss"}))
        ->type_name("NAME");
    command.add_option("--family", options.family, "Addresses to use")
        ->check(CLI::IsMember({"any", "v4-first", "v6-first", "v4-only", "v6-only"}))
        ->capture_default_str()
        ->type_name("NAME");
    command.add_option("--bind", options.binds, "Address to send from; may be repeated, for another family or link")
        ->allow_extra_args(false)
        ->type_name("IP[:PORT]");
    command.add_option("--nameserver", options.nameservers, "DNS server to ask; may be repeated")
        ->allow_extra_args(false)
        ->type_name("IP[:PORT]");
    add_limit(command, "--attempt-timeout", options.attempt_timeout_s, "Time limit of one attempt; default 32");
    add_limit(command, "--target-timeout", options.target_timeout_s,
              "Time limit of one target while others are left; default 4");
    add_limit(command, "--connect-timeout", options.connect_timeout_s,
              "Time limit of a connection, the TLS handshake included; default 3.5");
    command.add_option("--udp-limit", options.udp_limit,
                       "Longest request that goes over UDP where TCP may be used; default 1300, 0: any")
        ->check(CLI::Range(0, 65'507))
        ->type_name("BYTES");
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

} // namespace

const char *const kExitStatusHelp = "Exit status: 0 success, 1 trouble of the system, 2 usage, 3 credentials rejected,\n"
                                    "4 another final answer, 5 not reachable, 6 TLS.";

void add_common(CLI::App &command, CommonOptions &options)
{
    add_whom(command, options);
    add_by_which_way(command, options);
    add_output(command, options);
    add_tls(command, options.tls);
    add_web(command, options.web);
}

std::string registrar_uri(const CommonOptions &options)
{
    return options.transport.empty() ? options.registrar
                                     : without_transport(options.registrar) + ";transport=" + options.transport;
}

} // namespace tool
