// SPDX-License-Identifier: LGPL-2.1-or-later
// The guarded memory behind all secrets: a few mappings of many cells each, closed unless somebody reads.
#pragma once

#include <bitset>
#include <cstddef>
#include <map>
#include <mutex>

namespace sipreg {

/// One for the process, never destroyed: secrets may be dropped during exit. Thread-safe.
class SecretArena {
public:
    static SecretArena &instance();

    /// Room for @p size bytes. Throws Error{system} if no memory can be guarded.
    std::byte *take(std::size_t size);
    /// Wipes and gives back what take() gave.
    void give_back(std::byte *cells, std::size_t size) noexcept;

    /// Between these two, what take() gave may be read and written.
    void open(const std::byte *cells) noexcept;
    void close(const std::byte *cells) noexcept;

private:
    // 64 KiB a mapping: one for a thousand secrets, and opened for one of them within microseconds.
    static constexpr std::size_t kCellSize = 64;
    static constexpr std::size_t kCells = 1024;

    struct Chunk {
        std::bitset<kCells> used;
        std::size_t rover = 0; // where the last search ended
        unsigned readers = 0;
    };
    using Chunks = std::map<std::byte *, Chunk>; // by where they begin

    static std::size_t cells_for(std::size_t size) { return (size + kCellSize - 1) / kCellSize; }
    static std::byte *take_from(Chunks::value_type &chunk, std::size_t count);
    Chunks::value_type &add_chunk();
    Chunks::value_type &chunk_of(const std::byte *cells) noexcept;

    std::mutex mutex_;
    Chunks chunks_;
};

} // namespace sipreg
