// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests that are too long for a datagram.
#include "support/world.hpp"

namespace sipreg::fake {

namespace {

/// An account whose requests are about @p bytes longer than usual.
std::shared_ptr<core::Account> talkative(int bytes, const char *registrar = "sip:192.0.2.1",
                                         const std::string &aor = "sip:alice@example.com")
{
    const auto made = account(registrar, aor);
    core::add_header(*made, "X-Story", std::string(static_cast<std::size_t>(bytes), 'x'));
    return made;
}

// "udp tcp tcp".
std::string transports(World &world)
{
    std::string text;
    for (const Sent &sent : world.transport.messages)
        text += (text.empty() ? "" : " ") + std::string(core::name(sent.target.transport));
    world.transport.messages.clear();
    return text;
}

void the_length_decides(void **)
{
    const struct {
        const char *name;
        int bytes;
        const char *registrar, *transports;
    } rows[] = {
        {"short", 10, "sip:192.0.2.1", "udp udp"},
        {"long", 1024, "sip:192.0.2.1", "tcp tcp"},
        {"long with credentials alone", 650, "sip:192.0.2.1", "udp tcp"},
        {"long, of a name", 1024, "sip:one.example", "tcp tcp"},
        {"long, and UDP is wanted", 1024, "sip:192.0.2.1;transport=udp", "udp udp"},
        {"short, and TCP is wanted", 10, "sip:192.0.2.1;transport=tcp", "tcp tcp"},
    };
    for (const auto &row : rows) {
        World world;
        world.resolver.hosts["one.example"] = {"192.0.2.1"};
        Client alice(world, talkative(row.bytes, row.registrar));
        alice.start();
        world.run(Seconds(1));
        const std::vector<Sent> messages = world.transport.messages;
        const std::string got = transports(world);
        if (got != row.transports || world.story() != "registered 3600")
            fail_msg("%s: %s", row.name, got.c_str());
        for (const Sent &sent : messages) {
            const bool stream = sent.target.transport == core::Transport::tcp;
            assert_true(sent.value("Via").starts_with(stream ? "SIP/2.0/TCP" : "SIP/2.0/UDP"));
            assert_true(stream || sent.text.size() <= 1300 || std::string(row.registrar).ends_with("udp"));
            assert_int_equal(sent.target.port, 5060);
        }
        ASSERT_TEXT(world.registrar.complaint, "");
    }
}

void refused_it_goes_over_udp_in_the_same_attempt(void **)
{
    for (const bool silent : {false, true}) {
        World world;
        world.transport.script = [&](const Sent &sent) {
            if (sent.target.transport == core::Transport::udp)
                return world.registrar.answer(sent);
            return silent ? Answer{} : Answer{{}, core::Silence::refused};
        };
        world.registrar.asks = false;
        Client alice(world, talkative(1024)), bob(world, talkative(1024, "sip:192.0.2.1", "sip:bob@example.com"));
        alice.start();
        world.run(Seconds(5));
        ASSERT_TEXT(transports(world), "tcp udp");
        bob.start(); // knows it already
        world.run(Seconds(1));
        ASSERT_TEXT(transports(world), "udp");
        ASSERT_TEXT(world.story(), "registered 3600; registered 3600");
        world.run(Seconds(3500)); // one of the refreshes finds out whether that is still so
        ASSERT_TEXT(transports(world), "tcp udp udp");
    }
}

void its_home_is_the_place_that_was_found(void **)
{
    World world;
    world.registrar.asks = false;
    world.resolver.hosts["pair.example"] = {"192.0.2.1", "192.0.2.2"};
    world.transport.script = [&](const Sent &sent) {
        return sent.target.ip.bytes[3] == 1 ? Answer{status(503), {}} : world.registrar.answer(sent);
    };
    Client alice(world, talkative(1024, "sip:pair.example"));
    alice.start();
    world.run(Seconds(1));
    ASSERT_TEXT(transports(world), "tcp udp tcp");
    world.transport.script = world.registrar.script();
    world.run(Seconds(3600));
    assert_int_equal(world.transport.messages.back().target.ip.bytes[3], 2);
    ASSERT_TEXT(transports(world), "tcp");
}

} // namespace

} // namespace sipreg::fake

int main()
{
    using namespace sipreg::fake;
    const CMUnitTest length[] = {
        cmocka_unit_test(the_length_decides),
        cmocka_unit_test(refused_it_goes_over_udp_in_the_same_attempt),
        cmocka_unit_test(its_home_is_the_place_that_was_found),
    };
    return cmocka_run_group_tests(length, nullptr, nullptr);
}
