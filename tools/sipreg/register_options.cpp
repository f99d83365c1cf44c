// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg register`.
#include "sipreg/register_options.hpp"

namespace tool {

namespace {

void add_what(CLI::App &command, RegisterOptions &options)
{
    command.add_option("--expires", options.expires_s, "Lifetime to ask for, in seconds; default 3600")
        ->type_name("SECONDS");
    command.add_option("--contact", options.contact, "Contact to register in place of the address in use")
        ->type_name("URI");
    command.add_option("--add-contact", options.more_contacts,
                       "A further Contact, 'sip:alice@192.0.2.9' or '<sip:alice@192.0.2.9>;q=0.5'; may be repeated")
        ->allow_extra_args(false)
        ->type_name("CONTACT");
    command.add_option("--instance", options.instance, "This device, urn:uuid:..., the same over restarts (RFC 5626)")
        ->type_name("URN");
    command.add_option("--supported", options.supported, "Supported header, 'gruu, path'")->type_name("OPTIONS");
    command.add_option("--push", options.push, "Ask to be woken by push: provider, device token, topic (RFC 8599)")
        ->expected(2, 3)
        ->type_name("PROVIDER PRID [PARAM]");
    command.add_option("--requests", options.answer_requests,
                       "Tell of the requests that others send us, and answer them with this status; without one, 405")
        ->expected(0, 1)
        ->default_str("405")
        ->check(CLI::Range(200, 699))
        ->type_name("[STATUS]");
    command.add_option("--outbound", options.flows, "Ask to be called over the flow that we register by, and keep so many (RFC 5626)")
        ->expected(0, 1)
        ->default_str("1")
        ->check(CLI::Range(1, 4))
        ->needs("--instance")
        ->type_name("[FLOWS]");
}

void add_after_failures(CLI::App &command, RegisterOptions &options)
{
    command.add_option("--retry-base", options.retry_base_s, "First wait after a failure; doubled with each in a row")
        ->capture_default_str()
        ->type_name("SECONDS");
    command.add_option("--retry-cap", options.retry_cap_s, "Longest wait after a failure")
        ->capture_default_str()
        ->type_name("SECONDS");
    command.add_option("--retry-class", options.retry_classes,
                       "After a failure of the class, as 'forbidden=60': wait that long; 0 doubles, -1 gives up")
        ->allow_extra_args(false)
        ->type_name("CLASS=SECONDS");
    command.add_option("--health", options.health_s,
                       "Leave a target that failed alone for so long, at most so long, and go back to it when it has lived so "
                       "long; default 10 60 60")
        ->expected(3)
        ->check(CLI::Range(0.001, 3600.0))
        ->type_name("REST LONGEST FAILBACK");
    command.add_option("--max-attempts", options.max_attempts, "Give up after so many failures in a row; 0: never")
        ->capture_default_str()
        ->type_name("COUNT");
}

void add_keepalives(CLI::App &command, RegisterOptions &options)
{
    command.add_option("--keepalive", options.keepalive_s,
                       "Longest time between two pings to the registrar; default 29 over UDP, 120 over connections; 0: none")
        ->check(CLI::Range(0.0, 3600.0))
        ->type_name("SECONDS");
    command.add_option("--pong", options.pong_s, "Time limit of the answer to a ping, where it is answered")
        ->capture_default_str()
        ->check(CLI::Range(0.1, 600.0))
        ->type_name("SECONDS");
    command.add_flag("--stun", options.stun, "Over UDP ping by STUN, which the registrar has to know");
}

void add_until_when(CLI::App &command, RegisterOptions &options)
{
    CLI::Option *once = command.add_flag("--once", options.once, "Register once, leave the binding and end");
    command.add_option("--duration", options.duration_s, "Unregister and end after that time")
        ->check(CLI::Range(0.0, 1e9))
        ->excludes(once)
        ->type_name("SECONDS");
}

void add_memory(CLI::App &command, RegisterOptions &options)
{
    CLI::Option *file = command.add_option("--snapshot", options.snapshot,
                                           "Go on with the binding of this file, and keep it up to date, sealed");
    CLI::Option *key = command.add_option("--snapshot-key-file", options.snapshot_key_file,
                                          "The key of --snapshot: 32 random bytes");
    file->type_name("FILE")->needs(key);
    key->type_name("FILE")->needs(file);
}

} // namespace

CLI::App *add_register(CLI::App &app, RegisterOptions &options)
{
    CLI::App *command = app.add_subcommand("register", "Register an address-of-record and keep it registered");
    add_common(*command, options);
    add_what(*command, options);
    add_after_failures(*command, options);
    add_keepalives(*command, options);
    add_until_when(*command, options);
    add_memory(*command, options);
    command->footer(std::string("Without --once or --duration it goes on until SIGINT or SIGTERM, then unregisters.\n") +
                    kExitStatusHelp);
    return command;
}

} // namespace tool
