// SPDX-License-Identifier: LGPL-2.1-or-later
// The registrar on real sockets.
#include "registrar/server.hpp"

namespace registrar {

namespace {

std::vector<Listener> open_all(const std::vector<std::string> &texts)
{
    std::vector<Listener> listeners;
    for (const std::string &text : texts)
        listeners.push_back(open_listener(text));
    return listeners;
}

} // namespace

Server::Server(Settings settings, const std::vector<std::string> &listeners, std::shared_ptr<const Identity> identity)
    : registrar_(std::move(settings)),
      engine_(open_all(listeners), std::move(identity),
              [this](std::string_view message, const Source &source) { return handle(message, source); })
{
}

void Server::start()
{
    if (!thread_.joinable())
        thread_ = std::thread([this] { engine_.run(); });
}

void Server::stop()
{
    if (!thread_.joinable())
        return;
    engine_.stop();
    thread_.join();
}

std::uint16_t Server::port(std::size_t which) const
{
    return engine_.listeners().at(which).port;
}

std::vector<std::string> Server::listeners() const
{
    std::vector<std::string> names;
    for (const Listener &listener : engine_.listeners())
        names.push_back(listener.name);
    return names;
}

std::vector<Binding> Server::bindings()
{
    const std::lock_guard lock(mutex_);
    return registrar_.bindings(std::chrono::steady_clock::now());
}

Counters Server::counters()
{
    const std::lock_guard lock(mutex_);
    return registrar_.counters();
}

Engine::Reply Server::handle(std::string_view message, const Source &source)
{
    const std::lock_guard lock(mutex_);
    Engine::Reply reply;
    reply.text = registrar_.handle(message, source, std::chrono::steady_clock::now());
    reply.delay = registrar_.settings().delay;
    return reply;
}

} // namespace registrar
