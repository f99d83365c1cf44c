// SPDX-License-Identifier: LGPL-2.1-or-later
// The guarded memory behind all secrets.
#include "base/arena.hpp"

#include "base/error.hpp"

#include <sodium.h>

#include <iterator>

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

std::byte *SecretArena::take_from(Chunks::value_type &place, std::size_t count)
{
    auto &[memory, chunk] = place;
    if (kCells - chunk.used.count() < count)
        return nullptr;
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
        return memory + first * kCellSize;
    }
    return nullptr;
}

SecretArena::Chunks::value_type &SecretArena::add_chunk()
{
    auto *memory = static_cast<std::byte *>(sodium_malloc(kCells * kCellSize));
    if (memory == nullptr)
        throw Error(Code::system, "no guarded memory to be had");
    sodium_mprotect_noaccess(memory);
    return *chunks_.emplace(memory, Chunk{}).first;
}

SecretArena::Chunks::value_type &SecretArena::chunk_of(const std::byte *cells) noexcept
{
    return *std::prev(chunks_.upper_bound(const_cast<std::byte *>(cells)));
}

std::byte *SecretArena::take(std::size_t size)
{
    const std::lock_guard lock(mutex_);
    const std::size_t count = cells_for(size);
    for (Chunks::value_type &chunk : chunks_)
        if (std::byte *cells = take_from(chunk, count))
            return cells;
    return take_from(add_chunk(), count);
}

void SecretArena::give_back(std::byte *cells, std::size_t size) noexcept
{
    open(cells);
    sodium_memzero(cells, size);
    close(cells);
    const std::lock_guard lock(mutex_);
    auto &[memory, chunk] = chunk_of(cells);
    const std::size_t first = static_cast<std::size_t>(cells - memory) / kCellSize;
    for (std::size_t i = 0; i < cells_for(size); ++i)
        chunk.used.reset(first + i);
}

void SecretArena::open(const std::byte *cells) noexcept
{
    const std::lock_guard lock(mutex_);
    auto &[memory, chunk] = chunk_of(cells);
    if (chunk.readers++ == 0)
        sodium_mprotect_readwrite(memory);
}

void SecretArena::close(const std::byte *cells) noexcept
{
    const std::lock_guard lock(mutex_);
    auto &[memory, chunk] = chunk_of(cells);
    if (--chunk.readers == 0)
        sodium_mprotect_noaccess(memory);
}

} // namespace sipreg
