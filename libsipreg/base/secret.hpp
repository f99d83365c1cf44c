// SPDX-License-Identifier: LGPL-2.1-or-later
// A secret text in guarded memory: readable only while a Reading lives, wiped when dropped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sipreg {

/// Movable and copyable; a copy is a secret of its own. Any thread, one at a time per object.
class Secret {
public:
    static constexpr std::size_t kMaxLength = 8191; // a bearer token may be long

    Secret() = default;
    /// Throws Error{invalid} above kMaxLength, Error{system} if memory cannot be guarded.
    explicit Secret(std::string_view text);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret other) noexcept;
    ~Secret();

    bool is_set() const noexcept { return cells_ != nullptr; }

    /// The text, for as long as the object lives. Keep it short.
    class Reading {
    public:
        explicit Reading(const Secret &secret);
        ~Reading();
        Reading(const Reading &) = delete;
        Reading &operator=(const Reading &) = delete;
        std::string_view text() const noexcept { return text_; }

    private:
        std::string_view text_;
    };

private:
    std::byte *cells_ = nullptr; // never dereferenced while the arena is closed
    std::size_t length_ = 0;
};

/// Overwrites @p size bytes in a way that the compiler does not leave out.
void wipe(void *data, std::size_t size) noexcept;

/// Wipes a text when it goes.
class Wiped {
public:
    explicit Wiped(std::string &text) noexcept : text_(text) {}
    ~Wiped() { wipe(text_.data(), text_.size()); }
    Wiped(const Wiped &) = delete;
    Wiped &operator=(const Wiped &) = delete;

private:
    std::string &text_;
};

/// Takes a time that does not tell where the texts differ.
bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept;

} // namespace sipreg
