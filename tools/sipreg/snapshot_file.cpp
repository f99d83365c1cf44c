// SPDX-License-Identifier: LGPL-2.1-or-later
// A file with what the next run needs.
#include "sipreg/snapshot_file.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/private_file.hpp"
#include "sipreg/setup.hpp"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace tool {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Whether the file holds so many bytes and no more. No buffer of a library sees them.
bool read_exactly(int fd, std::uint8_t *into, std::size_t size)
{
    std::uint8_t more = 0;
    return read(fd, into, size) == static_cast<ssize_t>(size) && read(fd, &more, 1) == 0;
}

Bytes snapshot_of(sipreg_registration_t *registration, const std::uint8_t *key)
{
    Bytes bytes(4096);
    std::size_t size = 0;
    sipreg_error_t code = SIPREG_OK;
    while ((code = sipreg_registration_snapshot(registration, key, bytes.data(), bytes.size(), &size)) ==
               SIPREG_ERR_INVALID &&
           size > bytes.size())
        bytes.resize(size);
    demand(code, "taking a snapshot");
    bytes.resize(size);
    return bytes;
}

/// All of it, on the disk; else errno tells why.
bool write_whole(const std::string &path, const Bytes &bytes)
{
    const File file = open_private(path);
    return file && std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
           std::fflush(file.get()) == 0 && fsync(fileno(file.get())) == 0;
}

} // namespace

SnapshotFile::SnapshotFile(std::string path, const std::string &key_path) : path_(std::move(path))
{
    const int fd = open(key_path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool whole = fd >= 0 && read_exactly(fd, key_.data(), key_.size());
    if (fd >= 0)
        close(fd);
    if (!whole)
        throw UsageError("the key file " + key_path + " does not hold " + std::to_string(key_.size()) + " bytes");
}

SnapshotFile::~SnapshotFile()
{
    explicit_bzero(key_.data(), key_.size());
}

void SnapshotFile::restore(sipreg_registration_t *registration) const
{
    std::ifstream file(path_, std::ios::binary);
    if (!file && errno == ENOENT)
        return;
    if (!file)
        throw UsageError("the snapshot " + path_ + " cannot be read: " + strerror(errno));
    const Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    const sipreg_error_t code = sipreg_registration_restore(registration, key_.data(), bytes.data(), bytes.size());
    if (code != SIPREG_OK)
        throw UsageError("the snapshot " + path_ + " cannot be used (" + sipreg_error_name(code) +
                         "); without the file, everything begins anew");
}

void SnapshotFile::save(sipreg_registration_t *registration) const
{
    // Under another name until it is whole: who is killed meanwhile finds the one before.
    const std::string fresh = path_ + ".new";
    if (!write_whole(fresh, snapshot_of(registration, key_.data())) || std::rename(fresh.c_str(), path_.c_str()) != 0)
        std::cerr << "sipreg: the snapshot " << path_ << " cannot be written: " << strerror(errno) << '\n';
}

void SnapshotFile::forget() const
{
    std::remove(path_.c_str());
}

} // namespace tool
