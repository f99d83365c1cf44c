// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts put together.
#include "capi/engine.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "capi/registration.hpp"
#include "nta/md5.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::capi {

namespace {

constexpr Millis kRetry{1000}; // to open sockets that were refused

nta::Options transport_options(const Options &options, Log &log)
{
    nta::Options wanted;
    wanted.timers = options.timers;
    wanted.bind = options.bind_addresses;
    wanted.transports = options.transports;
    wanted.tls_context = options.tls_context;
    wanted.log = &log;
    wanted.connect_limit = options.connect_limit;
    wanted.idle_limit = options.idle_limit;
    wanted.keepalives = options.keepalives;
    // The driver gives requests up; NTA's own limit only bounds what the driver has let go of.
    wanted.timers.t1x64 = options.policy.attempt_deadline;
    return wanted;
}

registration::Settings settings_of(const Options &options)
{
    return {options.policy, {&nta::md5_hex, &sha256_hex, &sha512_256_hex}, options.pace, {options.transports, options.family},
            options.user_agent, options.explained_attempts, options.caution, options.udp_limit};
}

} // namespace

double Engine::SystemDice::unit() { return random_unit(); }

std::string Engine::SystemDice::hex(std::size_t size) { return random_hex(size); }

Instant Engine::LoopClock::now() const noexcept { return loop::boot_time(); }

Engine::Engine(loop::Loop &loop, const Options &options, Outbox &outbox, Queue &queue, std::weak_ptr<Runtime> runtime)
    : loop_(loop), queue_(queue), runtime_(std::move(runtime)), settle_time_(options.settle_time), log_(outbox),
      transport_(loop.root(), loop, transport_options(options, outbox), outbox),
      nameservers_(options.nameservers), resolver_(loop, nameservers_),
      driver_({transport_, resolver_, clock_, dice_}, settings_of(options), *this)
{
    if (options.offer_requests)
        inbound().offer_to(this);
    if (options.watch_network)
        watch_.emplace(loop_, [this] { network_changed({}); });
}

Engine::~Engine()
{
    // Those in line first: the place of one that is forgotten goes to the next in line, who would send.
    for (sipreg_registration_t *registration : roster_)
        if (registration->body.session.phase == core::Phase::queued)
            driver_.forget(registration->body);
    while (!roster_.empty())
        forget(*roster_.back());
    inbound().clear();
}

void Engine::adopt(sipreg_registration_t &registration)
{
    if (registration.place != sipreg_registration::kNowhere)
        return;
    registration.place = static_cast<std::uint32_t>(roster_.size());
    roster_.push_back(&registration);
}

void Engine::forget(sipreg_registration_t &registration)
{
    if (registration.place == sipreg_registration::kNowhere)
        return;
    roster_.back()->place = registration.place;
    roster_[registration.place] = roster_.back();
    roster_.pop_back();
    registration.place = sipreg_registration::kNowhere;
    driver_.forget(registration.body);
    std::erase_if(told_, [&](const auto &told) { return told.first == &registration; });
}

void Engine::on_event(registration::Registration &registration, registration::Event event)
{
    told_.emplace_back(&sipreg_registration::of(registration), std::move(event));
}

void Engine::on_request(std::uint64_t number, core::InboundRequest request)
{
    const auto offered = std::make_shared<const Offered>(number, std::move(request), runtime_);
    offered_.emplace(number, offered);
    arrived_.push_back(offered);
}

void Engine::on_request_over(std::uint64_t number)
{
    const auto offered = offered_.extract(number);
    if (!offered)
        return;
    offered.mapped()->close();
    queue_.withdraw(*offered.mapped());
}

void Engine::publish()
{
    for (auto &offered : std::exchange(arrived_, {}))
        queue_.push(std::move(offered));
    for (auto &[owner, event] : told_)
        queue_.push(owner, std::move(event));
    told_.clear();
}

void Engine::suspend()
{
    suspended_ = true;
    driver_.fall_asleep();
    for (sipreg_registration_t *registration : roster_)
        driver_.sleep(registration->body);
}

void Engine::resume()
{
    if (!std::exchange(suspended_, false))
        return;
    driver_.wake_up();
    for (sipreg_registration_t *registration : roster_)
        driver_.wake(registration->body);
}

void Engine::network_changed(NetworkChange change)
{
    settling_.tell(std::move(change), loop_.now(), settle_time_);
}

// Everything under way is cut off before the sockets and the resolver go.
void Engine::settle()
{
    if (suspended_ || settling_.due() > loop_.now())
        return;
    NetworkChange change = settling_.take();
    driver_.fall_asleep();
    for (sipreg_registration_t *registration : roster_)
        driver_.sleep(registration->body);
    if (change.nameservers)
        nameservers_ = std::move(*change.nameservers);
    try {
        resolver_.renew(nameservers_);
        transport_.renew(std::move(change.addresses));
    } catch (const Error &) {
        // Nothing can be sent now: the driver sleeps on, and it is tried again.
        settling_.tell({}, loop_.now(), kRetry);
        return;
    }
    driver_.wake_up();
    driver_.forget_health();
    for (sipreg_registration_t *registration : roster_)
        driver_.network_changed(registration->body);
}

int Engine::turn()
{
    settle();
    // In this order: the step leaves the loop knowing of the timers that the driver's sending has set.
    driver_.on_time();
    loop_.step();
    return milliseconds_left();
}

int Engine::milliseconds_left() const
{
    const Instant deadline = std::min(driver_.next_deadline(), suspended_ ? kNever : settling_.due());
    if (deadline == kNever)
        return -1;
    const auto left = (deadline - loop_.now()).count();
    return static_cast<int>(std::clamp<Millis::rep>(left, 0, 3'600'000));
}

} // namespace sipreg::capi
