// SPDX-License-Identifier: LGPL-2.1-or-later
// The command sipreg: reads the command line, runs the subcommand, turns what went wrong into a sentence and a status.
#include "sipreg/errand.hpp"
#include "sipreg/exit_status.hpp"
#include "sipreg/register.hpp"
#include "sipreg/registrar.hpp"

#include <sipreg/sipreg.h>

#include <iostream>

namespace {

int complain(const std::string &sentence, int status)
{
    std::cerr << "sipreg: " << sentence << '\n';
    return status;
}

int run(int argc, char **argv)
{
    CLI::App app("Register SIP addresses", "sipreg");
    tool::RegisterOptions register_options;
    tool::CommonOptions query_options;
    tool::UnregisterOptions unregister_options;
    tool::RegistrarOptions registrar_options;
    app.require_subcommand(0, 1); // so that a wrong one is named
    app.set_version_flag("--version", sipreg_version());
    const CLI::App *register_command = add_register(app, register_options);
    const CLI::App *query_command = add_query(app, query_options);
    const CLI::App *unregister_command = add_unregister(app, unregister_options);
    const CLI::App *registrar_command = add_registrar(app, registrar_options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &asked) { // for help or the version
        return app.exit(asked);
    }
    if (register_command->parsed())
        return run_register(register_options);
    if (query_command->parsed())
        return run_query(query_options);
    if (unregister_command->parsed())
        return run_unregister(unregister_options);
    if (registrar_command->parsed())
        return run_registrar(registrar_options);
    throw tool::UsageError("what to do? register, query, unregister or registrar; see --help");
}

} // namespace

int main(int argc, char **argv)
{
    try {
        return run(argc, argv);
    } catch (const CLI::ParseError &error) {
        return complain(error.what() + std::string("; see --help"), tool::kUsage);
    } catch (const tool::UsageError &error) {
        return complain(error.what(), tool::kUsage);
    } catch (const std::exception &error) {
        return complain(error.what(), tool::kTrouble);
    }
}
