// SPDX-License-Identifier: LGPL-2.1-or-later
// One registration at work: waits for its events, for signals and for time, until the command has its exit status.
#pragma once

#include "sipreg/exit_status.hpp"
#include "sipreg/explanation_file.hpp"
#include "sipreg/setup.hpp"
#include "sipreg/wait.hpp"

#include <csignal>

namespace tool {

class Session {
public:
    /// Throws UsageError before anything was printed or sent.
    Session(const CommonOptions &options, const Account &account);
    virtual ~Session() = default;

    /// Gives the exit status.
    int to_the_end();

protected:
    /// The endpoint runs: asks the registration for something.
    virtual void begin() = 0;
    virtual void on_event(const sipreg_event_t *event) = 0;
    virtual void on_signal() = 0;
    virtual void on_time() = 0;
    virtual bool is_told(const sipreg_event_t *event) const = 0;

    void end(int status);
    sipreg_endpoint_t *endpoint() const { return endpoint_.get(); }
    sipreg_registration_t *registration() const { return registration_.get(); }
    Timer &timer() { return timer_; }

private:
    void take_events();
    void tell(const sipreg_event_t *event) const;

    const CommonOptions &options_;
    Signals signals_{SIGINT, SIGTERM}; // before the library's thread, which is to inherit the mask
    Timer timer_;
    std::unique_ptr<TraceFile> trace_;
    std::unique_ptr<ExplanationFile> explanation_;
    Endpoint endpoint_;
    Registration registration_;
    bool ended_ = false;
    int status_ = kSuccess;
};

/// The exit status for a failure.
int status_of(sipreg_failure_t failure);

} // namespace tool
