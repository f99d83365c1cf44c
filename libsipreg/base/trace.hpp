// SPDX-License-Identifier: LGPL-2.1-or-later
// Where SIP messages are shown.
#pragma once

#include <string>
#include <string_view>

namespace sipreg {

class Trace {
public:
    virtual ~Trace() = default;
    virtual bool wants() const noexcept = 0;
    /// @p message as it stands on the wire; the trace redacts it.
    virtual void show(bool sent, std::string peer, std::string_view message) = 0;
};

} // namespace sipreg
