// SPDX-License-Identifier: LGPL-2.1-or-later
// Names to addresses, from the hosts file and from a DNS server made of a socket.
#include "net/resolver.hpp"

#include "support/peer.hpp"
#include "support/spin.hpp"

#include "support/cmocka.hpp"

using namespace sipreg;

namespace {

struct Answer final : registration::Lookup {
    void on_addresses(std::vector<core::IpAddress> found, std::string why) override
    {
        ++calls;
        addresses = std::move(found);
        problem = std::move(why);
    }
    int calls = 0;
    std::vector<core::IpAddress> addresses;
    std::string problem;
};

// The answer to a DNS query: its one question with @p ips as A records, or NXDOMAIN if there is none. AAAA: no data.
std::string dns_answer(const std::string &query, const std::vector<std::array<unsigned char, 4>> &ips)
{
    std::size_t end = 12;
    while (query[end] != '\0')
        end += static_cast<unsigned char>(query[end]) + 1u;
    const std::string question = query.substr(12, end + 5 - 12);
    const bool wants_a = query[end + 2] == 1;
    const std::size_t count = wants_a ? ips.size() : 0;
    std::string answer = query.substr(0, 2);
    answer += {'\x81', static_cast<char>(ips.empty() ? 0x83 : 0x80), 0, 1, 0, static_cast<char>(count), 0, 0, 0, 0};
    answer += question;
    for (std::size_t i = 0; i < count; ++i) {
        answer += {'\xc0', 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4};
        answer.append(reinterpret_cast<const char *>(ips[i].data()), 4);
    }
    return answer;
}

struct Stage {
    loop::Loop loop;
    test::UdpPeer server;
    std::unique_ptr<net::Resolver> resolver;
    int queries = 0;

    Stage()
    {
        const loop::Loop::Hold hold(loop);
        resolver = std::make_unique<net::Resolver>(loop, std::vector<core::HostPort>{{"127.0.0.1", server.port()}});
    }
    ~Stage()
    {
        const loop::Loop::Hold hold(loop);
        resolver.reset();
    }
    std::unique_ptr<registration::Pending> ask(const char *name, Answer &answer)
    {
        const loop::Loop::Hold hold(loop);
        return resolver->resolve(name, answer);
    }
    bool serve(const std::vector<std::array<unsigned char, 4>> &ips, const std::function<bool()> &until,
               Millis limit = Millis(5000))
    {
        return test::spin(
            loop,
            [&] {
                while (server.hear()) {
                    ++queries;
                    server.say(dns_answer(server.heard(), ips));
                }
                return until();
            },
            limit);
    }
};

void addresses_come_in_from_the_server_given(void **)
{
    Stage stage;
    Answer answer;
    const auto pending = stage.ask("registrar.example.com", answer);
    assert_true(stage.serve({{192, 0, 2, 1}, {192, 0, 2, 2}}, [&] { return answer.calls > 0; }));
    assert_int_equal(answer.addresses.size(), 2);
    assert_string_equal(answer.problem.c_str(), "");
}

void a_name_that_does_not_exist_is_a_sentence(void **)
{
    Stage stage;
    Answer answer;
    const auto pending = stage.ask("nobody.example.com", answer);
    assert_true(stage.serve({}, [&] { return answer.calls > 0; }));
    assert_true(answer.addresses.empty());
    assert_true(answer.problem.find("nobody.example.com") != std::string::npos);
}

void many_who_ask_the_same_make_one_query(void **)
{
    Stage stage;
    std::vector<Answer> answers(100);
    std::vector<std::unique_ptr<registration::Pending>> pending;
    for (Answer &answer : answers)
        pending.push_back(stage.ask("registrar.example.com", answer));
    const auto told = [](const Answer &answer) { return answer.calls == 1; };
    assert_true(stage.serve({{192, 0, 2, 1}}, [&] { return std::all_of(answers.begin(), answers.end(), told); }));
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
    assert_true(stage.serve({{192, 0, 2, 1}}, [&] { return stays.calls > 0; }));
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
    assert_true(stage.serve({}, [&] { return answer.calls > 0; }));
    assert_false(answer.addresses.empty());
    assert_int_equal(stage.queries, 0);
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
    assert_true(answer.addresses.empty());
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
        cmocka_unit_test(rubbish_in_place_of_an_answer_is_a_failure),
    };
    return cmocka_run_group_tests(resolver, nullptr, nullptr);
}
