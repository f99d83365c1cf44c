// SPDX-License-Identifier: LGPL-2.1-or-later
// A password on its way from a file or the standard input to the library; wiped when it goes.
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace tool {

class Password {
public:
    /// The first line of the file. Throws UsageError.
    static Password from_file(const std::string &path);
    /// One line; meant for pipes, a terminal would show it. Throws UsageError.
    static Password from_stdin();

    Password(const Password &) = delete;
    Password &operator=(const Password &) = delete;
    ~Password();

    const char *c_str() const { return line_.data(); }

private:
    Password(int fd, const std::string &where);
    void append(char c, const std::string &where);

    std::array<char, 1024> line_{};
    std::size_t size_ = 0;
};

} // namespace tool
