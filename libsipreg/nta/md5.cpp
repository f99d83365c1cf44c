// SPDX-License-Identifier: LGPL-2.1-or-later
// MD5 from sofia.
#include "nta/md5.hpp"

#include "base/secret.hpp"
#include "nta/sofia.hpp"

namespace sipreg::nta {

std::string md5_hex(std::string_view data)
{
    su_md5_t context;
    su_md5_init(&context);
    su_md5_update(&context, data.data(), static_cast<usize_t>(data.size()));
    char hex[SU_MD5_DIGEST_SIZE * 2 + 1];
    su_md5_hexdigest(&context, hex);
    wipe(&context, sizeof context); // what it read last stands in it in clear
    return hex;
}

} // namespace sipreg::nta
