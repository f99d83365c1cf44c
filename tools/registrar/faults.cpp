// SPDX-License-Identifier: LGPL-2.1-or-later
// The faults on demand.
#include "registrar/faults.hpp"

#include <algorithm>

namespace registrar {

namespace {

Gate first_gate(const Settings &settings)
{
    Settings closed = settings;
    closed.open = false;
    return gates(closed).front();
}

Response challenged(const FaultContext &context, bool stale)
{
    return challenge(first_gate(context.settings), context.settings, stale, [&](const std::string &algorithm) {
        return context.nonces.issue(lower(algorithm), context.now);
    });
}

Response challenge_anew(const FaultContext &context)
{
    return challenged(context, false);
}

Response challenge_as_stale(const FaultContext &context)
{
    return challenged(context, true);
}

Response challenge_again(const FaultContext &context)
{
    return challenge(first_gate(context.settings), context.settings, false,
                     [](const std::string &) { return std::string("0123456789abcdef0123456789abcdef"); });
}

Response refuse(const FaultContext &context)
{
    Response result = response(context.settings.fault_status);
    if (context.settings.fault_retry_after_s > 0)
        result.headers.push_back({"Retry-After", std::to_string(context.settings.fault_retry_after_s)});
    return result;
}

void strip_bindings(Response &response)
{
    std::erase_if(response.headers, [](const Header &header) { return header.name == "Contact"; });
}

void say_nothing(std::string &text)
{
    text.clear();
}

void talk_garbage(std::string &text)
{
    text = "\x16\x03\x01 SIP? \xff\xfe no: ;;;===<<<\r\n\"\r\nVia Via Via\r\n\r\n";
}

void cut_short(std::string &text)
{
    text.resize(text.size() / 2);
}

constexpr FaultRow kFaults[] = {
    {Fault::none, "none", nullptr, nullptr, nullptr},
    {Fault::challenge_forever, "challenge_forever", challenge_anew, nullptr, nullptr},
    {Fault::stale_forever, "stale_forever", challenge_as_stale, nullptr, nullptr},
    {Fault::same_nonce_forever, "same_nonce_forever", challenge_again, nullptr, nullptr},
    {Fault::status, "status", refuse, nullptr, nullptr},
    {Fault::silent, "silent", nullptr, nullptr, say_nothing},
    {Fault::garbage, "garbage", nullptr, nullptr, talk_garbage},
    {Fault::truncated, "truncated", nullptr, nullptr, cut_short},
    {Fault::ok_without_contact, "ok_without_contact", nullptr, strip_bindings, nullptr},
};

} // namespace

const FaultRow &fault_row(Fault fault)
{
    return *std::find_if(std::begin(kFaults), std::end(kFaults), [&](const FaultRow &r) { return r.fault == fault; });
}

std::optional<Fault> find_fault(std::string_view name)
{
    for (const FaultRow &row : kFaults)
        if (row.name == name)
            return row.fault;
    return std::nullopt;
}

std::vector<std::string> fault_names()
{
    std::vector<std::string> names;
    for (const FaultRow &row : kFaults)
        names.emplace_back(row.name);
    return names;
}

} // namespace registrar
