// SPDX-License-Identifier: LGPL-2.1-or-later
// The command `sipreg register`: starts a registration, tells its events, ends it in good order.
#include "sipreg/register.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/register_setup.hpp"
#include "sipreg/session.hpp"
#include "sipreg/snapshot_file.hpp"

#include <iostream>

namespace tool {

namespace {

constexpr std::chrono::seconds kRemovalLimit{5};

class Keeping : public Session {
public:
    Keeping(const RegisterOptions &options, const Account &account);

private:
    void begin() override;
    void on_event(const sipreg_event_t *event) override;
    void on_signal() override;
    void on_time() override;
    bool is_told(const sipreg_event_t *event) const override;

    void on_failed(const sipreg_event_t *event);
    void stop();

    const RegisterOptions &options_;
    std::unique_ptr<SnapshotFile> snapshot_;
    bool was_registered_ = false;
    bool stopping_ = false;
    int status_ = kSuccess; // so far
};

void set_health(sipreg_endpoint_t *endpoint, const std::vector<double> &health_s)
{
    if (!health_s.empty() &&
        sipreg_endpoint_set_health_ms(endpoint, millis(health_s[0]), millis(health_s[1]), millis(health_s[2])) != SIPREG_OK)
        throw UsageError("--health: the first time is longer than the second");
}

void set_keepalives(sipreg_endpoint_t *endpoint, const RegisterOptions &options)
{
    const std::int32_t datagram = millis(options.keepalive_s.value_or(29));
    const std::int32_t stream = millis(options.keepalive_s.value_or(120));
    if (sipreg_endpoint_set_keepalive_ms(endpoint, datagram, stream, millis(options.pong_s)) != SIPREG_OK)
        throw UsageError("--keepalive: less than a second, but not 0");
    demand(sipreg_endpoint_set_stun_keepalive(endpoint, options.stun), "choosing the ping");
}

Keeping::Keeping(const RegisterOptions &options, const Account &account) : Session(options, account), options_(options)
{
    demand(sipreg_endpoint_set_watch_network(endpoint(), 1), "watching the network");
    demand(sipreg_endpoint_set_offer_requests(endpoint(), options.answer_requests.has_value()), "asking for requests");
    set_health(endpoint(), options.health_s);
    set_keepalives(endpoint(), options);
    if (options.snapshot.empty())
        return;
    snapshot_ = std::make_unique<SnapshotFile>(options.snapshot, options.snapshot_key_file);
    snapshot_->restore(registration());
}

void Keeping::begin()
{
    demand(options_.once ? sipreg_registration_register_once(registration()) : sipreg_registration_start(registration()),
           "starting the registration");
    if (options_.duration_s)
        timer().set(std::chrono::duration<double>(*options_.duration_s));
}

void Keeping::on_event(const sipreg_event_t *event)
{
    switch (sipreg_event_type(event)) {
    case SIPREG_EVENT_REGISTERED:
        was_registered_ = true;
        if (snapshot_)
            snapshot_->save(registration());
        if (options_.once)
            end(kSuccess);
        break;
    case SIPREG_EVENT_FAILED:
        on_failed(event);
        break;
    case SIPREG_EVENT_REQUEST:
        (void)sipreg_event_respond(event, *options_.answer_requests, nullptr, nullptr, nullptr); // it may be over
        break;
    case SIPREG_EVENT_UNREGISTERED:
        if (snapshot_)
            snapshot_->forget();
        // Nothing was there to remove if it never came to a binding: then the failure is what counts.
        end(was_registered_ ? kSuccess : status_);
        break;
    default:
        break;
    }
}

void Keeping::on_failed(const sipreg_event_t *event)
{
    status_ = status_of(sipreg_event_failure(event));
    const bool removal = sipreg_event_operation(event) == SIPREG_OPERATION_UNREGISTER;
    if (removal || (!stopping_ && !sipreg_event_will_retry(event)))
        end(status_);
}

void Keeping::on_signal()
{
    if (stopping_)
        end(kUnreachable); // asked twice: without waiting for the registrar
    else
        stop();
}

void Keeping::on_time()
{
    if (!stopping_)
        return stop();
    std::cerr << "sipreg: the registrar has not confirmed the removal; the binding is left to run out\n";
    end(kUnreachable);
}

// Once means one line: what was registered tells the addresses too.
bool Keeping::is_told(const sipreg_event_t *event) const
{
    const sipreg_event_type_t type = sipreg_event_type(event);
    return !options_.once || (type != SIPREG_EVENT_PUBLIC_ADDRESS && type != SIPREG_EVENT_REWRITTEN);
}

void Keeping::stop()
{
    stopping_ = true;
    timer().set(kRemovalLimit);
    demand(sipreg_registration_stop(registration()), "unregistering");
}

} // namespace

int run_register(const RegisterOptions &options)
{
    const Account account = make_account_to_register(options); // reads the password while signals still end the command
    return Keeping(options, account).to_the_end();
}

} // namespace tool
