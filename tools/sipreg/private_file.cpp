// SPDX-License-Identifier: LGPL-2.1-or-later
// A new or emptied file for its owner's eyes.
#include "sipreg/private_file.hpp"

#include "sipreg/exit_status.hpp"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace tool {

File open_private(const std::string &path)
{
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return nullptr;
    // The mode given to open() is that of new files only.
    if (fchmod(fd, 0600) == 0)
        return File(fdopen(fd, "w"));
    close(fd);
    return nullptr;
}

File demand_private(const std::string &what, const std::string &path)
{
    File file = open_private(path);
    if (!file)
        throw UsageError(what + ' ' + path + " cannot be written: " + strerror(errno));
    return file;
}

} // namespace tool
