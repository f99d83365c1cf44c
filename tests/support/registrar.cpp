// SPDX-License-Identifier: LGPL-2.1-or-later
// The development registrar for tests in C.
#include "support/registrar.h"

#include "registrar/faults.hpp"
#include "registrar/server.hpp"

#include <cstdio>
#include <exception>
#include <sstream>

struct registrar_handle {
    registrar::Server server;
};

namespace {

std::vector<std::string> words(const char *text)
{
    std::istringstream in(text);
    std::vector<std::string> all;
    for (std::string word; in >> word;)
        all.push_back(word);
    return all;
}

registrar::Settings settings()
{
    registrar::Settings wanted;
    wanted.realm = REGISTRAR_REALM;
    wanted.users = {{"alice", REGISTRAR_PASSWORD}, {"bob", REGISTRAR_PASSWORD}};
    return wanted;
}

} // namespace

registrar_t *registrar_new(const char *listeners)
{
    try {
        auto *made = new registrar_handle{registrar::Server(settings(), words(listeners))};
        made->server.start();
        return made;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "no registrar at %s: %s\n", listeners, error.what());
        return nullptr;
    }
}

void registrar_free(registrar_t *registrar) { delete registrar; }

int registrar_port(const registrar_t *registrar, int which)
{
    return registrar->server.port(static_cast<std::size_t>(which));
}

void registrar_run(registrar_t *registrar, int on) { on ? registrar->server.start() : registrar->server.stop(); }

void registrar_set_open(registrar_t *registrar, int on)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.open = on != 0; });
}

void registrar_set_algorithms(registrar_t *registrar, const char *names)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.algorithms = words(names); });
}

void registrar_set_qop(registrar_t *registrar, const char *name)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.qops = {name}; });
}

void registrar_set_expiry(registrar_t *registrar, uint32_t least_s, uint32_t most_s)
{
    registrar->server.change([&](registrar::Settings &changed) {
        changed.min_expires_s = least_s;
        changed.max_expires_s = most_s;
    });
}

void registrar_set_fault(registrar_t *registrar, const char *name)
{
    const registrar::Fault fault = registrar::find_fault(name).value(); // a wrong name ends the test
    registrar->server.change([&](registrar::Settings &changed) { changed.fault = fault; });
}

void registrar_set_status(registrar_t *registrar, int status, uint32_t retry_after_s)
{
    registrar->server.change([&](registrar::Settings &changed) {
        changed.fault = registrar::Fault::status;
        changed.fault_status = status;
        changed.fault_retry_after_s = retry_after_s;
    });
}

void registrar_set_public_address(registrar_t *registrar, const char *address)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.public_address = address; });
}

void registrar_set_delay_ms(registrar_t *registrar, int delay_ms)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.delay = registrar::Millis(delay_ms); });
}

void registrar_drop_next(registrar_t *registrar, uint32_t count)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.drop_next = count; });
}

void registrar_add_header(registrar_t *registrar, const char *name, const char *value)
{
    registrar->server.change([&](registrar::Settings &changed) { changed.extra_headers.push_back({name, value}); });
}

void registrar_offer(registrar_t *registrar, const char *service_route, const char *push_provider)
{
    registrar->server.change([&](registrar::Settings &changed) {
        changed.offers.service_route = {service_route};
        changed.offers.path = changed.offers.gruu = true;
        changed.offers.push_provider = push_provider;
        changed.offers.push_refresh_s = 120;
        changed.offers.push_purr = "purr1";
    });
}

void registrar_close_connections(registrar_t *registrar) { registrar->server.close_connections(); }

int registrar_received(registrar_t *registrar) { return static_cast<int>(registrar->server.counters().received); }

int registrar_registers(registrar_t *registrar) { return static_cast<int>(registrar->server.counters().registers); }

int registrar_challenges(registrar_t *registrar) { return static_cast<int>(registrar->server.counters().challenges); }

int registrar_answers(registrar_t *registrar, int status)
{
    return static_cast<int>(registrar->server.counters().answers[status]);
}

int registrar_binding_count(registrar_t *registrar)
{
    return static_cast<int>(registrar->server.bindings().size());
}

void registrar_bindings(registrar_t *registrar, char *buffer, size_t size)
{
    std::string text;
    for (const registrar::Binding &binding : registrar->server.bindings())
        text += binding.aor + " <" + binding.uri_text + ">" + binding.params + "\n";
    std::snprintf(buffer, size, "%s", text.c_str());
}
