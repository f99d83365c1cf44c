// SPDX-License-Identifier: LGPL-2.1-or-later
// A password on its way to the library.
#include "sipreg/password.hpp"

#include "sipreg/exit_status.hpp"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

namespace tool {

namespace {

struct File {
    int fd;
    ~File() { close(fd); }
};

} // namespace

Password Password::from_file(const std::string &path)
{
    const File file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.fd < 0)
        throw UsageError("the password file " + path + " cannot be read: " + strerror(errno));
    return Password(file.fd, path);
}

Password Password::from_stdin()
{
    return Password(STDIN_FILENO, "the standard input");
}

Password::Password(int fd, const std::string &where)
{
    char c = 0;
    // Byte by byte, so that no buffer of the C library holds a copy.
    while (read(fd, &c, 1) == 1 && c != '\n')
        append(c, where);
    if (size_ > 0 && line_[size_ - 1] == '\r')
        line_[--size_] = '\0';
    if (size_ == 0)
        throw UsageError("there is no password in " + where);
}

void Password::append(char c, const std::string &where)
{
    if (c == '\0' || size_ + 1 >= line_.size()) {
        explicit_bzero(line_.data(), line_.size()); // no destructor runs for what was not built
        throw UsageError("the password in " + where + " has a NUL or is longer than 1023 bytes");
    }
    line_[size_++] = c;
}

Password::~Password()
{
    explicit_bzero(line_.data(), line_.size());
}

} // namespace tool
