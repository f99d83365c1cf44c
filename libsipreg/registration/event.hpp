// SPDX-License-Identifier: LGPL-2.1-or-later
// What happened to a registration: an account of it that stands by itself.
#pragma once

#include "base/units.hpp"
#include "core/credential.hpp"
#include "core/downgrade.hpp"
#include "core/reply.hpp"
#include "core/services.hpp"
#include "core/session.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sipreg::registration {

class Registration;

enum class EventType {
    registered, failed, degraded, expired, unregistered, public_address, bindings, lost, replaced, foreign, rewritten,
    credentials, downgrade, status
};

struct Event {
    EventType type = EventType::status;
    core::State state = core::State::idle;
    bool degraded = false;
    core::Operation operation = core::Operation::none;
    std::uint32_t granted_s = 0;
    Millis remaining{0};
    Millis next_attempt{-1}; // -1: none is planned
    std::string aor, public_address, contact, call_id;
    std::uint32_t cseq = 0;
    int status = 0;
    std::string reason;
    core::Failure failure = core::Failure::none;
    std::string cause;
    core::TlsFault tls_fault = core::TlsFault::none;
    std::uint8_t tls_alert = 0; // that the server sent; 0: none
    std::uint32_t attempt = 0;
    int flow = 0; // number of the flow that it is about; 0: without outbound
    bool outbound = false; // the registrar has agreed to it
    bool will_retry = false;
    std::vector<core::Binding> bindings;
    std::shared_ptr<const core::Services> services; // null: none
    std::string head; // start line and headers of the answer
    std::shared_ptr<const core::Question> question; // with credentials
    std::optional<core::Downgrade> downgrade;       // with downgrade
};

/// How it stands at @p now, as an event of type status.
Event status_of(const Registration &registration, Instant now);

class Listener {
public:
    virtual ~Listener() = default;
    virtual void on_event(Registration &registration, Event event) = 0;
};

} // namespace sipreg::registration
