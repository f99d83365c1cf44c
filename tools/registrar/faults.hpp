// SPDX-License-Identifier: LGPL-2.1-or-later
// The faults on demand: a table of what each does, and where it meddles.
#pragma once

#include "registrar/gate.hpp"

namespace registrar {

/// What a fault that answers in place of the registrar has at hand.
struct FaultContext {
    const Settings &settings;
    Nonces &nonces;
    Instant now;
};

struct FaultRow {
    Fault fault;
    const char *name;
    Response (*instead)(const FaultContext &context); // of asking, checking and binding
    void (*answer)(Response &response);               // to a request that went well
    void (*text)(std::string &text);                  // what goes out; made empty, nothing does
};

const FaultRow &fault_row(Fault fault);

/// By its name; nothing if unknown.
std::optional<Fault> find_fault(std::string_view name);
std::vector<std::string> fault_names();

} // namespace registrar
