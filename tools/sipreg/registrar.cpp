// SPDX-License-Identifier: LGPL-2.1-or-later
// The command `sipreg registrar`: the development registrar, run until a signal ends it.
#include "sipreg/registrar.hpp"

#include "registrar/server.hpp"
#include "sipreg/exit_status.hpp"
#include "sipreg/wait.hpp"

#include <csignal>
#include <iostream>

namespace tool {

namespace {

void print_bindings(registrar::Server &server)
{
    const std::vector<registrar::Binding> bindings = server.bindings();
    const registrar::Instant now = std::chrono::steady_clock::now();
    std::cout << "bindings: " << bindings.size() << '\n';
    for (const registrar::Binding &binding : bindings)
        std::cout << "  " << binding.aor << " at <" << binding.uri_text << '>' << binding.params << " for "
                  << remaining_s(binding, now) << " s, Call-ID " << binding.call_id << ", CSeq " << binding.cseq << '\n';
    std::cout << std::flush;
}

void print_counters(registrar::Server &server)
{
    const registrar::Counters counters = server.counters();
    std::cout << "requests: " << counters.received << ", challenges: " << counters.challenges
              << ", retransmissions: " << counters.retransmissions << std::endl;
}

void serve(registrar::Server &server, Signals &signals)
{
    server.start();
    for (const std::string &listener : server.listeners())
        std::cout << "listening " << listener << std::endl;
    while (signals.take() == SIGUSR1)
        print_bindings(server);
}

} // namespace

int run_registrar(const RegistrarOptions &options)
try {
    Signals signals{SIGINT, SIGTERM, SIGUSR1}; // before the server's thread, which is to inherit the mask
    registrar::Server server(registrar_settings(options), options.listeners, registrar_identity(options));
    serve(server, signals);
    if (options.print_bindings_on_exit)
        print_bindings(server);
    if (options.print_counters_on_exit)
        print_counters(server);
    return kSuccess;
} catch (const std::invalid_argument &e) {
    throw UsageError(std::string("--listen: ") + e.what());
}

} // namespace tool
