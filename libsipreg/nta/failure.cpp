// SPDX-License-Identifier: LGPL-2.1-or-later
// Why no answer came.
#include "nta/failure.hpp"

#include "net/failure.hpp"

namespace sipreg::nta {

namespace {

constexpr int kRequestTimeout = 408;

} // namespace

core::Trouble local_failure(int status, int error, const std::string &peer)
{
    if (status == kRequestTimeout && error == 0)
        return {core::Silence::timeout, "no answer from " + peer};
    return net::system_failure(error, peer);
}

} // namespace sipreg::nta
