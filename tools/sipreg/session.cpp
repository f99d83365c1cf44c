// SPDX-License-Identifier: LGPL-2.1-or-later
// One registration at work.
#include "sipreg/session.hpp"

#include "sipreg/report.hpp"

#include <iostream>

namespace tool {

namespace {

constexpr std::int32_t kCloseLimitMs = 2000;

} // namespace

int status_of(sipreg_failure_t failure)
{
    switch (failure) {
    case SIPREG_FAILURE_CREDENTIALS:
        return kCredentials;
    case SIPREG_FAILURE_DNS:
    case SIPREG_FAILURE_TRANSPORT:
    case SIPREG_FAILURE_TIMEOUT:
        return kUnreachable;
    case SIPREG_FAILURE_TLS:
        return kTls;
    default:
        return kRefused;
    }
}

Session::Session(const CommonOptions &options, const Account &account) : options_(options)
{
    if (!options.trace.empty())
        trace_ = std::make_unique<TraceFile>(options.trace);
    if (!options.explain.empty())
        explanation_ = std::make_unique<ExplanationFile>(options.explain);
    endpoint_ = make_endpoint(options, trace_.get());
    registration_ = make_registration(endpoint_, account);
}

int Session::to_the_end()
{
    demand(sipreg_endpoint_start(endpoint()), "starting the endpoint");
    begin();
    const int events = sipreg_endpoint_event_fd(endpoint());
    while (!ended_) {
        const std::vector<bool> ready = wait_for({events, signals_.fd(), timer_.fd()});
        if (ready[0])
            take_events();
        if (ready[1] && !ended_) {
            signals_.take();
            on_signal();
        }
        if (ready[2] && !ended_) {
            timer_.take();
            on_time();
        }
    }
    if (explanation_)
        explanation_->write(registration());
    sipreg_endpoint_shutdown(endpoint());
    sipreg_endpoint_wait_closed(endpoint(), kCloseLimitMs);
    return status_;
}

void Session::take_events()
{
    sipreg_event_t *next = nullptr;
    sipreg_error_t code = SIPREG_OK;
    while (!ended_ && (code = sipreg_endpoint_next_event(endpoint(), 0, &next)) == SIPREG_OK) {
        const Event event(next);
        if (is_told(next))
            tell(next);
        on_event(next);
    }
    if (code == SIPREG_ERR_CLOSED)
        end(kTrouble);
}

void Session::end(int status)
{
    ended_ = true;
    status_ = status;
}

void Session::tell(const sipreg_event_t *event) const
{
    const std::string line = options_.json ? json_line(event) : human_line(event);
    if (!line.empty())
        std::cout << line << std::endl;
}

} // namespace tool
