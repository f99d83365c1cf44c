// SPDX-License-Identifier: LGPL-2.1-or-later
// The bytes of one connection in clear.
#include "registrar/line.hpp"

namespace registrar {

namespace {

class PlainLine final : public Line {
public:
    explicit PlainLine(Fd fd) : fd_(std::move(fd)) {}

    int fd() const override { return fd_.get(); }
    ssize_t read(char *data, std::size_t size) override { return recv(fd_.get(), data, size, 0); }
    ssize_t write(std::string_view data) override { return send(fd_.get(), data.data(), data.size(), MSG_NOSIGNAL); }

private:
    const Fd fd_;
};

} // namespace

std::unique_ptr<Line> plain_line(Fd fd) { return std::make_unique<PlainLine>(std::move(fd)); }

} // namespace registrar
