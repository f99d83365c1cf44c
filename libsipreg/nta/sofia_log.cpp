// SPDX-License-Identifier: LGPL-2.1-or-later
// Sofia's log, brought to ours.
#include "nta/sofia_log.hpp"

#include "nta/sofia.hpp"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

// Exported by sofia for su_log_set_level(), declared by no installed header.
extern "C" {
extern su_log_t nta_log[];
extern su_log_t tport_log[];
}

namespace sipreg::nta {

namespace {

constexpr unsigned kMaxLevel = 3;

struct Saved {
    su_log_t *module;
    unsigned level;
    bool is_set;
};

std::mutex mutex;
std::vector<Log *> &logs()
{
    static auto *all = new std::vector<Log *>; // threads may still log during exit
    return *all;
}
su_logger_f *saved_logger = nullptr;
void *saved_stream = nullptr;
std::array<Saved, 3> saved_levels;

void forward(void *, const char *format, va_list arguments)
{
    char text[1024];
    const int size = std::vsnprintf(text, sizeof text, format, arguments);
    std::string line(text, std::clamp<std::size_t>(size < 0 ? 0 : static_cast<std::size_t>(size), 0, sizeof text - 1));
    while (!line.empty() && line.back() == '\n')
        line.pop_back();
    const std::lock_guard lock(mutex);
    for (Log *log : logs())
        if (log->wants(LogLevel::warning))
            log->write(LogLevel::warning, "sofia-sip: " + line);
}

void take_over()
{
    saved_logger = su_log_default->log_logger;
    saved_stream = su_log_default->log_stream;
    su_log_redirect(su_log_default, &forward, nullptr);
    saved_levels = {Saved{su_log_default, 0, false}, Saved{nta_log, 0, false}, Saved{tport_log, 0, false}};
    for (Saved &saved : saved_levels) {
        saved.level = saved.module->log_level;
        saved.is_set = saved.module->log_init != 0;
        if (!saved.is_set || saved.level > kMaxLevel)
            su_log_set_level(saved.module, kMaxLevel);
    }
}

void give_back()
{
    su_log_redirect(su_log_default, saved_logger, saved_stream);
    for (const Saved &saved : saved_levels)
        if (saved.is_set)
            su_log_set_level(saved.module, saved.level);
}

} // namespace

SofiaLog::SofiaLog(Log &log) : log_(log)
{
    const std::lock_guard lock(mutex);
    if (logs().empty())
        take_over();
    logs().push_back(&log_);
}

SofiaLog::~SofiaLog()
{
    const std::lock_guard lock(mutex);
    std::erase(logs(), &log_);
    if (logs().empty())
        give_back();
}

} // namespace sipreg::nta
