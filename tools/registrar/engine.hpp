// SPDX-License-Identifier: LGPL-2.1-or-later
// Moves messages between the sockets and whoever answers them, on the thread that runs it.
#pragma once

#include "registrar/identity.hpp"
#include "registrar/nonces.hpp"
#include "registrar/stream.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <unordered_map>

namespace registrar {

class Engine {
public:
    struct Reply {
        std::string text; // "" for none
        Millis delay{0};
    };
    using Handler = std::function<Reply(std::string_view message, const Source &source)>;

    /// @p identity is null if no listener needs one. Throws std::invalid_argument if one does.
    Engine(std::vector<Listener> listeners, std::shared_ptr<const Identity> identity, Handler handler);

    const std::vector<Listener> &listeners() const { return listeners_; }

    /// Until stop(), which is heard even before.
    void run();

    // From any thread:
    void stop();
    void close_connections();

private:
    struct Connection {
        std::unique_ptr<Line> line;
        Source source;
        Stream in;
        std::string out;
        bool blocked; // some of it waits until the peer reads
    };
    struct Outgoing {
        std::uint64_t way; // number of the listener or connection
        SocketAddress to;  // UDP
        std::string text;
    };

    void watch(int fd, std::uint64_t way, std::uint32_t events, bool known = false);
    void wake();
    int wait_ms() const;
    void on_ready(std::uint64_t way);
    void on_wake();
    void receive(std::uint64_t way, const Listener &listener);
    void accept(const Listener &listener);
    void serve(std::uint64_t way);
    bool read_from(Connection &connection);
    void answer(std::string_view message, const Source &source, std::uint64_t way, const SocketAddress &to);
    void send(Outgoing outgoing);
    bool flush(std::uint64_t way, Connection &connection);
    void send_due();

    std::vector<Listener> listeners_;
    std::shared_ptr<const Identity> identity_;
    Handler handler_;
    Fd poll_, wake_;
    std::unordered_map<std::uint64_t, Connection> connections_;
    std::multimap<Instant, Outgoing> delayed_;
    std::uint64_t last_way_;
    std::atomic<bool> stopping_{false}, closing_{false};
};

} // namespace registrar
