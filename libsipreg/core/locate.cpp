// SPDX-License-Identifier: LGPL-2.1-or-later
// Where a request can be sent.
#include "core/locate.hpp"

#include "core/service_order.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace sipreg::core {

namespace {

// A hostile zone may name thousands.
constexpr std::size_t kMaxTargets = 16;
constexpr std::size_t kMaxNames = 16;

struct Kind {
    Transport transport;
    const char *naptr;  // RFC 3263 §4.1, RFC 7118 §5
    const char *prefix; // of the name of its SRV records
    bool by_dns;        // looked for where no NAPTR record names it
};

constexpr Kind kKinds[] = {
    {Transport::udp, "SIP+D2U", "_sip._udp.", true},   {Transport::tcp, "SIP+D2T", "_sip._tcp.", true},
    {Transport::tls, "SIPS+D2T", "_sips._tcp.", true}, {Transport::ws, "SIP+D2W", "_sip._ws.", false},
    {Transport::wss, "SIPS+D2W", "_sips._ws.", false},
};

const Kind &kind_of(Transport transport)
{
    return kKinds[static_cast<std::size_t>(transport)];
}

// RFC 6761 §6.4: nobody is to be asked for such a name.
bool is_never_there(std::string_view name)
{
    return name == "invalid" || name.ends_with(".invalid");
}
const dns::Answer kNothing{dns::Answer::Kind::none, {}, {}, {}, Seconds(0), {}};

// Servers of one kind: by SRV records of that name, or at its addresses.
struct Service {
    Transport transport;
    std::string name;
    bool has_records = true;
};

class Search {
public:
    Search(const Hop &hop, const Offer &offer, const dns::Answers &answers, std::uint64_t chance)
        : hop_(hop), offer_(offer), answers_(answers), chance_(chance)
    {
    }

    Located run()
    {
        if (const std::optional<IpAddress> ip = parse_zoned_ip(hop_.host))
            add(plain_transport(), *ip, hop_.port);
        else if (hop_.port != 0) // RFC 3263 §4.2: who names a port names the host
            at_addresses(hop_.host, plain_transport(), hop_.port);
        else
            at_services();
        if (!located_.questions.empty())
            located_.places.clear();
        else if (located_.places.empty() && located_.problem.empty())
            located_.problem = "the name " + hop_.host + " has no address of a family that is used";
        return std::move(located_);
    }

private:
    // Where nothing but the URI says it (RFC 3263 §4.1), or what there is in its place.
    Transport plain_transport() const
    {
        const Transport usual = hop_.secure ? Transport::tls : Transport::udp;
        if (hop_.transport || is_offered(usual))
            return hop_.transport.value_or(usual);
        const auto &all = offer_.transports;
        const auto other = std::find_if(all.begin(), all.end(), [&](Transport each) { return is_offered(each); });
        return other != all.end() ? *other : usual;
    }

    bool is_offered(Transport transport) const
    {
        const auto &all = offer_.transports;
        return std::find(all.begin(), all.end(), transport) != all.end() && (!hop_.secure || is_secure(transport));
    }

    void at_services()
    {
        const std::vector<Service> all = services();
        // Of all, so that all is asked at once.
        const auto there = std::count_if(all.begin(), all.end(), [&](const Service &service) { return exists(service); });
        if (!located_.questions.empty())
            return; // what follows depends on it
        if (there == 0)
            return at_addresses(hop_.host, plain_transport(), 0);
        for (const Service &service : all) {
            service.has_records ? at_records(service) : at_addresses(service.name, service.transport, 0);
            ++rank_;
        }
    }

    // Those whose existence is not asked yet, too.
    std::vector<Service> services()
    {
        if (hop_.transport)
            return {usual(*hop_.transport)};
        std::vector<Service> named = pointed_to();
        if (!named.empty())
            return named;
        for (const Transport transport : offer_.transports)
            if (is_offered(transport) && kind_of(transport).by_dns)
                named.push_back(usual(transport));
        return named;
    }

    Service usual(Transport transport) const { return {transport, kind_of(transport).prefix + to_lower(hop_.host)}; }

    std::vector<Service> pointed_to()
    {
        std::vector<Service> named;
        const dns::Answer *answer = ask(dns::Type::naptr, hop_.host);
        if (answer == nullptr)
            return named;
        std::vector<dns::Naptr> pointers = answer->pointers;
        std::stable_sort(pointers.begin(), pointers.end(), [](const dns::Naptr &a, const dns::Naptr &b) {
            return std::tie(a.order, a.preference) < std::tie(b.order, b.preference);
        });
        for (const dns::Naptr &pointer : pointers)
            for (const Kind &kind : kKinds)
                if (iequals(pointer.service, kind.naptr) && is_offered(kind.transport) && pointer.regexp.empty())
                    follow(pointer, kind.transport, named);
        return named;
    }

    static void follow(const dns::Naptr &pointer, Transport transport, std::vector<Service> &named)
    {
        const bool to_records = iequals(pointer.flags, "s");
        if ((to_records || iequals(pointer.flags, "a")) && named.size() < kMaxNames && !pointer.replacement.empty())
            named.push_back({transport, to_lower(pointer.replacement), to_records});
    }

    bool exists(const Service &service)
    {
        const dns::Answer *answer = service.has_records ? ask(dns::Type::srv, service.name) : nullptr;
        return !service.has_records || (answer != nullptr && !answer->services.empty());
    }

    void at_records(const Service &service)
    {
        const dns::Answer *answer = ask(dns::Type::srv, service.name);
        std::size_t names = 0;
        std::optional<std::uint16_t> priority;
        for (const dns::Srv &server : in_order(answer->services, chance_)) {
            rank_ = static_cast<std::uint16_t>(rank_ + (priority.value_or(server.priority) != server.priority));
            priority = server.priority;
            if (server.target.empty())
                located_.problem = hop_.host + " says that it has no such service";
            else if (names++ < kMaxNames)
                at_addresses(server.target, service.transport, server.port);
        }
    }

    void at_addresses(const std::string &name, Transport transport, std::uint16_t port)
    {
        if (const std::optional<IpAddress> ip = parse_ip(name)) // no record may say so, but some do
            return add(transport, *ip, port);
        const dns::Answer *answer = ask(dns::Type::address, name);
        if (answer == nullptr)
            return;
        if (answer == &kNothing)
            located_.problem = "nobody is asked for the name " + name + ", since it ends in .invalid";
        else if (answer->addresses.empty())
            located_.problem = answer->problem;
        for (const IpAddress &ip : preferred(answer->addresses))
            add(transport, ip, port);
    }

    std::vector<IpAddress> preferred(std::vector<IpAddress> addresses) const
    {
        const Family family = offer_.family;
        const bool v6 = family == Family::v6_first || family == Family::v6_only;
        if (family == Family::v4_only || family == Family::v6_only)
            std::erase_if(addresses, [v6](const IpAddress &ip) { return ip.v6 != v6; });
        if (family != Family::any)
            std::stable_partition(addresses.begin(), addresses.end(), [v6](const IpAddress &ip) { return ip.v6 == v6; });
        return addresses;
    }

    void add(Transport transport, const IpAddress &ip, std::uint16_t port)
    {
        const Target target{transport, ip, port != 0 ? port : default_port(transport)};
        auto &all = located_.places;
        const bool is_new = std::none_of(all.begin(), all.end(), [&](const Place &place) { return place.target == target; });
        if (all.size() < kMaxTargets && is_new)
            all.push_back({target, rank_, !hop_.transport});
    }

    // Null as long as it is not answered.
    const dns::Answer *ask(dns::Type type, std::string_view name)
    {
        const dns::Question question{type, to_lower(name)};
        if (is_never_there(question.name))
            return &kNothing;
        const auto known = answers_.find(question);
        if (known != answers_.end())
            return known->second.get();
        auto &all = located_.questions;
        if (std::find(all.begin(), all.end(), question) == all.end())
            all.push_back(question);
        return nullptr;
    }

    const Hop &hop_;
    const Offer &offer_;
    const dns::Answers &answers_;
    const std::uint64_t chance_;
    std::uint16_t rank_ = 0; // of what is added next
    Located located_;
};

} // namespace

Located locate(const Hop &hop, const Offer &offer, const dns::Answers &answers, std::uint64_t chance)
{
    return Search(hop, offer, answers, chance).run();
}

} // namespace sipreg::core
