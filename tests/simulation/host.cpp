// SPDX-License-Identifier: LGPL-2.1-or-later
// A host.
#include "simulation/host.hpp"

#include "simulation/world.hpp"

#include <utility>

namespace sipreg::sim {

namespace {

// RFC 3261 §17.1.2.2, as NTA is set up.
constexpr Millis kT1{500}, kT2{4'000}, kT1x64{32'000};

constexpr unsigned kSlotBits = 20, kKindBits = 2;

registration::Settings settings(const core::Pace &pace)
{
    registration::Settings settings;
    settings.hashes = {cheap_hash, cheap_hash, cheap_hash};
    settings.pace = pace;
    return settings;
}

} // namespace

class Host::Handle final : public registration::Pending {
public:
    Handle(Host &host, std::uint64_t id) : host_(host), id_(id) {}
    ~Handle() override { host_.close(id_); }

private:
    Host &host_;
    const std::uint64_t id_;
};

Host::Host(World &world, std::uint32_t number, const core::Pace &limits, bool behind_nat, Chance chance)
    : pace(limits), world_(world), number_(number), nat_(behind_nat), chance_(chance.branch()),
      dice_(chance.branch()), driver_({*this, *this, world.clock, dice_}, settings(limits), *this)
{
    readdress();
}

void Host::readdress()
{
    local_.host = "10." + std::to_string(number_) + ".0." + std::to_string(1 + chance_.below(250));
    local_.port = static_cast<std::uint16_t>(5060 + chance_.below(100));
    rebind();
}

void Host::rebind()
{
    mapping_.host = "203.0.113." + std::to_string(1 + number_);
    mapping_.port = static_cast<std::uint16_t>(1024 + chance_.below(60'000));
    moved_at_ = world_.clock.time;
}

void Host::fall_asleep()
{
    driver_.fall_asleep();
    for (Phone *phone : phones) {
        driver_.sleep(*phone->registration);
        world_.on_cut(*phone);
    }
}

void Host::suspend(Instant until, bool told)
{
    awake_at = until;
    told_asleep_ = told;
    if (!told)
        return;
    fall_asleep();
    later(until - world_.clock.time, Kind::wake, 0);
}

void Host::awaken()
{
    awake_at = std::min(awake_at, world_.clock.time);
    if (!std::exchange(told_asleep_, false))
        return;
    driver_.wake_up();
    for (Phone *phone : phones)
        driver_.wake(*phone->registration);
}

void Host::change_network()
{
    fall_asleep();
    readdress();
    driver_.wake_up();
    driver_.forget_health();
    for (Phone *phone : phones) {
        world_.on_network(*phone);
        driver_.network_changed(*phone->registration);
    }
}

// Slots are used again; a generation tells the old owner from the new one.
std::uint64_t Host::open(Flight flight)
{
    if (free_.empty()) {
        free_.push_back(flights_.size());
        flights_.emplace_back();
    }
    const std::uint64_t slot = free_.back();
    free_.pop_back();
    flight.generation = flights_[slot].generation + 1;
    flights_[slot] = std::move(flight);
    return flights_[slot].generation << kSlotBits | slot;
}

Host::Flight *Host::find(std::uint64_t id)
{
    Flight &flight = flights_[id & ((1u << kSlotBits) - 1)];
    const bool open = flight.exchange != nullptr || flight.lookup != nullptr;
    return open && flight.generation == id >> kSlotBits ? &flight : nullptr;
}

// The driver waits no more for what this is about.
void Host::finish(Flight &flight)
{
    if (std::exchange(flight.lookup, nullptr) != nullptr)
        --lookups_;
    if (std::exchange(flight.exchange, nullptr) == nullptr)
        return;
    --outstanding_;
    if (flight.request)
        --flight.request->phone->in_flight;
    flight.request.reset();
}

void Host::close(std::uint64_t id)
{
    if (Flight *flight = find(id))
        finish(*flight);
    free_.push_back(id & ((1u << kSlotBits) - 1));
}

void Host::later(Millis delay, Kind kind, std::uint64_t id)
{
    world_.agenda.at(world_.clock.time + delay, *this, id << kKindBits | static_cast<std::uint64_t>(kind), awake_at);
}

void Host::act(std::uint64_t what)
{
    const std::uint64_t id = what >> kKindBits;
    const Kind kind = static_cast<Kind>(what & ((1u << kKindBits) - 1));
    if (kind == Kind::wake)
        return awaken();
    Flight *flight = find(id);
    if (flight == nullptr)
        return;
    switch (kind) {
    case Kind::launch:
        return launch(id);
    case Kind::repeat:
        return repeat(id);
    case Kind::wake:
        return;
    case Kind::lookup:
        registration::Lookup &lookup = *flight->lookup;
        const core::dns::Question question = flight->question;
        finish(*flight);
        return answer(question, lookup);
    }
}

std::unique_ptr<registration::Pending> Host::send(const core::Peer &peer, registration::Exchange &exchange)
{
    Flight flight;
    flight.exchange = &exchange;
    flight.node = peer.target.ip.bytes[3] - 1u; // of 192.0.2.1 and .2; elsewhere is nobody
    flight.handed_over = world_.clock.time;
    const std::uint64_t id = open(std::move(flight));
    ++outstanding_;
    if (connect_time == Millis(0))
        launch(id);
    else
        later(connect_time, Kind::launch, id);
    return std::make_unique<Handle>(*this, id);
}

void Host::launch(std::uint64_t id)
{
    auto request = std::make_shared<Datagram>();
    Flight &flight = *find(id);
    request->text = flight.exchange->compose(local_);
    request->host = this;
    request->flight = id;
    request->source = source();
    request->node = flight.node;
    request->handed_over = flight.handed_over;
    world_.on_composed(*request);
    ++request->phone->in_flight;
    flight.request = request;
    flight.started = world_.clock.time;
    flight.interval = kT1;
    world_.on_request(*request);
    world_.network.carry(request);
    later(flight.interval, Kind::repeat, id);
}

void Host::repeat(std::uint64_t id)
{
    Flight &flight = *find(id);
    if (world_.clock.time - flight.started >= kT1x64) {
        registration::Exchange &exchange = *flight.exchange;
        world_.on_timeout(*flight.request);
        finish(flight);
        return exchange.on_silence({core::Silence::timeout, "nothing was heard"});
    }
    world_.network.carry(flight.request);
    flight.interval = std::min(2 * flight.interval, kT2);
    later(flight.interval, Kind::repeat, id);
}

void Host::hear(Datagram &request, const core::Reply *reply)
{
    Flight *flight = find(request.flight);
    const bool reached = awake_at <= world_.clock.time && request.source == source();
    if (flight == nullptr || !reached)
        return;
    registration::Exchange &exchange = *flight->exchange;
    const std::shared_ptr<Datagram> kept = flight->request;
    finish(*flight);
    if (reply == nullptr) {
        world_.on_refusal(request);
        return exchange.on_silence({core::Silence::refused, "nobody listens there"});
    }
    world_.on_reply(request, *reply);
    exchange.on_reply(*reply);
}

std::unique_ptr<registration::Pending> Host::ask(const core::dns::Question &question, registration::Lookup &lookup)
{
    if (dns.answers && dns.delay == Millis(0)) {
        answer(question, lookup);
        return nullptr;
    }
    Flight flight;
    flight.lookup = &lookup;
    flight.question = question;
    const std::uint64_t id = open(std::move(flight));
    ++lookups_;
    if (dns.answers)
        later(dns.delay, Kind::lookup, id);
    return std::make_unique<Handle>(*this, id);
}

void Host::answer(const core::dns::Question &question, registration::Lookup &lookup) const
{
    core::dns::Answer answer;
    answer.kind = core::dns::Answer::Kind::none;
    answer.problem = "the name has nothing of the kind";
    if (dns.knows && question == core::dns::Question{core::dns::Type::srv, "_sip._udp.sim.example"}) {
        answer.kind = core::dns::Answer::Kind::found;
        answer.services = {{10, 0, 5060, "192.0.2.1"}, {20, 0, 5060, "192.0.2.2"}};
    } else if (dns.knows && question.type == core::dns::Type::address) {
        answer.kind = core::dns::Answer::Kind::found;
        answer.addresses = {*core::parse_ip("192.0.2.1"), *core::parse_ip("192.0.2.2")};
    }
    lookup.on_answer(question, std::make_shared<core::dns::Answer>(answer));
}

void Host::on_event(registration::Registration &registration, registration::Event event)
{
    world_.on_event(registration, event);
}

} // namespace sipreg::sim
