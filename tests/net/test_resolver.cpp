// SPDX-License-Identifier: LGPL-2.1-or-later
// Names to addresses and services, from the hosts file and from a DNS server made of a socket.
#include "net/resolver.hpp"

#include "support/peer.hpp"
#include "support/spin.hpp"

#include <cstdio>
#include <fstream>
#include <unistd.h>

#include "support/cmocka.hpp"

using namespace sipreg;
using namespace std::string_literals;

namespace {

struct Answer final : registration::Lookup {
    void on_answer(const core::dns::Question &, core::dns::AnswerPtr answer) override
    {
        ++calls;
        last = std::move(answer);
    }
    int calls = 0;
    core::dns::AnswerPtr last;
};

using core::dns::Type;

enum Record { kA = 1, kSrv = 33, kNaptr = 35 };
enum Code { kNoError = 0, kServFail = 2, kNxDomain = 3 };

std::string number(unsigned value, int bytes)
{
    std::string text;
    while (bytes-- > 0)
        text += static_cast<char>(value >> 8 * bytes);
    return text;
}

std::string counted(const std::string &text) { return number(static_cast<unsigned>(text.size()), 1) + text; }

// "a.test" as labels.
std::string labels(const std::string &name)
{
    std::string text;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find('.', at), name.size());
        text += counted(name.substr(at, end - at));
        at = end + 1;
    }
    return text + '\0';
}

std::string srv(unsigned priority, unsigned weight, unsigned port, const std::string &target)
{
    return number(priority, 2) + number(weight, 2) + number(port, 2) + labels(target);
}

std::string naptr(unsigned order, unsigned preference, const std::string &flags, const std::string &service,
                  const std::string &replacement)
{
    return number(order, 2) + number(preference, 2) + counted(flags) + counted(service) + counted("") +
           labels(replacement);
}

// What the server says to any question for one type; to others, that there is no such record.
struct Zone {
    Record type = kA;
    std::vector<std::string> records;
    Code code = kNoError;
    unsigned ttl = 60;
};

const Zone kTwo{kA, {"\xc0\x00\x02\x01"s, "\xc0\x00\x02\x02"s}};
const Zone kOne{kA, {"\xc0\x00\x02\x01"s}};
const Zone kNobody{kA, {}, kNxDomain};

std::string dns_answer(const std::string &query, const Zone &zone)
{
    std::size_t end = 12;
    while (query[end] != '\0')
        end += static_cast<unsigned char>(query[end]) + 1u;
    const std::string question = query.substr(12, end + 5 - 12);
    const bool wanted = question[question.size() - 3] == static_cast<char>(zone.type);
    const std::vector<std::string> records = wanted ? zone.records : std::vector<std::string>();
    std::string answer = query.substr(0, 2) + '\x81' + static_cast<char>(0x80 | zone.code) + number(1, 2) +
                         number(static_cast<unsigned>(records.size()), 2) + number(0, 4) + question;
    for (const std::string &record : records)
        answer += number(0xc00c, 2) + number(zone.type, 2) + number(1, 2) + number(zone.ttl, 4) +
                  number(static_cast<unsigned>(record.size()), 2) + record;
    return answer;
}

struct Stage {
    loop::Loop loop;
    test::UdpPeer server;
    std::unique_ptr<net::Resolver> resolver;
    int queries = 0;
    std::vector<std::string> heard;

    Stage()
    {
        const loop::Loop::Hold hold(loop);
        resolver = std::make_unique<net::Resolver>(loop, std::vector<core::HostPort>{{"127.0.0.1", server.port()}});
    }
    explicit Stage(const std::string &file) // of the system, which names servers at the server's port
    {
        const loop::Loop::Hold hold(loop);
        resolver = std::make_unique<net::Resolver>(loop, std::vector<core::HostPort>(), net::SystemServers{file, server.port()});
    }
    ~Stage()
    {
        const loop::Loop::Hold hold(loop);
        resolver.reset();
    }
    std::unique_ptr<registration::Pending> ask(const char *name, Answer &answer, Type type = Type::address)
    {
        const loop::Loop::Hold hold(loop);
        return resolver->ask({type, name}, answer);
    }
    bool serve(const Zone &zone, const std::function<bool()> &until, Millis limit = Millis(5000))
    {
        return test::spin(
            loop,
            [&] {
                while (server.hear()) {
                    ++queries;
                    heard.push_back(server.heard());
                    server.say(dns_answer(server.heard(), zone));
                }
                return until();
            },
            limit);
    }
    // What it is told of the name, within the time limit.
    core::dns::Answer told(const char *name, const Zone &zone, Type type = Type::address)
    {
        Answer answer;
        const auto pending = ask(name, answer, type);
        return serve(zone, [&] { return answer.calls > 0; }, Millis(20'000)) ? *answer.last : core::dns::Answer();
    }
};

void addresses_come_in_from_the_server_given(void **)
{
    Stage stage;
    Answer answer;
    const auto pending = stage.ask("registrar.example.com", answer);
    assert_true(stage.serve(kTwo, [&] { return answer.calls > 0; }));
    assert_int_equal(answer.last->addresses.size(), 2);
    assert_string_equal(answer.last->problem.c_str(), "");
}

void a_name_that_does_not_exist_is_a_sentence(void **)
{
    Stage stage;
    Answer answer;
    const auto pending = stage.ask("nobody.example.com", answer);
    assert_true(stage.serve(kNobody, [&] { return answer.calls > 0; }));
    assert_true(answer.last->addresses.empty());
    assert_true(answer.last->problem.find("nobody.example.com") != std::string::npos);
}

void many_who_ask_the_same_make_one_query(void **)
{
    Stage stage;
    std::vector<Answer> answers(100);
    std::vector<std::unique_ptr<registration::Pending>> pending;
    for (Answer &answer : answers)
        pending.push_back(stage.ask("registrar.example.com", answer));
    const auto told = [](const Answer &answer) { return answer.calls == 1; };
    assert_true(stage.serve(kOne, [&] { return std::all_of(answers.begin(), answers.end(), told); }));
    assert_true(stage.queries <= 2); // A and AAAA
}

void who_takes_the_question_back_hears_nothing(void **)
{
    Stage stage;
    Answer gone, stays;
    auto first = stage.ask("registrar.example.com", gone);
    const auto second = stage.ask("registrar.example.com", stays);
    {
        const loop::Loop::Hold hold(stage.loop);
        first.reset();
    }
    assert_true(stage.serve(kOne, [&] { return stays.calls > 0; }));
    assert_int_equal(gone.calls, 0);
}

void the_resolver_may_end_with_questions_open(void **)
{
    Answer answer;
    {
        Stage stage;
        const auto pending = stage.ask("registrar.example.com", answer);
    }
    assert_int_equal(answer.calls, 0);
}

void the_hosts_file_is_read(void **)
{
    Stage stage;
    Answer answer;
    const auto pending = stage.ask("localhost", answer);
    assert_true(stage.serve(kNobody, [&] { return answer.calls > 0; }));
    assert_false(answer.last->addresses.empty());
    assert_int_equal(stage.queries, 0);
}

bool asked(const Stage &stage, const std::string &name)
{
    return std::any_of(stage.heard.begin(), stage.heard.end(),
                       [&](const std::string &query) { return query.find(labels(name)) != std::string::npos; });
}

void search_domains_are_for_names_of_one_label_alone(void **)
{
    setenv("LOCALDOMAIN", "corp.test", 1);
    Stage stage;
    unsetenv("LOCALDOMAIN");
    stage.told("sip.example.com", kNobody);
    assert_true(asked(stage, "sip.example.com"));
    assert_false(asked(stage, "sip.example.com.corp.test"));
    stage.told("pbx", kNobody);
    assert_true(asked(stage, "pbx.corp.test"));
}

void services_are_read(void **)
{
    Stage stage;
    const Zone zone{kSrv, {srv(10, 20, 5061, "a.example.com"), srv(30, 0, 5062, "")}};
    const core::dns::Answer answer = stage.told("_sip._udp.example.com", zone, Type::srv);
    assert_true(answer.kind == core::dns::Answer::Kind::found);
    assert_int_equal(answer.services.size(), 2);
    assert_true(answer.services[0] == core::dns::Srv({10, 20, 5061, "a.example.com"}));
    assert_true(answer.services[1] == core::dns::Srv({30, 0, 5062, ""}));
    assert_int_equal(answer.ttl.count(), 60);
}

void pointers_are_read(void **)
{
    Stage stage;
    const Zone zone{kNaptr, {naptr(10, 20, "s", "SIP+D2U", "_sip._udp.example.com")}};
    const core::dns::Answer answer = stage.told("example.com", zone, Type::naptr);
    assert_int_equal(answer.pointers.size(), 1);
    assert_int_equal(answer.pointers[0].order, 10);
    assert_int_equal(answer.pointers[0].preference, 20);
    assert_string_equal(answer.pointers[0].flags.c_str(), "s");
    assert_string_equal(answer.pointers[0].service.c_str(), "SIP+D2U");
    assert_string_equal(answer.pointers[0].replacement.c_str(), "_sip._udp.example.com");
}

void no_such_record_is_no_failure(void **)
{
    Stage stage;
    const core::dns::Answer answer = stage.told("example.com", kOne, Type::naptr);
    assert_true(answer.kind == core::dns::Answer::Kind::none);
    assert_string_equal(answer.problem.c_str(), "the name example.com has no NAPTR record");
}

void what_is_known_is_not_asked_again_for_its_time(void **)
{
    Stage stage;
    Zone zone = kOne;
    zone.ttl = 1;
    const auto found = [&] { return stage.told("registrar.example.com", zone).addresses.size() == 1; };
    assert_true(found());
    const int first = stage.queries;
    assert_true(found());
    assert_int_equal(stage.queries, first);
    assert_true(test::spin(stage.loop, [&] { return found() && stage.queries > first; }, Millis(5000)));
}

void what_was_known_serves_while_the_server_fails(void **)
{
    Stage stage;
    Zone zone = kOne;
    zone.ttl = 1;
    assert_int_equal(stage.told("registrar.example.com", zone).addresses.size(), 1);
    const Zone broken{kA, {}, kServFail};
    const int before = stage.queries;
    const auto told = [&] { return stage.told("registrar.example.com", broken).addresses.size(); };
    assert_true(test::spin(stage.loop, [&] { return told() == 1 && stage.queries > before; }, Millis(10'000)));
    assert_true(stage.told("other.example.com", broken).kind == core::dns::Answer::Kind::failed);
}

void a_record_that_is_cut_off_is_a_failure(void **)
{
    Stage stage;
    const Zone zone{kSrv, {srv(10, 20, 5061, "a.example.com").substr(0, 9)}};
    assert_true(stage.told("_sip._udp.example.com", zone, Type::srv).kind == core::dns::Answer::Kind::failed);
}

void a_name_that_leads_into_itself_is_a_failure(void **)
{
    Stage stage;
    const std::string itself = number(1, 2) + number(1, 2) + number(5060, 2) + "\xc0"s;
    const Zone zone{kSrv, {itself + static_cast<char>(12 + 23 + 4 + 12 + 6)}}; // points at its own two bytes
    assert_true(stage.told("_sip._udp.example.com", zone, Type::srv).kind == core::dns::Answer::Kind::failed);
}

void rubbish_in_place_of_an_answer_is_a_failure(void **)
{
    Stage stage;
    Answer answer;
    const auto pending = stage.ask("registrar.example.com", answer);
    assert_true(test::spin(
        stage.loop,
        [&] {
            while (stage.server.hear())
                stage.server.say(stage.server.heard().substr(0, 2) + "\x81\x82rubbish");
            return answer.calls > 0;
        },
        Millis(30'000)));
    assert_true(answer.last->addresses.empty());
}

// A resolv.conf of our own.
class SystemFile {
public:
    explicit SystemFile(const char *server) { name(server); }
    ~SystemFile() { std::remove(path.c_str()); }
    void name(const char *server) const
    {
        const std::string draft = path + ".new";
        std::ofstream(draft) << "nameserver " << server << "\n";
        std::rename(draft.c_str(), path.c_str()); // as those who write it do
    }
    const std::string path = "test_resolver." + std::to_string(getpid()) + ".conf";
};

void system_that_has_other_servers_is_asked_there(void **)
{
    const SystemFile file("127.0.0.2");
    Stage stage(file.path);
    test::UdpPeer before("127.0.0.2", stage.server.port());
    Answer first;
    const auto asked = stage.ask("a.test", first);
    assert_true(test::spin(stage.loop, [&] {
        while (before.hear())
            before.say(dns_answer(before.heard(), kNobody));
        return first.calls > 0;
    }));
    file.name("127.0.0.1");
    assert_int_equal(stage.told("b.test", kOne).addresses.size(), 1);
    assert_int_equal(stage.told("a.test", kOne).addresses.size(), 1); // it may be there, where we are now
}

void query_under_way_is_asked_again_where_the_system_says_now(void **)
{
    const SystemFile file("127.0.0.2");
    Stage stage(file.path);
    test::UdpPeer silent("127.0.0.2", stage.server.port());
    Answer first, second;
    const auto asked = stage.ask("a.test", first);
    assert_true(test::spin(stage.loop, [&] { return silent.hear(); }));
    file.name("127.0.0.1");
    const auto also = stage.ask("b.test", second);
    assert_true(stage.serve(kTwo, [&] { return first.calls > 0 && second.calls > 0; }, Millis(1500))); // no timeout
    assert_int_equal(first.calls + second.calls, 2);
    assert_int_equal(first.last->addresses.size(), 2);
    assert_int_equal(second.last->addresses.size(), 2);
}

void every_form_of_a_nameserver_is_taken(void **)
{
    loop::Loop loop;
    const loop::Loop::Hold hold(loop);
    for (const core::HostPort &server : {core::HostPort{"192.0.2.53", 0}, core::HostPort{"2001:db8::53", 0},
                                         core::HostPort{"2001:db8::53", 5353}, core::HostPort{"fe80::1%lo", 0},
                                         core::HostPort{"fe80::1%nowhere", 5353}})
        assert_non_null(std::make_unique<net::Resolver>(loop, std::vector{server}).get());
}

} // namespace

int main()
{
    const CMUnitTest resolver[] = {
        cmocka_unit_test(addresses_come_in_from_the_server_given),
        cmocka_unit_test(a_name_that_does_not_exist_is_a_sentence),
        cmocka_unit_test(many_who_ask_the_same_make_one_query),
        cmocka_unit_test(who_takes_the_question_back_hears_nothing),
        cmocka_unit_test(the_resolver_may_end_with_questions_open),
        cmocka_unit_test(the_hosts_file_is_read),
        cmocka_unit_test(search_domains_are_for_names_of_one_label_alone),
        cmocka_unit_test(services_are_read),
        cmocka_unit_test(pointers_are_read),
        cmocka_unit_test(no_such_record_is_no_failure),
        cmocka_unit_test(what_is_known_is_not_asked_again_for_its_time),
        cmocka_unit_test(what_was_known_serves_while_the_server_fails),
        cmocka_unit_test(a_record_that_is_cut_off_is_a_failure),
        cmocka_unit_test(a_name_that_leads_into_itself_is_a_failure),
        cmocka_unit_test(rubbish_in_place_of_an_answer_is_a_failure),
        cmocka_unit_test(system_that_has_other_servers_is_asked_there),
        cmocka_unit_test(query_under_way_is_asked_again_where_the_system_says_now),
        cmocka_unit_test(every_form_of_a_nameserver_is_taken),
    };
    return cmocka_run_group_tests(resolver, nullptr, nullptr);
}
