// SPDX-License-Identifier: LGPL-2.1-or-later
// A file with the SIP messages sent and received.
#include "sipreg/trace_file.hpp"

#include <time.h>

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

TraceFile::TraceFile(const std::string &path) : file_(demand_private("the trace file", path)) {}

void TraceFile::write(std::int32_t sent, const char *peer, const char *message, void *self)
{
    std::FILE *file = static_cast<TraceFile *>(self)->file_.get();
    std::fprintf(file, "-- %s %s %s\n%s\n", time_of_day().c_str(), sent ? "sent to" : "received from", peer, message);
    std::fflush(file);
}

} // namespace tool
