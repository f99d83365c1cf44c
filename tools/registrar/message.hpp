// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP messages: a request read from text, a response written for it.
#pragma once

#include "registrar/text.hpp"

namespace registrar {

struct Header {
    std::string name; // of requests: lower case, long form
    std::string value;
};

struct Request {
    std::string method, uri;
    std::vector<Header> headers;
    std::string body;

    /// Value of the first header of the name, "" if there is none.
    std::string_view first(std::string_view name) const;
    bool has(std::string_view name) const;
    /// All values of the name, comma lists taken apart.
    std::vector<std::string_view> list(std::string_view name) const;
};

/// Nothing if it is not so much as a request.
std::optional<Request> read_request(std::string_view text);

/// All of what an answer copies is there.
bool answerable(const Request &request);

/// What is wrong with it, as a reason phrase for 400; "" if nothing is.
std::string complaint(const Request &request);

/// 0 if there is none.
std::uint32_t cseq_number(const Request &request);

/// The same for a request and its retransmissions, another one for every other request.
std::string transaction_key(const Request &request);

struct Response {
    int status = 200;
    std::string reason;
    std::vector<Header> headers;
};

/// With the usual reason phrase.
Response response(int status);

/// Where a request came from.
struct Source {
    std::string host; // numeric, IPv6 without brackets
    std::uint16_t port = 0;
};

/// The whole text. The topmost Via tells where the request came from (RFC 3581); @p told_address, "host:port", if
/// not empty, is told in place of the truth.
std::string write(const Response &response, const Request &request, const Source &source,
                  const std::string &told_address);

} // namespace registrar
