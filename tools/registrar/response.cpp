// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP messages: writing a response.
#include "registrar/message.hpp"

#include <functional>

namespace registrar {

namespace {

const char *usual_reason(int status)
{
    static constexpr struct {
        int status;
        const char *reason;
    } kReasons[] = {
        {200, "OK"},
        {302, "Moved Temporarily"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {407, "Proxy Authentication Required"},
        {408, "Request Timeout"},
        {416, "Unsupported URI Scheme"},
        {420, "Bad Extension"},
        {423, "Interval Too Brief"},
        {480, "Temporarily Unavailable"},
        {500, "Server Internal Error"},
        {503, "Service Unavailable"},
        {504, "Server Time-out"},
        {555, "Push Notification Service Not Supported"},
        {600, "Busy Everywhere"},
        {603, "Decline"},
    };
    for (const auto &row : kReasons)
        if (row.status == status)
            return row.reason;
    return "Status";
}

/// Host and port after the last colon.
Source told(const Source &source, const std::string &told_address, std::string &port)
{
    const std::size_t colon = told_address.rfind(':');
    port = told_address.empty() ? std::to_string(source.port)
           : colon == std::string::npos ? ""
                                        : told_address.substr(colon + 1);
    return {told_address.empty() ? source.host : told_address.substr(0, colon), source.port};
}

bool sent_from(std::string_view sent_by, const std::string &host)
{
    const std::size_t blank = sent_by.rfind(' ');
    const std::string_view address = sent_by.substr(blank == std::string_view::npos ? 0 : blank + 1);
    const bool bracketed = address.starts_with('[');
    const std::string_view name =
        bracketed ? address.substr(1, address.find(']') - 1) : address.substr(0, address.find(':'));
    return same_word(name, host);
}

/// RFC 3581 §4, RFC 3261 §18.2.1.
std::string stamped(std::string_view via, const Source &source, const std::string &told_address)
{
    std::string port;
    const Source seen = told(source, told_address, port);
    const std::vector<std::string_view> parts = split(via, ';');
    std::string result(parts.front());
    bool symmetric = false;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::string name = lower(parts[i].substr(0, parts[i].find('=')));
        symmetric |= name == "rport";
        if (name == "rport")
            result.append(";rport=").append(port);
        else if (name != "received")
            result.append(";").append(parts[i]);
    }
    if (symmetric || !sent_from(parts.front(), seen.host))
        result.append(";received=").append(seen.host);
    return result;
}

void append(std::string &text, std::string_view name, std::string_view value)
{
    text.append(name).append(": ").append(value).append("\r\n");
}

void append_vias(std::string &text, const Request &request, const Source &source, const std::string &told_address)
{
    bool topmost = true;
    for (const std::string_view via : request.list("via")) {
        append(text, "Via", topmost ? stamped(via, source, told_address) : std::string(via));
        topmost = false;
    }
}

std::string tagged(std::string_view to, std::string_view call_id)
{
    if (to.find(";tag=") != std::string_view::npos)
        return std::string(to);
    return std::string(to) + ";tag=r" + std::to_string(std::hash<std::string_view>{}(call_id));
}

} // namespace

Response response(int status)
{
    return {status, usual_reason(status), {}};
}

std::string write(const Response &response, const Request &request, const Source &source,
                  const std::string &told_address)
{
    std::string text = "SIP/2.0 " + std::to_string(response.status) + ' ' + response.reason + "\r\n";
    append_vias(text, request, source, told_address);
    append(text, "From", request.first("from"));
    append(text, "To", tagged(request.first("to"), request.first("call-id")));
    append(text, "Call-ID", request.first("call-id"));
    append(text, "CSeq", request.first("cseq"));
    for (const Header &header : response.headers)
        append(text, header.name, header.value);
    append(text, "Server", "sipreg development registrar");
    return text + "Content-Length: 0\r\n\r\n";
}

} // namespace registrar
