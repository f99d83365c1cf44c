// SPDX-License-Identifier: LGPL-2.1-or-later
// Everything together.
#include "simulation/world.hpp"

#include "simulation/invariants.hpp"

#include <algorithm>
#include <utility>

namespace sipreg::sim {

namespace {

constexpr std::size_t kPhonesPerHost = 40;

Settings usual(Chance chance)
{
    Settings settings;
    settings.conditions.loss = chance.happens(0.5) ? 0 : chance.between(0, 0.01);
    settings.conditions.copies = chance.happens(0.5) ? 0 : chance.between(0, 0.01);
    settings.conditions.delay = chance.between(Millis(1), Millis(150));
    settings.conditions.spread = chance.between(Millis(0), Millis(100));
    settings.policy.asks = chance.happens(0.9);
    settings.policy.proxy_asks = chance.happens(0.2);
    settings.policy.one_time = chance.happens(0.2);
    settings.policy.says_stale = chance.happens(0.8);
    settings.policy.tells_nextnonce = chance.happens(0.2);
    settings.policy.nonce_life = chance.between(Seconds(300), Seconds(7200));
    settings.policy.min_expires_s = chance.happens(0.8) ? 0 : 900;
    settings.policy.max_expires_s = static_cast<std::uint32_t>(kLongestExpiry.count());
    settings.policy.algorithm = chance.happens(0.5) ? core::Algorithm::md5 : core::Algorithm::sha256;
    settings.registrar_per_s = chance.happens(0.5) ? 0 : static_cast<std::uint32_t>(5 + chance.below(100));
    return settings;
}

std::shared_ptr<const core::Account> account(const Phone &phone, Chance &chance)
{
    static constexpr const char *kRegistrars[] = {"sip:192.0.2.1", "sip:sim.example:5060", kByPriority};
    static constexpr std::uint32_t kExpires[] = {300, 600, 1800, 1800, 3600, 3600, 3600, 3600};
    auto account = std::make_shared<core::Account>();
    core::set_aor(*account, "sip:u" + std::to_string(phone.number) + "@sim.example");
    core::set_registrar(*account, kRegistrars[chance.below(std::size(kRegistrars))]);
    if (phone.asks)
        core::set_ask_credentials(*account, true);
    else
        core::set_password(*account, phone.right_password ? kPassword : "wrong");
    account->expires_s = kExpires[chance.below(std::size(kExpires))];
    account->backoff.cap = chance.happens(0.5) ? kLongestBackoff : Seconds(600);
    return account;
}

} // namespace

World::World(std::uint64_t seed, std::size_t count)
    : chance_(seed), settings(usual(chance_.branch())), registrar(count),
      service(clock, registrar, chance_.branch()), network(clock, agenda, service, chance_.branch()),
      weather(*this, chance_.branch()), user(*this, chance_.branch()), invariants_(invariants(*this))
{
    network.conditions = settings.conditions;
    registrar.policy = settings.policy;
    static constexpr std::size_t kWindows[] = {5, 50, 200};
    const std::size_t window = kWindows[chance_.below(std::size(kWindows))];
    for (std::uint32_t number = 0; number * kPhonesPerHost < count; ++number)
        add_host(number, window);
    for (std::uint32_t number = 0; number < count; ++number)
        add_phone(number);
}

World::~World()
{
    for (const auto &phone : phones)
        phone->host->driver().forget(*phone->registration);
}

void World::add_host(std::uint32_t number, std::size_t window)
{
    core::Pace pace;
    pace.outstanding = window;
    pace.registrar_per_s = chance_.happens(0.7) ? settings.registrar_per_s : 0;
    const bool behind_nat = chance_.happens(0.7);
    hosts.push_back(std::make_unique<Host>(*this, number, pace, behind_nat, chance_.branch()));
}

void World::add_phone(std::uint32_t number)
{
    auto phone = std::make_unique<Phone>();
    phone->number = number;
    phone->host = hosts[number % hosts.size()].get();
    phone->right_password = !settings.policy.asks || !chance_.happens(0.03);
    phone->asks = phone->right_password && chance_.happens(0.1);
    phone->account = account(*phone, chance_);
    phone->registration = std::make_unique<registration::Registration>(phone->account);
    phone->host->phones.push_back(phone.get());
    phones.push_back(std::move(phone));
    user.take(*phones.back());
}

void World::on_composed(Datagram &request)
{
    const std::string trouble = read(request.text, request.message);
    request.phone = phones[user_number(request.message.to).value_or(0)].get();
    if (!trouble.empty())
        broken(request.phone, "well-formed", trouble);
    ++counts.requests;
}

void World::on_request(Datagram &request)
{
    const Message &message = request.message;
    const char *const what = message.is_query() ? "asks for bindings, CSeq" : message.is_removal() ? "removes, CSeq"
                                                                                                  : "adds, CSeq";
    note(*request.phone, what, message.cseq, request.node);
    request.phone->unheard |= !is_settled(*request.phone);
    everyone([&](Invariant &invariant) { invariant.on_request(request); });
}

void World::on_reply(const Datagram &request, const core::Reply &reply)
{
    Phone &phone = *request.phone;
    note(phone, request.misleading ? "hears nonsense" : "hears", reply.status, request.message.cseq);
    if (request.change != 0)
        learn_change(phone, request);
    if (request.misleading && reply.status / 100 == 2)
        phone.heard_change = Phone::kMisled;
    everyone([&](Invariant &invariant) { invariant.on_reply(request, reply); });
}

void World::learn_change(Phone &phone, const Datagram &request)
{
    const std::string_view contact = request.message.contacts[0].uri;
    if (contact == other_device(phone.number)) { // that says nothing of our own
        if (phone.heard_change == request.change - 1)
            phone.heard_change = request.change;
        return;
    }
    phone.heard_change = request.change;
    phone.heard_before = std::exchange(phone.heard_at, clock.time);
    phone.judged_at = request.judged_at;
    if (std::exchange(phone.unheard, false))
        registrar.disown(phone.number, contact);
}

void World::on_cut(Phone &phone)
{
    phone.refresh_until = kNever;
    note(phone, "its driver is put to sleep");
    everyone([&](Invariant &invariant) { invariant.on_cut(phone); });
}

void World::on_network(Phone &phone)
{
    note(phone, "its driver hears of another network");
    everyone([&](Invariant &invariant) { invariant.on_network(phone); });
}

void World::on_timeout(const Datagram &request)
{
    note(*request.phone, "hears nothing", request.message.cseq);
}

void World::on_refusal(const Datagram &request)
{
    note(*request.phone, "is refused", request.message.cseq);
    everyone([&](Invariant &invariant) { invariant.on_refusal(request); });
}

Phone &World::phone_of(const registration::Registration &registration)
{
    return *phones[number(std::string_view(registration.account->aor_user).substr(1)).value()];
}

void World::on_event(registration::Registration &registration, const registration::Event &event)
{
    static constexpr const char *kNames[] = {
        "tells: registered", "tells: failed", "tells: degraded", "tells: expired", "tells: unregistered",
        "tells: public address", "tells: bindings", "tells: lost", "tells: replaced", "tells: foreign",
        "tells: rewritten", "tells: asks for credentials", "tells: downgrade", "tells: status"};
    static_assert(std::size(kNames) == static_cast<std::size_t>(registration::EventType::status) + 1);
    Phone &phone = phone_of(registration);
    const bool failed = event.type == registration::EventType::failed;
    const std::int64_t detail = failed ? static_cast<std::int64_t>(event.failure) : event.granted_s;
    note(phone, kNames[static_cast<std::size_t>(event.type)], detail, event.next_attempt.count());
    ++counts.events;
    if (failed && event.operation == core::Operation::remove)
        phone.heard_change = Phone::kMisled; // it gave the binding up, wherever that is
    everyone([&](Invariant &invariant) { invariant.on_event(phone, event); });
    if (event.operation == core::Operation::remove_all && is_outcome(event))
        phone.clears = false;
    user.on_event(phone, event);
}

void World::on_recovered()
{
    note("all has had its time to recover");
    everyone([](Invariant &invariant) { invariant.on_recovered(); });
}

Host &World::earliest()
{
    const auto sooner = [](const auto &a, const auto &b) { return a->deadline() < b->deadline(); };
    return **std::min_element(hosts.begin(), hosts.end(), sooner);
}

void World::run_until(Instant end)
{
    while (!violation) {
        Host &host = earliest();
        const Instant next = std::min(agenda.next(), host.deadline());
        if (next > end) {
            clock.time = end;
            return;
        }
        clock.time = std::max(clock.time, next);
        step(host);
        look_at_touched();
    }
}

void World::step(Host &first)
{
    ++counts.steps;
    if (agenda.next() <= clock.time)
        agenda.run_first();
    else
        first.driver().on_time();
}

void World::look_at_touched()
{
    for (Phone *phone : touched_) {
        phone->touched = false;
        everyone([&](Invariant &invariant) { invariant.look(*phone); });
    }
    touched_.clear();
}

void World::touch(Phone &phone)
{
    if (!std::exchange(phone.touched, true))
        touched_.push_back(&phone);
}

void World::run(Seconds length)
{
    constexpr Seconds kRound{900};
    const Instant end = clock.time + length;
    for (Instant next = clock.time; next < end && !violation; next += kRound) {
        run_until(std::min(end, next + kRound));
        for (const auto &phone : phones)
            touch(*phone);
        look_at_touched();
    }
}

void World::finish()
{
    while (!violation && !weather.recovered())
        run(Seconds(60));
    if (violation)
        return;
    user.retire();
    for (const auto &phone : phones)
        stop(*phone);
    run(Seconds(300));
    if (!violation)
        everyone([](Invariant &invariant) { invariant.on_end(); });
    for (const auto &phone : phones)
        start(*phone, Wish::keep);
    everyone([](Invariant &invariant) { invariant.on_rush(); });
}

void World::note(const char *what, const char *detail)
{
    journal_.add(clock.time, ++happenings_, what, detail);
}

void World::note(Phone &phone, const char *what, std::int64_t a, std::int64_t b)
{
    phone.journal.add(clock.time, ++happenings_, what, "", a, b);
    touch(phone);
}

void World::broken(const Phone *phone, const char *invariant, const std::string &sentence)
{
    if (violation)
        return;
    violation = Violation{clock.time, phone != nullptr ? phone->number : 0, invariant, sentence, {}};
    std::vector<Happening> all;
    journal_.copy_to(all);
    if (phone != nullptr)
        phone->journal.copy_to(all);
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.number < b.number; });
    for (const Happening &happening : all)
        violation->happenings.push_back(shown(happening));
}

void Invariant::broken(const Phone &phone, const std::string &sentence) const
{
    world.broken(&phone, name_, sentence);
}

} // namespace sipreg::sim
