// SPDX-License-Identifier: LGPL-2.1-or-later
// The registrar on real sockets, on a thread of its own. Every function may be called from any thread.
#pragma once

#include "registrar/engine.hpp"
#include "registrar/registrar.hpp"

#include <mutex>
#include <thread>

namespace registrar {

class Server {
public:
    /// Binds, as "udp:127.0.0.1:0", "tcp:[::1]:5060", "tls:127.0.0.1:5061", which needs @p identity; what comes is kept until
    /// start(). Throws std::invalid_argument for a listener it cannot read, std::system_error for one it cannot have.
    explicit Server(Settings settings, const std::vector<std::string> &listeners = {"udp:127.0.0.1:0"},
                    std::shared_ptr<const Identity> identity = nullptr);
    ~Server() { stop(); }

    void start();
    /// Waits for the thread. The sockets stay bound, connections are closed; start() goes on.
    void stop();

    /// Of the listeners in the order given, with the ports that the kernel chose.
    std::uint16_t port(std::size_t which = 0) const;
    std::vector<std::string> listeners() const;

    /// Calls @p how with the settings while no request is handled.
    template <typename Change> void change(Change how)
    {
        const std::lock_guard lock(mutex_);
        how(registrar_.settings());
    }

    std::vector<Binding> bindings();
    Counters counters();

    /// Ends all connections, as a restart would.
    void close_connections() { engine_.close_connections(); }

private:
    Engine::Reply handle(std::string_view message, const Source &source);

    std::mutex mutex_;
    Registrar registrar_;
    Engine engine_;
    std::thread thread_;
};

} // namespace registrar
