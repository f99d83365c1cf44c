// SPDX-License-Identifier: LGPL-2.1-or-later
// What c-ares gives, as the core sees it.
#include "net/answer.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <optional>
#include <string_view>

namespace sipreg::net {

namespace {

constexpr std::size_t kMost = 64; // a hostile zone may give thousands

core::IpAddress to_ip(const sockaddr *address)
{
    core::IpAddress ip;
    ip.v6 = address->sa_family == AF_INET6;
    if (ip.v6)
        std::memcpy(ip.bytes.data(), &reinterpret_cast<const sockaddr_in6 *>(address)->sin6_addr, 16);
    else
        std::memcpy(ip.bytes.data(), &reinterpret_cast<const sockaddr_in *>(address)->sin_addr, 4);
    return ip;
}

const char *name_of(core::dns::Type type)
{
    switch (type) {
    case core::dns::Type::address:
        return "address";
    case core::dns::Type::srv:
        return "SRV record";
    case core::dns::Type::naptr:
        return "NAPTR record";
    }
    return "";
}

void conclude(core::dns::Answer &answer, const core::dns::Question &question, int status, bool found)
{
    using Kind = core::dns::Answer::Kind;
    const bool known = status == ARES_SUCCESS || status == ARES_ENODATA || status == ARES_ENOTFOUND;
    answer.kind = !known ? Kind::failed : found ? Kind::found : Kind::none;
    if (!known || status == ARES_ENOTFOUND)
        answer.problem = "the name " + question.name + " was not resolved: " + ares_strerror(status);
    else if (!found)
        answer.problem = "the name " + question.name + " has no " + name_of(question.type);
}

struct DataEnd {
    void operator()(void *data) const noexcept { ares_free_data(data); }
};
template <typename Record> using Records = std::unique_ptr<Record, DataEnd>;

template <typename Record>
Records<Record> parsed(int (*parse)(const unsigned char *, int, Record **), const unsigned char *message, int size,
                       int &status)
{
    Record *records = nullptr;
    status = parse(message, size, &records);
    return Records<Record>(records);
}

std::string_view text_of(const unsigned char *text)
{
    return text == nullptr ? std::string_view() : reinterpret_cast<const char *>(text);
}

std::string without_dot(std::string_view name)
{
    return std::string(name.ends_with('.') ? name.substr(0, name.size() - 1) : name);
}

void take_services(core::dns::Answer &answer, const ares_srv_reply *at)
{
    for (; at != nullptr && answer.services.size() < kMost; at = at->next)
        answer.services.push_back({at->priority, at->weight, at->port, without_dot(at->host != nullptr ? at->host : "")});
}

void take_pointers(core::dns::Answer &answer, const ares_naptr_reply *at)
{
    for (; at != nullptr && answer.pointers.size() < kMost; at = at->next)
        answer.pointers.push_back({at->order, at->preference, std::string(text_of(at->flags)),
                                   std::string(text_of(at->service)), std::string(text_of(at->regexp)),
                                   without_dot(at->replacement != nullptr ? at->replacement : "")});
}

// The parsers of c-ares leave out the time to live: the shortest of all records of the answer (RFC 1035 §4.1).
class Message {
public:
    Message(const unsigned char *begin, int size) : begin_(begin), end_(begin + size), at_(begin) {}

    std::optional<Seconds> ttl()
    {
        if (end_ - begin_ < 12)
            return {};
        const unsigned questions = number(begin_ + 4, 2), answers = number(begin_ + 6, 2);
        at_ = begin_ + 12;
        for (unsigned i = 0; i < questions; ++i)
            if (!skip_name() || !skip(4))
                return {};
        std::optional<Seconds> shortest;
        for (unsigned i = 0; i < answers; ++i) {
            if (!skip_name() || !skip(10))
                return {};
            const Seconds ttl(number(at_ - 6, 4));
            shortest = std::min(shortest.value_or(ttl), ttl);
            if (!skip(number(at_ - 2, 2)))
                return {};
        }
        return shortest;
    }

private:
    static unsigned number(const unsigned char *at, int bytes)
    {
        unsigned value = 0;
        for (int i = 0; i < bytes; ++i)
            value = value << 8 | at[i];
        return value;
    }

    bool skip(std::ptrdiff_t bytes)
    {
        if (end_ - at_ < bytes)
            return false;
        at_ += bytes;
        return true;
    }

    bool skip_name()
    {
        char *name = nullptr;
        long length = 0;
        if (at_ >= end_ || ares_expand_name(at_, begin_, static_cast<int>(end_ - begin_), &name, &length) != ARES_SUCCESS)
            return false;
        ares_free_string(name);
        return skip(length);
    }

    const unsigned char *const begin_, *const end_;
    const unsigned char *at_;
};

} // namespace

core::dns::Answer addresses_of(const core::dns::Question &question, int status, ares_addrinfo *result)
{
    const std::unique_ptr<ares_addrinfo, void (*)(ares_addrinfo *)> owner(result, &ares_freeaddrinfo);
    core::dns::Answer answer;
    std::optional<Seconds> shortest;
    for (const ares_addrinfo_node *node = result != nullptr ? result->nodes : nullptr;
         node != nullptr && answer.addresses.size() < kMost; node = node->ai_next) {
        if (node->ai_family != AF_INET && node->ai_family != AF_INET6)
            continue;
        answer.addresses.push_back(to_ip(node->ai_addr));
        const Seconds ttl(std::max(node->ai_ttl, 0));
        shortest = std::min(shortest.value_or(ttl), ttl);
    }
    answer.ttl = shortest.value_or(Seconds(0));
    conclude(answer, question, status, !answer.addresses.empty());
    return answer;
}

core::dns::Answer records_of(const core::dns::Question &question, int status, const unsigned char *message, int size)
{
    core::dns::Answer answer;
    if (status == ARES_SUCCESS && question.type == core::dns::Type::srv)
        take_services(answer, parsed(&ares_parse_srv_reply, message, size, status).get());
    else if (status == ARES_SUCCESS)
        take_pointers(answer, parsed(&ares_parse_naptr_reply, message, size, status).get());
    if (status == ARES_SUCCESS)
        answer.ttl = Message(message, size).ttl().value_or(Seconds(0));
    conclude(answer, question, status, !answer.services.empty() || !answer.pointers.empty());
    return answer;
}

} // namespace sipreg::net
