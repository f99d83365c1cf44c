// SPDX-License-Identifier: LGPL-2.1-or-later
// The guarded memory behind all secrets: a few large mappings, closed unless somebody reads.
#pragma once

#include <bitset>
#include <cstddef>
#include <mutex>
#include <vector>

namespace sipreg {

/// One for the process, never destroyed: secrets may be dropped during exit. Thread-safe.
class SecretArena {
public:
    static SecretArena &instance();

    /// Room for @p size bytes. Throws Error{system} if no memory can be guarded.
    std::byte *take(std::size_t size);
    /// Wipes and gives back what take() gave.
    void give_back(std::byte *cells, std::size_t size) noexcept;

    /// Between these two the memory may be read and written.
    void open();
    void close() noexcept;

private:
    static constexpr std::size_t kCellSize = 64;
    static constexpr std::size_t kCells = 4096;

    struct Chunk {
        std::byte *memory;
        std::bitset<kCells> used;
        std::size_t rover = 0; // where the last search ended
    };

    static std::size_t cells_for(std::size_t size) { return (size + kCellSize - 1) / kCellSize; }
    static std::byte *take_from(Chunk &chunk, std::size_t count);
    void add_chunk();
    void protect(bool readable) noexcept;

    std::mutex mutex_;
    std::vector<Chunk> chunks_;
    unsigned readers_ = 0;
};

} // namespace sipreg
