// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of `sipreg query` and `sipreg unregister`.
#include "sipreg/errand_options.hpp"

namespace tool {

CLI::App *add_query(CLI::App &app, CommonOptions &options)
{
    CLI::App *command = app.add_subcommand("query", "Print the bindings of an address-of-record");
    add_common(*command, options);
    command->footer(kExitStatusHelp);
    return command;
}

CLI::App *add_unregister(CLI::App &app, UnregisterOptions &options)
{
    CLI::App *command = app.add_subcommand("unregister", "Remove bindings of an address-of-record, whoever made them");
    add_common(*command, options);
    CLI::Option_group *which = command->add_option_group("Bindings", "One of:");
    which->add_option("--contact", options.contacts, "Contact URI, as query prints it; may be repeated")
        ->allow_extra_args(false)
        ->type_name("URI");
    which->add_flag("--all", options.all, "All of them");
    which->require_option(1);
    command->footer(std::string("Prints the bindings that are left.\n") + kExitStatusHelp);
    return command;
}

} // namespace tool
