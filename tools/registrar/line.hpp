// SPDX-License-Identifier: LGPL-2.1-or-later
// The bytes of one connection, in clear or under TLS.
#pragma once

#include "registrar/sockets.hpp"

#include <memory>
#include <string_view>

namespace registrar {

class Line {
public:
    virtual ~Line() = default;
    virtual int fd() const = 0;
    /// As recv(2) and send(2) of a socket that does not wait.
    virtual ssize_t read(char *data, std::size_t size) = 0;
    virtual ssize_t write(std::string_view data) = 0;
};

std::unique_ptr<Line> plain_line(Fd fd);

} // namespace registrar
