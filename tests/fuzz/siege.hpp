// SPDX-License-Identifier: LGPL-2.1-or-later
// An endpoint whose registrar, nameserver and neighbours are all hostile, driven by one thread.
#pragma once

#include "base/descriptor.hpp"
#include "fuzz/mutation.hpp"

#include <sipreg/sipreg.h>

#include <memory>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <vector>

namespace sipreg::fuzz {

class Siege {
public:
    explicit Siege(std::uint64_t seed);
    ~Siege();
    Siege(const Siege &) = delete;
    Siege &operator=(const Siege &) = delete;

    /// Waits a moment for what comes, and serves it.
    void turn();

    /// What was said to the endpoint so far.
    std::uint64_t said() const noexcept { return said_; }

    /// Ends the hostilities: whether a registration still comes through.
    bool still_works();

private:
    struct Connection {
        Descriptor socket;
        std::string heard;
        bool is_web = false; // from its upgrade on
    };
    struct Unref {
        void operator()(sipreg_endpoint_t *endpoint) const noexcept { sipreg_endpoint_unref(endpoint); }
        void operator()(sipreg_registration_t *registration) const noexcept { sipreg_registration_unref(registration); }
    };
    using Registration = std::unique_ptr<sipreg_registration_t, Unref>;

    void wait_and_serve();
    void begin(const std::string &registrar);
    void wish(sipreg_registration_t *registration);
    bool drain();
    void serve_datagrams();
    void serve_questions();
    bool serve(Connection &connection);
    std::optional<std::string> next_answer(Connection &connection);
    std::optional<std::string> next_web_answer(Connection &connection);
    void intrude();
    std::string answer_to(const std::string &request);

    Chance chance_;
    bool friendly_ = false;
    std::uint64_t said_ = 0;
    Descriptor datagrams_, listener_, questions_;
    sockaddr_in last_from_{}; // of the datagrams
    std::vector<Connection> connections_;
    std::unique_ptr<sipreg_endpoint_t, Unref> endpoint_;
    std::vector<Registration> registrations_;
};

} // namespace sipreg::fuzz
