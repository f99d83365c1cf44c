// SPDX-License-Identifier: LGPL-2.1-or-later
// Where a request can be sent, of zones written down as text.
#include "core/locate.hpp"
#include "support/cmocka.hpp"

#include <algorithm>
#include <sstream>
#include <string>

using namespace sipreg::core;
using namespace sipreg::core::dns;

namespace {

using enum sipreg::core::Transport;

// "a NAME ADDRESS...", "srv NAME PRIORITY WEIGHT PORT TARGET", "naptr NAME ORDER PREFERENCE FLAGS SERVICE REPLACEMENT
// [REGEXP]", "fails TYPE NAME"; "." stands for the empty name. What no line is about does not exist.
class Zone {
public:
    explicit Zone(const char *text)
    {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line, ';');)
            read(line);
    }

    AnswerPtr answer(const Question &question) const
    {
        const auto known = answers_.find(question);
        Answer answer = known != answers_.end() ? known->second : Answer{Answer::Kind::none, {}, {}, {}, {}, ""};
        if (answer.kind != Answer::Kind::found)
            answer.problem = question.name + (answer.kind == Answer::Kind::none ? " is not there" : " fails");
        return std::make_shared<Answer>(answer);
    }

private:
    static Type type_of(const std::string &word)
    {
        return word == "a" ? Type::address : word == "srv" ? Type::srv : Type::naptr;
    }

    void read(const std::string &line)
    {
        std::istringstream words(line);
        std::string type, name, word;
        words >> type >> name;
        if (type.empty())
            return;
        if (type == "fails") {
            words >> word;
            answers_[{type_of(name), word}] = {};
            return;
        }
        Answer &answer = answers_[{type_of(type), name}];
        answer.kind = Answer::Kind::found;
        if (type == "a")
            while (words >> word)
                answer.addresses.push_back(parse_ip(word).value());
        else if (type == "srv")
            answer.services.push_back(service(words));
        else
            answer.pointers.push_back(pointer(words));
    }

    static std::string without_dot(const std::string &name) { return name == "." ? "" : name; }

    static Srv service(std::istream &words)
    {
        Srv srv;
        words >> srv.priority >> srv.weight >> srv.port >> srv.target;
        srv.target = without_dot(srv.target);
        return srv;
    }

    static Naptr pointer(std::istream &words)
    {
        Naptr naptr;
        words >> naptr.order >> naptr.preference >> naptr.flags >> naptr.service >> naptr.replacement >> naptr.regexp;
        naptr.replacement = without_dot(naptr.replacement);
        return naptr;
    }

    std::map<Question, Answer> answers_;
};

std::string shown(const Question &question)
{
    return std::string(question.type == Type::address ? "a" : question.type == Type::srv ? "srv" : "naptr") +
           " " + question.name;
}

// All that is asked until it is done, rounds apart by "|", and what came of it.
struct Found {
    std::string asked, targets, problem;
    std::string ranks; // "011"; "!" where the transport is as the URI says
};

Found find(const Hop &hop, const Offer &offer, const Zone &zone, std::uint64_t chance = 1)
{
    Found found;
    Answers answers;
    Located located = locate(hop, offer, answers, chance);
    for (; !located.questions.empty(); located = locate(hop, offer, answers, chance)) {
        found.asked += found.asked.empty() ? "" : " | ";
        for (const Question &question : located.questions) {
            found.asked += (&question == &located.questions.front() ? "" : ", ") + shown(question);
            answers[question] = zone.answer(question);
        }
    }
    for (const Place &place : located.places) {
        found.targets += (found.targets.empty() ? "" : ", ") + to_string(place.target);
        found.ranks += std::to_string(place.rank) + (place.any_transport ? "" : "!");
    }
    found.problem = located.problem;
    return found;
}

const Offer kPlain;
const Offer kAll{{udp, tcp, tls, ws, wss}, Family::any};
const Offer kTcp{{tcp}, Family::any};
const Offer kTls{{tls}, Family::any};

Hop sips(const char *host, std::uint16_t port = 0)
{
    return {host, port, {}, true};
}

struct Row {
    const char *name;
    Hop hop;
    const Offer &offer;
    const char *zone;
    const char *asked, *targets, *problem;
};

#define SERVERS "a one.test 192.0.2.1;a two.test 192.0.2.2;a three.test 192.0.2.3;"

const Row kRows[] = {
    // Nothing to look up (§4.2).
    {"address", {"192.0.2.9", 0, {}}, kAll, "", "", "udp:192.0.2.9:5060", ""},
    {"address and port", {"192.0.2.9", 5070, {}}, kAll, "", "", "udp:192.0.2.9:5070", ""},
    {"address and transport", {"2001:db8::9", 0, tcp}, kAll, "", "", "tcp:[2001:db8::9]:5060", ""},
    {"address, secure", sips("192.0.2.9"), kAll, "", "", "tls:192.0.2.9:5061", ""},
    {"address, WebSocket", {"192.0.2.9", 0, ws}, kAll, "", "", "ws:192.0.2.9:80", ""},
    {"address, secure WebSocket", {"192.0.2.9", 0, wss, true}, kAll, "", "", "wss:192.0.2.9:443", ""},
    // A port: the host itself.
    {"port", {"One.test", 5070, {}}, kAll, SERVERS, "a one.test", "udp:192.0.2.1:5070", ""},
    {"port and transport", {"one.test", 5070, tcp}, kAll, SERVERS, "a one.test", "tcp:192.0.2.1:5070", ""},
    {"port, secure", sips("one.test", 5071), kAll, SERVERS, "a one.test", "tls:192.0.2.1:5071", ""},
    {"port, no such name", {"gone.test", 5070, {}}, kAll, SERVERS, "a gone.test", "", "gone.test is not there"},
    // A transport: its SRV records, else the host.
    {"transport", {"example.test", 0, tcp}, kAll,
     SERVERS "srv _sip._tcp.example.test 20 0 5082 two.test;srv _sip._tcp.example.test 10 0 5081 one.test",
     "srv _sip._tcp.example.test | a one.test, a two.test", "tcp:192.0.2.1:5081, tcp:192.0.2.2:5082", ""},
    {"transport, no records", {"one.test", 0, tcp}, kAll, SERVERS, "srv _sip._tcp.one.test | a one.test",
     "tcp:192.0.2.1:5060", ""},
    {"TLS, no records", {"one.test", 0, tls}, kAll, SERVERS, "srv _sips._tcp.one.test | a one.test",
     "tls:192.0.2.1:5061", ""},
    {"WebSocket, no records", {"one.test", 0, ws}, kAll, SERVERS, "srv _sip._ws.one.test | a one.test",
     "ws:192.0.2.1:80", ""},
    // NAPTR decides (§4.1).
    {"by NAPTR", {"example.test", 0, {}}, kAll,
     SERVERS "naptr example.test 50 50 s SIPS+D2T tls.example.test;naptr example.test 90 50 s SIP+D2T tcp.example.test;"
             "naptr example.test 100 50 s SIP+D2U udp.example.test;srv tls.example.test 1 1 5061 one.test;"
             "srv tcp.example.test 1 1 5060 two.test;srv udp.example.test 1 1 5060 three.test",
     "naptr example.test, srv _sip._udp.example.test, srv _sip._tcp.example.test, srv _sips._tcp.example.test | "
     "srv tls.example.test, srv tcp.example.test, srv udp.example.test | a one.test, a two.test, a three.test",
     "tls:192.0.2.1:5061, tcp:192.0.2.2:5060, udp:192.0.2.3:5060", ""},
    {"NAPTR by preference within an order", {"example.test", 0, {}}, kPlain,
     SERVERS "naptr example.test 1 20 s SIP+D2U u.test;naptr example.test 1 10 S sip+d2t t.test;"
             "srv u.test 1 1 5060 one.test;srv t.test 1 1 5060 two.test",
     "naptr example.test, srv _sip._udp.example.test, srv _sip._tcp.example.test | srv t.test, srv u.test | a two.test, "
     "a one.test",
     "tcp:192.0.2.2:5060, udp:192.0.2.1:5060", ""},
    {"NAPTR leads to an address", {"example.test", 0, {}}, kPlain,
     SERVERS "naptr example.test 1 1 a SIP+D2T two.test",
     "naptr example.test, srv _sip._udp.example.test, srv _sip._tcp.example.test | a two.test", "tcp:192.0.2.2:5060", ""},
    {"NAPTR of what is not offered, of other services, with an expression", {"example.test", 0, {}}, kPlain,
     SERVERS "naptr example.test 1 1 s SIPS+D2T tls.test;naptr example.test 2 1 s E2U+sip x.test;"
             "naptr example.test 3 1 s SIP+D2U y.test !^.*$!;naptr example.test 4 1 u SIP+D2U z.test;"
             "naptr example.test 5 1 s SIP+D2U .;srv _sip._udp.example.test 1 1 5060 one.test",
     "naptr example.test, srv _sip._udp.example.test, srv _sip._tcp.example.test | a one.test", "udp:192.0.2.1:5060", ""},
    {"NAPTR to records that are not there", {"one.test", 0, {}}, kPlain, SERVERS "naptr one.test 1 1 s SIP+D2T t.test",
     "naptr one.test, srv _sip._udp.one.test, srv _sip._tcp.one.test | srv t.test | a one.test", "udp:192.0.2.1:5060",
     ""},
    {"NAPTR to WebSocket", {"example.test", 0, {}}, kAll, SERVERS "naptr example.test 1 1 a SIP+D2W one.test",
     "naptr example.test, srv _sip._udp.example.test, srv _sip._tcp.example.test, srv _sips._tcp.example.test | a one.test",
     "ws:192.0.2.1:80", ""},
    // Without NAPTR: the SRV records of all that is offered.
    {"by SRV", {"example.test", 0, {}}, kPlain,
     SERVERS "srv _sip._tcp.example.test 1 1 5062 two.test;srv _sip._udp.example.test 1 1 5061 one.test",
     "naptr example.test, srv _sip._udp.example.test, srv _sip._tcp.example.test | a one.test, a two.test",
     "udp:192.0.2.1:5061, tcp:192.0.2.2:5062", ""},
    {"no records at all", {"one.test", 0, {}}, kPlain, SERVERS,
     "naptr one.test, srv _sip._udp.one.test, srv _sip._tcp.one.test | a one.test", "udp:192.0.2.1:5060", ""},
    // sips: nothing that can be read on the way.
    {"secure, NAPTR of all kinds", sips("example.test"), kAll,
     SERVERS "naptr example.test 1 1 s SIP+D2U udp.test;naptr example.test 2 1 s SIPS+D2T tls.test;"
             "srv udp.test 1 1 5060 one.test;srv tls.test 1 1 5061 two.test",
     "naptr example.test, srv _sips._tcp.example.test | srv tls.test | a two.test", "tls:192.0.2.2:5061", ""},
    {"secure, by SRV", sips("example.test"), kAll,
     SERVERS "srv _sip._udp.example.test 1 1 5060 one.test;srv _sips._tcp.example.test 1 1 5061 two.test",
     "naptr example.test, srv _sips._tcp.example.test | a two.test", "tls:192.0.2.2:5061", ""},
    {"secure, no records", sips("one.test"), kTls, SERVERS, "naptr one.test, srv _sips._tcp.one.test | a one.test",
     "tls:192.0.2.1:5061", ""},
    // Troubles.
    {"a server without an address", {"example.test", 0, udp}, kPlain,
     SERVERS "srv _sip._udp.example.test 1 1 5060 gone.test;srv _sip._udp.example.test 2 1 5060 two.test",
     "srv _sip._udp.example.test | a gone.test, a two.test", "udp:192.0.2.2:5060", "gone.test is not there"},
    {"the service is decidedly not there", {"one.test", 0, udp}, kPlain, SERVERS "srv _sip._udp.one.test 0 0 0 .",
     "srv _sip._udp.one.test", "", "one.test says that it has no such service"},
    {"a nameserver that knows addresses only", {"one.test", 0, {}}, kPlain,
     SERVERS "fails naptr one.test;fails srv _sip._udp.one.test;fails srv _sip._tcp.one.test",
     "naptr one.test, srv _sip._udp.one.test, srv _sip._tcp.one.test | a one.test", "udp:192.0.2.1:5060", ""},
    {"a nameserver that knows nothing", {"one.test", 0, udp}, kPlain, "fails srv _sip._udp.one.test;fails a one.test",
     "srv _sip._udp.one.test | a one.test", "", "one.test fails"},
    {"a record with an address for a name", {"example.test", 0, udp}, kPlain,
     "srv _sip._udp.example.test 1 1 5070 192.0.2.7", "srv _sip._udp.example.test", "udp:192.0.2.7:5070", ""},
    {"a name that cannot be", {"Registrar.Invalid", 0, {}}, kAll, "", "", "",
     "nobody is asked for the name Registrar.Invalid, since it ends in .invalid"},
    {"UDP is switched off", {"one.test", 5060, {}}, kTcp, SERVERS, "a one.test", "tcp:192.0.2.1:5060", ""},
    {"UDP is wanted and switched off", {"one.test", 5060, udp}, kTcp, SERVERS, "a one.test", "udp:192.0.2.1:5060", ""},
    {"secure, with nothing that is", sips("one.test", 5061), kTcp, SERVERS, "a one.test", "tls:192.0.2.1:5061", ""},
    {"the same server twice", {"example.test", 0, udp}, kPlain,
     SERVERS "srv _sip._udp.example.test 1 1 5060 one.test;srv _sip._udp.example.test 2 1 5060 one.test",
     "srv _sip._udp.example.test | a one.test", "udp:192.0.2.1:5060", ""},
    {"a name that leads to itself", {"example.test", 0, udp}, kPlain,
     "srv _sip._udp.example.test 1 1 5060 _sip._udp.example.test", "srv _sip._udp.example.test | a _sip._udp.example.test",
     "", "_sip._udp.example.test is not there"},
};

void places_are_found_as_rfc_3263_says(void **)
{
    for (const Row &row : kRows) {
        const Found found = find(row.hop, row.offer, Zone(row.zone));
        if (found.asked != row.asked || found.targets != row.targets)
            fail_msg("%s: asked \"%s\", found \"%s\"", row.name, found.asked.c_str(), found.targets.c_str());
        if (row.targets[0] == '\0' && found.problem != row.problem)
            fail_msg("%s: %s", row.name, found.problem.c_str());
    }
}

struct FamilyRow {
    Family family;
    const char *targets;
};

const FamilyRow kFamilies[] = {
    {Family::any, "udp:[2001:db8::1]:1, udp:192.0.2.1:1, udp:192.0.2.2:1, udp:[2001:db8::2]:1"},
    {Family::v4_first, "udp:192.0.2.1:1, udp:192.0.2.2:1, udp:[2001:db8::1]:1, udp:[2001:db8::2]:1"},
    {Family::v6_first, "udp:[2001:db8::1]:1, udp:[2001:db8::2]:1, udp:192.0.2.1:1, udp:192.0.2.2:1"},
    {Family::v4_only, "udp:192.0.2.1:1, udp:192.0.2.2:1"},
    {Family::v6_only, "udp:[2001:db8::1]:1, udp:[2001:db8::2]:1"},
};

void the_family_is_as_the_endpoint_likes_it(void **)
{
    const Zone zone("a one.test 2001:db8::1 192.0.2.1 192.0.2.2 2001:db8::2");
    for (const FamilyRow &row : kFamilies)
        assert_string_equal(find({"one.test", 1, udp}, {{udp}, row.family}, zone).targets.c_str(), row.targets);
    const Found none = find({"one.test", 1, udp}, {{udp}, Family::v6_only}, Zone("a one.test 192.0.2.1"));
    assert_string_equal(none.targets.c_str(), "");
    assert_string_equal(none.problem.c_str(), "the name one.test has no address of a family that is used");
}

void weights_are_drawn_by_chance(void **)
{
    const Zone zone(SERVERS "srv _sip._udp.example.test 1 1 5060 one.test;srv _sip._udp.example.test 1 1 5060 two.test");
    bool one = false, two = false;
    for (std::uint64_t chance = 0; chance < 64; ++chance) {
        const std::string targets = find({"example.test", 0, udp}, kPlain, zone, chance).targets;
        one = one || targets == "udp:192.0.2.1:5060, udp:192.0.2.2:5060";
        two = two || targets == "udp:192.0.2.2:5060, udp:192.0.2.1:5060";
    }
    assert_true(one && two);
}

void equal_ranks_share_and_lower_ones_are_preferred(void **)
{
    const Zone zone(SERVERS "srv _sip._udp.example.test 10 1 1 one.test;srv _sip._udp.example.test 10 1 2 two.test;"
                            "srv _sip._udp.example.test 20 1 3 three.test;srv _sip._tcp.example.test 5 1 4 one.test;"
                            "a pair.test 192.0.2.1 192.0.2.2");
    assert_string_equal(find({"example.test", 0, {}}, kPlain, zone).ranks.c_str(), "0012");
    assert_string_equal(find({"example.test", 0, udp}, kPlain, zone).ranks.c_str(), "0!0!1!");
    assert_string_equal(find({"pair.test", 0, {}}, kPlain, zone).ranks.c_str(), "00");
    assert_string_equal(find({"pair.test", 5060, tcp}, kPlain, zone).ranks.c_str(), "0!0!");
}

std::string hostile_zone()
{
    std::ostringstream zone;
    for (int i = 0; i < 500; ++i) {
        zone << "naptr example.test " << i << " 1 s SIP+D2U s" << i << ".test;";
        for (int j = 0; j < 40; ++j)
            zone << "srv s" << i << ".test " << j << " 1 5060 h" << j << ".test;";
    }
    for (int j = 0; j < 40; ++j) {
        zone << "a h" << j << ".test";
        for (int k = 0; k < 40; ++k)
            zone << " 10.0." << j << '.' << k + 1;
        zone << ';';
    }
    return zone.str();
}

void a_zone_of_thousands_is_bounded(void **)
{
    const Found found = find({"example.test", 0, {}}, kPlain, Zone(hostile_zone().c_str()));
    assert_int_equal(std::count(found.asked.begin(), found.asked.end(), ','), 2 + 15 + 15);
    assert_int_equal(std::count(found.targets.begin(), found.targets.end(), ','), 15);
}

} // namespace

int main()
{
    const CMUnitTest locating[] = {
        cmocka_unit_test(places_are_found_as_rfc_3263_says),
        cmocka_unit_test(the_family_is_as_the_endpoint_likes_it),
        cmocka_unit_test(weights_are_drawn_by_chance),
        cmocka_unit_test(equal_ranks_share_and_lower_ones_are_preferred),
        cmocka_unit_test(a_zone_of_thousands_is_bounded),
    };
    return cmocka_run_group_tests(locating, nullptr, nullptr);
}
