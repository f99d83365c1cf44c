// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP messages: reading a request.
#include "registrar/message.hpp"

#include <algorithm>

namespace registrar {

namespace {

std::string full_name(std::string_view name)
{
    static constexpr struct {
        char compact;
        const char *full;
    } kCompact[] = {
        {'v', "via"},  {'f', "from"},           {'t', "to"},        {'i', "call-id"},
        {'m', "contact"}, {'l', "content-length"}, {'k', "supported"}, {'c', "content-type"},
    };
    const std::string result = lower(name);
    for (const auto &row : kCompact)
        if (result.size() == 1 && result[0] == row.compact)
            return row.full;
    return result;
}

/// Takes a line off @p rest, without its end.
std::string_view take_line(std::string_view &rest)
{
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

bool read_request_line(std::string_view line, Request &request)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !same_word(line.substr(last + 1), "SIP/2.0"))
        return false;
    request.method = line.substr(0, first);
    request.uri = line.substr(first + 1, last - first - 1);
    return !request.method.empty() && !request.uri.empty();
}

bool add_header(std::string_view line, std::vector<Header> &headers)
{
    if (line.front() == ' ' || line.front() == '\t') { // goes on from the line before
        if (!headers.empty())
            headers.back().value.append(" ").append(trim(line));
        return !headers.empty();
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return false;
    headers.push_back({full_name(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    return true;
}

bool read_headers(std::string_view &rest, Request &request)
{
    for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest))
        if (!add_header(line, request.headers))
            return false;
    return true;
}

} // namespace

std::string_view Request::first(std::string_view name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header &h) { return h.name == name; });
    return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

bool Request::has(std::string_view name) const
{
    return std::any_of(headers.begin(), headers.end(), [&](const Header &h) { return h.name == name; });
}

std::vector<std::string_view> Request::list(std::string_view name) const
{
    std::vector<std::string_view> values;
    for (const Header &header : headers)
        if (header.name == name)
            for (const std::string_view value : split(header.value, ','))
                values.push_back(value);
    return values;
}

std::optional<Request> read_request(std::string_view text)
{
    Request request;
    if (!read_request_line(take_line(text), request) || !read_headers(text, request))
        return std::nullopt;
    request.body = text.substr(0, number(request.first("content-length")).value_or(0xFFFFFFFF));
    return request;
}

bool answerable(const Request &request)
{
    constexpr std::string_view kCopied[] = {"via", "from", "to", "call-id", "cseq"};
    return std::all_of(std::begin(kCopied), std::end(kCopied),
                       [&](std::string_view name) { return !request.first(name).empty(); });
}

std::uint32_t cseq_number(const Request &request)
{
    const std::string_view value = request.first("cseq");
    return number(value.substr(0, value.find(' '))).value_or(0);
}

std::string complaint(const Request &request)
{
    const std::string_view cseq = request.first("cseq");
    const std::string_view length = request.first("content-length");
    if (cseq_number(request) == 0 || trim(cseq.substr(std::min(cseq.find(' '), cseq.size()))) != request.method)
        return "Bad CSeq";
    if (!length.empty() && number(length).value_or(0xFFFFFFFF) > request.body.size())
        return "Bad Content-Length";
    if (request.first("from").find("tag=") == std::string_view::npos)
        return "From without tag";
    return "";
}

std::string transaction_key(const Request &request)
{
    // More than the branch that RFC 3261 §17.2.3 asks for: it serves those of RFC 2543 too.
    std::string key;
    for (const char *name : {"via", "call-id", "cseq", "from"})
        key.append(request.first(name)).append("\n");
    return key;
}

} // namespace registrar
