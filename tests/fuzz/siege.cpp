// SPDX-License-Identifier: LGPL-2.1-or-later
// An endpoint whose registrar, nameserver and neighbours are all hostile.
#include "fuzz/siege.hpp"

#include "fuzz/speech.hpp"
#include "support/web_talk.hpp"

#include <algorithm>
#include <chrono>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>

namespace sipreg::fuzz {

namespace {

constexpr int kPatienceMs = 1; // for the endpoint's answers
constexpr std::size_t kPerTransport = 30;
constexpr std::size_t kMostConnections = 64;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

const sockaddr *plain(const sockaddr_in &address) { return reinterpret_cast<const sockaddr *>(&address); }

Descriptor bound(int type)
{
    Descriptor made(socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_in any = loopback(0);
    if (!made || bind(made.get(), plain(any), sizeof any) != 0)
        throw std::runtime_error("no socket to be had");
    return made;
}

std::uint16_t port_of(const Descriptor &bound)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(bound.get(), reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

std::string at(const Descriptor &bound) { return "127.0.0.1:" + std::to_string(port_of(bound)); }

void must(sipreg_error_t error)
{
    if (error != SIPREG_OK)
        throw std::runtime_error(sipreg_error_name(error));
}

// What is there, nothing if the peer has gone.
struct Heard {
    ssize_t size = -1;
    std::string text;
    sockaddr_in from{};
};

Heard hear(const Descriptor &socket)
{
    static char buffer[65'536];
    Heard heard;
    socklen_t size = sizeof heard.from;
    heard.size = recvfrom(socket.get(), buffer, sizeof buffer, 0, reinterpret_cast<sockaddr *>(&heard.from), &size);
    heard.text.assign(buffer, heard.size > 0 ? static_cast<std::size_t>(heard.size) : 0);
    return heard;
}

} // namespace

Siege::Siege(std::uint64_t seed)
    : chance_(seed), datagrams_(bound(SOCK_DGRAM)), listener_(bound(SOCK_STREAM)), questions_(bound(SOCK_DGRAM))
{
    listen(listener_.get(), 16);
    sipreg_endpoint_t *endpoint = nullptr;
    must(sipreg_endpoint_new(&endpoint));
    endpoint_.reset(endpoint);
    must(sipreg_endpoint_set_caller_driven(endpoint, 1));
    must(sipreg_endpoint_set_timers_ms(endpoint, 20, 100, 10));
    must(sipreg_endpoint_set_target_timeout_ms(endpoint, 200));
    must(sipreg_endpoint_set_attempt_deadline_ms(endpoint, 500));
    must(sipreg_endpoint_add_nameserver(endpoint, at(questions_).c_str()));
    must(sipreg_endpoint_set_trace_callback(
        endpoint, [](int32_t, const char *, const char *, void *) {}, nullptr));
    must(sipreg_endpoint_start(endpoint));
    for (std::size_t i = 0; i < kPerTransport; ++i) {
        begin("sip:" + at(datagrams_) + ";transport=udp");
        begin("sip:" + at(listener_) + ";transport=tcp");
        begin("sip:" + at(listener_) + ";transport=ws");
        begin("sip:host" + std::to_string(i) + ".test");
    }
}

Siege::~Siege()
{
    registrations_.clear();
    sipreg_endpoint_shutdown(endpoint_.get());
    sipreg_endpoint_wait_closed(endpoint_.get(), 10'000);
}

void Siege::begin(const std::string &registrar)
{
    sipreg_account_t *made = nullptr;
    must(sipreg_account_new(&made));
    const std::unique_ptr<sipreg_account_t, void (*)(sipreg_account_t *)> account(made, &sipreg_account_unref);
    must(sipreg_account_set_aor(made, "sip:alice@example.com"));
    must(sipreg_account_set_registrar(made, registrar.c_str()));
    must(sipreg_account_set_password(made, "s3cret"));
    must(sipreg_account_set_instance(made, "urn:uuid:00000000-0000-4000-8000-000000000000"));
    must(sipreg_account_set_expires_s(made, 2));
    must(sipreg_account_set_retry_s(made, 1, 1));
    sipreg_registration_t *registration = nullptr;
    must(sipreg_registration_new(&registration, endpoint_.get(), made));
    registrations_.emplace_back(registration);
    must(sipreg_registration_start(registration));
}

void Siege::turn()
{
    wait_and_serve();
    for (std::size_t times = chance_.below(8); times > 0; --times)
        intrude();
    drain();
}

void Siege::wait_and_serve()
{
    std::vector<pollfd> all{{datagrams_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}, {questions_.get(), POLLIN, 0},
                            {sipreg_endpoint_process_fd(endpoint_.get()), POLLIN, 0}};
    for (const Connection &connection : connections_)
        all.push_back({connection.socket.get(), POLLIN, 0});
    const int32_t due = sipreg_endpoint_next_deadline_ms(endpoint_.get());
    poll(all.data(), all.size(), due < 0 ? kPatienceMs : std::min(due, kPatienceMs));
    serve_datagrams();
    serve_questions();
    for (Descriptor next(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)); next;
         next = Descriptor(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)))
        connections_.push_back({std::move(next), {}, false});
    std::erase_if(connections_, [this](Connection &connection) { return !serve(connection); });
    must(sipreg_endpoint_process(endpoint_.get()));
}

// Whether one was registered.
bool Siege::drain()
{
    bool registered = false;
    const sipreg_event_t *event = nullptr;
    while (sipreg_endpoint_next_event(endpoint_.get(), 0, const_cast<sipreg_event_t **>(&event)) == SIPREG_OK) {
        const std::unique_ptr<const sipreg_event_t, void (*)(const sipreg_event_t *)> owner(event, &sipreg_event_unref);
        registered = registered || sipreg_event_type(event) == SIPREG_EVENT_REGISTERED;
        if (sipreg_registration_t *registration = sipreg_event_registration(event))
            wish(registration);
    }
    return registered;
}

void Siege::wish(sipreg_registration_t *registration)
{
    switch (friendly_ ? 7 : chance_.below(8)) {
    case 0:
        sipreg_registration_start(registration);
        return;
    case 1:
        sipreg_registration_register_once(registration);
        return;
    case 2:
        sipreg_registration_stop(registration);
        return;
    case 3:
        sipreg_registration_query(registration);
        return;
    case 4:
        sipreg_registration_remove_binding(registration, "sip:b@[2001:db8::1]");
        return;
    case 5:
        sipreg_registration_remove_all(registration);
        return;
    default:
        sipreg_registration_refresh(registration, 300);
    }
}

std::string Siege::answer_to(const std::string &request)
{
    ++said_;
    return friendly_ ? test::answer_to(request, "200 OK", test::line_of(request, "Contact:")) : sip_answer(request, chance_);
}

void Siege::serve_datagrams()
{
    for (Heard heard = hear(datagrams_); heard.size >= 0; heard = hear(datagrams_)) {
        last_from_ = heard.from;
        for (std::size_t times = friendly_ ? 1 : chance_.below(4); times > 0; --times) {
            const std::string text = answer_to(heard.text);
            (void)sendto(datagrams_.get(), text.data(), text.size(), 0, plain(heard.from), sizeof heard.from);
        }
    }
}

void Siege::serve_questions()
{
    for (Heard heard = hear(questions_); heard.size >= 0; heard = hear(questions_)) {
        const std::string text = dns_answer(heard.text, port_of(datagrams_), chance_);
        ++said_;
        if (!chance_.one_in(20))
            (void)sendto(questions_.get(), text.data(), text.size(), 0, plain(heard.from), sizeof heard.from);
    }
}

// False at its end.
bool Siege::serve(Connection &connection)
{
    const Heard heard = hear(connection.socket);
    if (heard.size == 0 || (!friendly_ && connections_.size() > kMostConnections))
        return false;
    connection.heard += heard.text;
    while (const std::optional<std::string> text = next_answer(connection))
        (void)send(connection.socket.get(), text->data(), text->size(), MSG_NOSIGNAL);
    return friendly_ || !chance_.one_in(2000);
}

std::optional<std::string> Siege::next_answer(Connection &connection)
{
    if (connection.is_web)
        return next_web_answer(connection);
    const std::size_t end = connection.heard.find("\r\n\r\n");
    if (end == std::string::npos)
        return {};
    const std::string request = connection.heard.substr(0, end + 4);
    connection.heard.erase(0, request.size());
    connection.is_web = request.starts_with("GET ");
    if (!connection.is_web)
        return answer_to(request);
    return friendly_ ? test::web_welcome(request) : web_answer(request, chance_);
}

std::optional<std::string> Siege::next_web_answer(Connection &connection)
{
    const std::optional<test::WebFrame> frame = test::take_web_frame(connection.heard);
    if (!frame)
        return {};
    if (!frame->payload.starts_with("REGISTER"))
        return "";
    const std::string answer = answer_to(frame->payload);
    return friendly_ ? test::web_text(answer) : web_speech(answer, chance_);
}

void Siege::intrude()
{
    std::string text = sip_intrusion(chance_);
    ++said_;
    if (!connections_.empty() && chance_.one_in(2)) {
        const Connection &connection = connections_[chance_.below(connections_.size())];
        if (connection.is_web)
            text = web_speech(text, chance_);
        (void)send(connection.socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
        return;
    }
    // To where the endpoint was heard from last: it has one socket for all of loopback.
    if (last_from_.sin_port != 0)
        (void)sendto(datagrams_.get(), text.data(), text.size(), 0, plain(last_from_), sizeof last_from_);
}

bool Siege::still_works()
{
    friendly_ = true;
    connections_.clear();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    // Not start(): that may wait until others have found out which targets live.
    for (const Registration &registration : registrations_)
        sipreg_registration_refresh(registration.get(), 15'000);
    while (std::chrono::steady_clock::now() < deadline) {
        wait_and_serve();
        if (drain())
            return true;
    }
    return false;
}

} // namespace sipreg::fuzz
