// SPDX-License-Identifier: LGPL-2.1-or-later
// A file with the SIP messages sent and received.
#include "sipreg/trace_file.hpp"

#include "sipreg/exit_status.hpp"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace tool {

namespace {

std::string time_of_day()
{
    timespec now{};
    tm utc{};
    char text[40], fraction[8];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>(now.tv_nsec / 1'000'000));
    return std::string(text) + fraction;
}

} // namespace

TraceFile::TraceFile(const std::string &path)
{
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    // The mode given to open() is that of new files only.
    if (fd >= 0 && fchmod(fd, 0600) == 0)
        file_.reset(fdopen(fd, "w"));
    if (!file_)
        throw UsageError("the trace file " + path + " cannot be written: " + strerror(errno));
}

void TraceFile::write(std::int32_t sent, const char *peer, const char *message, void *self)
{
    std::FILE *file = static_cast<TraceFile *>(self)->file_.get();
    std::fprintf(file, "-- %s %s %s\n%s\n", time_of_day().c_str(), sent ? "sent to" : "received from", peer, message);
    std::fflush(file);
}

} // namespace tool
