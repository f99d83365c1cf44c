// SPDX-License-Identifier: LGPL-2.1-or-later
// The command `sipreg register`: starts a registration, tells its events, ends it in good order.
#include "sipreg/register.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/report.hpp"
#include "sipreg/setup.hpp"
#include "sipreg/wait.hpp"

#include <csignal>
#include <iostream>

namespace tool {

namespace {

constexpr std::chrono::seconds kRemovalLimit{5};
constexpr std::int32_t kCloseLimitMs = 2000;

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

class Run {
public:
    Run(const RegisterOptions &options, const Account &account);
    int to_the_end();

private:
    void begin();
    void take_events();
    void on_event(const sipreg_event_t *event);
    void on_failed(const sipreg_event_t *event);
    void on_signal();
    void on_time();
    void stop();
    void end(int status);
    void tell(const sipreg_event_t *event) const;

    const RegisterOptions &options_;
    Signals signals_{SIGINT, SIGTERM}; // before the library's thread, which is to inherit the mask
    Timer timer_;
    std::unique_ptr<TraceFile> trace_;
    Endpoint endpoint_;
    Registration registration_;
    bool was_registered_ = false;
    bool stopping_ = false;
    bool ended_ = false;
    int status_ = kSuccess; // so far
};

Run::Run(const RegisterOptions &options, const Account &account) : options_(options)
{
    if (!options.trace.empty())
        trace_ = std::make_unique<TraceFile>(options.trace);
    endpoint_ = make_endpoint(options, trace_.get());
    registration_ = make_registration(endpoint_, account);
}

int Run::to_the_end()
{
    begin();
    const int events = sipreg_endpoint_event_fd(endpoint_.get());
    while (!ended_) {
        const std::vector<bool> ready = wait_for({events, signals_.fd(), timer_.fd()});
        if (ready[0])
            take_events();
        if (ready[1] && !ended_)
            on_signal();
        if (ready[2] && !ended_)
            on_time();
    }
    sipreg_endpoint_shutdown(endpoint_.get());
    sipreg_endpoint_wait_closed(endpoint_.get(), kCloseLimitMs);
    return status_;
}

void Run::begin()
{
    demand(sipreg_endpoint_start(endpoint_.get()), "starting the endpoint");
    demand(options_.once ? sipreg_registration_register_once(registration_.get())
                         : sipreg_registration_start(registration_.get()),
           "starting the registration");
    if (options_.duration_s)
        timer_.set(std::chrono::duration<double>(*options_.duration_s));
}

void Run::take_events()
{
    sipreg_event_t *next = nullptr;
    sipreg_error_t code = SIPREG_OK;
    while (!ended_ && (code = sipreg_endpoint_next_event(endpoint_.get(), 0, &next)) == SIPREG_OK) {
        const Event event(next);
        tell(event.get());
        on_event(event.get());
    }
    if (code == SIPREG_ERR_CLOSED)
        end(kTrouble);
}

void Run::on_event(const sipreg_event_t *event)
{
    switch (sipreg_event_type(event)) {
    case SIPREG_EVENT_REGISTERED:
        was_registered_ = true;
        if (options_.once)
            end(kSuccess);
        break;
    case SIPREG_EVENT_FAILED:
        on_failed(event);
        break;
    case SIPREG_EVENT_UNREGISTERED:
        // Nothing was there to remove if it never came to a binding: then the failure is what counts.
        end(was_registered_ ? kSuccess : status_);
        break;
    default:
        break;
    }
}

void Run::on_failed(const sipreg_event_t *event)
{
    status_ = status_of(sipreg_event_failure(event));
    const bool removal = sipreg_event_operation(event) == SIPREG_OPERATION_UNREGISTER;
    if (removal || (!stopping_ && !sipreg_event_will_retry(event)))
        end(status_);
}

void Run::on_signal()
{
    signals_.take();
    if (stopping_)
        end(kUnreachable); // asked twice: without waiting for the registrar
    else
        stop();
}

void Run::on_time()
{
    timer_.take();
    if (!stopping_)
        return stop();
    std::cerr << "sipreg: the registrar has not confirmed the removal; the binding is left to run out\n";
    end(kUnreachable);
}

void Run::stop()
{
    stopping_ = true;
    timer_.set(kRemovalLimit);
    demand(sipreg_registration_stop(registration_.get()), "unregistering");
}

void Run::end(int status)
{
    ended_ = true;
    status_ = status;
}

void Run::tell(const sipreg_event_t *event) const
{
    // Once means one line: what was registered tells the address too.
    if (options_.once && sipreg_event_type(event) == SIPREG_EVENT_PUBLIC_ADDRESS)
        return;
    const std::string line = options_.json ? json_line(event) : human_line(event);
    if (!line.empty())
        std::cout << line << std::endl;
}

} // namespace

int run_register(const RegisterOptions &options)
{
    const Account account = make_account(options); // reads the password while signals still end the command
    return Run(options, account).to_the_end();
}

} // namespace tool
