// SPDX-License-Identifier: LGPL-2.1-or-later
// What c-ares gives, as the core sees it.
#pragma once

#include "core/dns.hpp"

#include <ares.h>

namespace sipreg::net {

/// Of a lookup of addresses; frees @p result.
core::dns::Answer addresses_of(const core::dns::Question &question, int status, ares_addrinfo *result);

/// Of a DNS message.
core::dns::Answer records_of(const core::dns::Question &question, int status, const unsigned char *message, int size);

} // namespace sipreg::net
