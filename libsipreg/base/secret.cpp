// SPDX-License-Identifier: LGPL-2.1-or-later
// A secret text in guarded memory.
#include "base/secret.hpp"

#include "base/arena.hpp"
#include "base/error.hpp"

#include <sodium.h>

#include <utility>

namespace sipreg {

Secret::Secret(std::string_view text) : length_(text.size())
{
    if (length_ > kMaxLength)
        throw Error(Code::invalid, "a secret longer than 8191 bytes");
    SecretArena &arena = SecretArena::instance();
    cells_ = arena.take(length_ + 1);
    arena.open(cells_);
    text.copy(reinterpret_cast<char *>(cells_), length_);
    arena.close(cells_);
}

Secret::Secret(const Secret &other)
{
    if (other.is_set())
        *this = Secret(Reading(other).text());
}

Secret::Secret(Secret &&other) noexcept
    : cells_(std::exchange(other.cells_, nullptr)), length_(std::exchange(other.length_, 0))
{
}

Secret &Secret::operator=(Secret other) noexcept
{
    std::swap(cells_, other.cells_);
    std::swap(length_, other.length_);
    return *this;
}

Secret::~Secret()
{
    if (cells_ != nullptr)
        SecretArena::instance().give_back(cells_, length_ + 1);
}

Secret::Reading::Reading(const Secret &secret)
    : text_(reinterpret_cast<const char *>(secret.cells_), secret.length_)
{
    if (secret.is_set())
        SecretArena::instance().open(secret.cells_);
}

Secret::Reading::~Reading()
{
    if (text_.data() != nullptr)
        SecretArena::instance().close(reinterpret_cast<const std::byte *>(text_.data()));
}

void wipe(void *data, std::size_t size) noexcept { sodium_memzero(data, size); }

bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace sipreg
