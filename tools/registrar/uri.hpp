// SPDX-License-Identifier: LGPL-2.1-or-later
// SIP URIs as a registrar needs them: taken apart, compared by RFC 3261 §19.1.4, made an address-of-record.
#pragma once

#include "registrar/text.hpp"

namespace registrar {

struct Uri {
    std::string scheme; // lower case
    std::string user;   // with the password, if there is one
    std::string host;   // lower case, IPv6 in brackets
    std::string port;
    Params params, headers;
};

std::optional<Uri> read_uri(std::string_view text);

/// RFC 3261 §19.1.4.
bool equivalent(const Uri &a, const Uri &b);

/// RFC 3261 §10.3 step 5: the parameters do not count.
std::string address_of_record(const Uri &uri);

/// "Name" <uri>;params or uri;params, as in To and Contact.
struct NameAddr {
    std::string uri_text;
    Uri uri;
    Params params;
};

std::optional<NameAddr> read_name_addr(std::string_view text);

} // namespace registrar
