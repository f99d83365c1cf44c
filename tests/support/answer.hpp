// SPDX-License-Identifier: LGPL-2.1-or-later
// Answers written by hand.
#pragma once

#include <string>

namespace sipreg::test {

/// The line of @p message that begins with @p name, with its end.
inline std::string line_of(const std::string &message, const std::string &name)
{
    const std::size_t at = message.find("\r\n" + name);
    return at == std::string::npos ? "" : message.substr(at + 2, message.find("\r\n", at + 2) - at);
}

/// The answer to @p request, with @p more headers.
inline std::string answer_to(const std::string &request, const std::string &status, const std::string &more = "")
{
    return "SIP/2.0 " + status + "\r\n" + line_of(request, "Via:") + line_of(request, "From:") +
           line_of(request, "To:") + line_of(request, "Call-ID:") + line_of(request, "CSeq:") + more +
           "Content-Length: 0\r\n\r\n";
}

} // namespace sipreg::test
