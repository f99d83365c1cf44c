// SPDX-License-Identifier: LGPL-2.1-or-later
// The guarded memory behind all secrets.
#include "base/arena.hpp"

#include "base/error.hpp"

#include <sodium.h>

namespace sipreg {

SecretArena &SecretArena::instance()
{
    // Left standing on purpose: a destructor at exit would pull the memory from under late users.
    static SecretArena *const arena = [] {
        if (sodium_init() < 0)
            throw Error(Code::system, "libsodium cannot be initialised");
        return new SecretArena;
    }();
    return *arena;
}

std::byte *SecretArena::take_from(Chunk &chunk, std::size_t count)
{
    std::size_t run = 0;
    for (std::size_t looked = 0, at = chunk.rover; looked < kCells + count; ++looked, ++at) {
        if (at == kCells)
            at = run = 0; // a run does not cross the end of a chunk
        run = chunk.used.test(at) ? 0 : run + 1;
        if (run < count)
            continue;
        const std::size_t first = at + 1 - count;
        for (std::size_t i = first; i <= at; ++i)
            chunk.used.set(i);
        chunk.rover = at + 1 == kCells ? 0 : at + 1;
        return chunk.memory + first * kCellSize;
    }
    return nullptr;
}

void SecretArena::add_chunk()
{
    auto *memory = static_cast<std::byte *>(sodium_malloc(kCells * kCellSize));
    if (memory == nullptr)
        throw Error(Code::system, "no guarded memory to be had");
    if (readers_ == 0)
        sodium_mprotect_noaccess(memory);
    chunks_.push_back({memory, {}, 0});
}

std::byte *SecretArena::take(std::size_t size)
{
    const std::lock_guard lock(mutex_);
    const std::size_t count = cells_for(size);
    if (!chunks_.empty())
        if (std::byte *cells = take_from(chunks_.back(), count))
            return cells;
    for (Chunk &chunk : chunks_)
        if (kCells - chunk.used.count() >= count)
            if (std::byte *cells = take_from(chunk, count))
                return cells;
    add_chunk();
    return take_from(chunks_.back(), count);
}

void SecretArena::give_back(std::byte *cells, std::size_t size) noexcept
{
    open();
    sodium_memzero(cells, size);
    close();
    const std::lock_guard lock(mutex_);
    for (Chunk &chunk : chunks_) {
        if (cells < chunk.memory || cells >= chunk.memory + kCells * kCellSize)
            continue;
        const std::size_t first = static_cast<std::size_t>(cells - chunk.memory) / kCellSize;
        for (std::size_t i = 0; i < cells_for(size); ++i)
            chunk.used.reset(first + i);
    }
}

void SecretArena::open()
{
    const std::lock_guard lock(mutex_);
    if (readers_++ == 0)
        protect(true);
}

void SecretArena::close() noexcept
{
    const std::lock_guard lock(mutex_);
    if (--readers_ == 0)
        protect(false);
}

void SecretArena::protect(bool readable) noexcept
{
    for (Chunk &chunk : chunks_)
        readable ? sodium_mprotect_readwrite(chunk.memory) : sodium_mprotect_noaccess(chunk.memory);
}

} // namespace sipreg
