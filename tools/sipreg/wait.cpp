// SPDX-License-Identifier: LGPL-2.1-or-later
// Waits for whatever comes first.
#include "sipreg/wait.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tool {

namespace {

int checked(int fd, const char *what)
{
    if (fd < 0)
        throw std::system_error(errno, std::system_category(), what);
    return fd;
}

} // namespace

Signals::Signals(std::initializer_list<int> numbers)
{
    sigset_t set;
    sigemptyset(&set);
    for (const int number : numbers)
        sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    fd_ = checked(signalfd(-1, &set, SFD_CLOEXEC), "signalfd");
}

Signals::~Signals()
{
    close(fd_);
}

int Signals::take()
{
    signalfd_siginfo info{};
    while (read(fd_, &info, sizeof info) < 0 && errno == EINTR)
        ;
    return static_cast<int>(info.ssi_signo);
}

Timer::Timer() : fd_(checked(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timerfd")) {}

Timer::~Timer()
{
    close(fd_);
}

void Timer::set(std::chrono::duration<double> delay)
{
    // A zero would disarm it.
    const auto ns = std::max<std::int64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(delay).count(), 1);
    itimerspec when{};
    when.it_value.tv_sec = static_cast<time_t>(ns / 1'000'000'000);
    when.it_value.tv_nsec = static_cast<long>(ns % 1'000'000'000);
    timerfd_settime(fd_, 0, &when, nullptr);
}

void Timer::take()
{
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t size = read(fd_, &count, sizeof count);
}

std::vector<bool> wait_for(std::initializer_list<int> descriptors)
{
    std::vector<pollfd> polled;
    for (const int fd : descriptors)
        polled.push_back({fd, POLLIN, 0});
    while (poll(polled.data(), polled.size(), -1) < 0 && errno == EINTR)
        ;
    std::vector<bool> ready;
    for (const pollfd &entry : polled)
        ready.push_back(entry.revents != 0);
    return ready;
}

} // namespace tool
