// SPDX-License-Identifier: LGPL-2.1-or-later
// What the setters of an account check their values with.
#include "core/account_fields.hpp"

#include "base/error.hpp"
#include "core/text.hpp"

namespace sipreg::core {

Uri uri_of(const char *field, std::string_view text)
{
    if (text.size() > kMaxText)
        refuse(field, "longer than 1024 bytes");
    std::optional<Uri> uri = parse_uri(text);
    if (!uri)
        refuse(field, "\"" + valid_utf8(text) + "\" is not a SIP URI");
    return *uri;
}

std::string clean(const char *field, std::string_view text)
{
    if (text.size() > kMaxText)
        refuse(field, "longer than 1024 bytes");
    if (!is_clean_text(text))
        refuse(field, "holds control characters or is not UTF-8");
    return std::string(text);
}

void within(const char *field, std::int64_t value, std::int64_t least, std::int64_t most)
{
    if (value < least || value > most)
        refuse(field, std::to_string(value) + " is outside " + std::to_string(least) + ".." + std::to_string(most));
}

Extras &edit(Account &account)
{
    auto own = std::make_shared<Extras>(*account.extras);
    account.extras = own;
    return *own;
}

} // namespace sipreg::core
