// SPDX-License-Identifier: LGPL-2.1-or-later
// The registrar without sockets and clock: a request goes in, its answer comes out (RFC 3261 §10.3).
#pragma once

#include "registrar/answers.hpp"
#include "registrar/location.hpp"
#include "registrar/settings.hpp"

#include <map>

namespace registrar {

struct Counters {
    std::uint64_t received = 0;        // messages, retransmissions included
    std::uint64_t registers = 0;       // REGISTER requests, each counted once
    std::uint64_t challenges = 0;      // 401 and 407 sent
    std::uint64_t retransmissions = 0; // requests answered before
    std::uint64_t dropped = 0;         // by Settings::drop_next
    std::uint64_t unreadable = 0;      // not even answerable with 400
    std::map<int, std::uint64_t> answers; // by status, retransmitted ones not counted
};

class Registrar {
public:
    explicit Registrar(Settings settings) : settings_(std::move(settings)) {}

    /// What is to be sent back, "" for nothing.
    std::string handle(std::string_view text, const Source &source, Instant now);

    Settings &settings() { return settings_; }
    const Counters &counters() const { return counters_; }
    std::vector<Binding> bindings(Instant now) { return location_.all(now); }

private:
    std::string answer(const Request &request, const Source &source, Instant now);
    std::string spoiled(std::string text) const;
    std::optional<Response> respond(const Request &request, Instant now);
    Response on_register(const Request &request, Instant now);
    Response bind(const Request &request, const std::string &aor, Instant now);
    Response bindings_of(const Request &request, const std::string &aor, Instant now);

    Settings settings_;
    Counters counters_;
    Nonces nonces_;
    Location location_;
    Answers answers_;
};

} // namespace registrar
