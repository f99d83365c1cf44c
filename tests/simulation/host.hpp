// SPDX-License-Identifier: LGPL-2.1-or-later
// A host: a driver, its socket with UDP transactions as RFC 3261 §17.1.2 has them, its resolver, a NAT before it.
#pragma once

#include "registration/driver.hpp"
#include "simulation/agenda.hpp"
#include "simulation/chance.hpp"
#include "simulation/datagram.hpp"

#include <vector>

namespace sipreg::sim {

class World;

/// What the host's resolver does just now.
struct Dns {
    Millis delay{0}; // 0: the answer is there at once
    bool knows = true, answers = true;
};

class Host final : public registration::Transport, public registration::Resolver, public registration::Listener, Actor {
public:
    Host(World &world, std::uint32_t number, const core::Pace &pace, bool behind_nat, Chance chance);

    const core::Pace pace;
    std::vector<Phone *> phones;
    registration::Driver &driver() { return driver_; }
    std::size_t outstanding() const { return outstanding_; }
    std::size_t lookups() const { return lookups_; }

    Dns dns;
    Millis connect_time{0}; // until a message is composed
    Instant awake_at{};     // suspended until then

    /// Of one that was told to sleep, the driver itself must see to it that nothing is done.
    Instant deadline() const
    {
        return told_asleep_ ? driver_.next_deadline() : std::max(driver_.next_deadline(), awake_at);
    }
    const core::HostPort &source() const { return nat_ ? mapping_ : local_; }
    Instant moved_at() const { return moved_at_; }
    void rebind();  // the NAT forgets: another port outside
    void readdress(); // the host gets another address
    void change_network(); // and tells its driver
    /// @p told: its driver, too, as an application that hears of it does.
    void suspend(Instant until, bool told);
    void awaken();
    bool is_told_asleep() const { return told_asleep_; }

    /// An answer, or with null a refusal, has arrived.
    void hear(Datagram &request, const core::Reply *reply);

    std::unique_ptr<registration::Pending> send(const core::Peer &peer, registration::Exchange &exchange) override;
    /// Nobody here notices when a flow is lost.
    std::unique_ptr<registration::Pending> keep(const core::Peer &, const core::HostPort &, const core::FlowTerms &,
                                                registration::FlowWatch &) override
    {
        return nullptr;
    }
    std::unique_ptr<registration::Pending> ask(const core::dns::Question &question, registration::Lookup &lookup) override;
    void on_event(registration::Registration &registration, registration::Event event) override;

private:
    class Handle;
    enum class Kind : std::uint64_t { launch, repeat, lookup, wake };
    struct Flight { // a transaction, or a lookup
        std::uint64_t generation = 0;
        registration::Exchange *exchange = nullptr;
        registration::Lookup *lookup = nullptr;
        core::dns::Question question;
        std::shared_ptr<Datagram> request;
        unsigned node = 0;
        Instant handed_over{}, started{};
        Millis interval{0};
    };

    void act(std::uint64_t what) override;
    std::uint64_t open(Flight flight);
    void close(std::uint64_t id);
    void finish(Flight &flight);
    Flight *find(std::uint64_t id);
    void later(Millis delay, Kind kind, std::uint64_t id);
    void launch(std::uint64_t id);
    void repeat(std::uint64_t id);
    void fall_asleep();
    void answer(const core::dns::Question &question, registration::Lookup &lookup) const;

    World &world_;
    const std::uint32_t number_;
    const bool nat_;
    Chance chance_;
    Dice dice_;
    core::HostPort local_, mapping_;
    Instant moved_at_{};
    bool told_asleep_ = false;
    std::size_t outstanding_ = 0, lookups_ = 0;
    std::vector<Flight> flights_;
    std::vector<std::uint64_t> free_;
    registration::Driver driver_;
};

} // namespace sipreg::sim
