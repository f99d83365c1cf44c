// SPDX-License-Identifier: LGPL-2.1-or-later
// A file with what the next run needs to go on with the same binding, sealed.
#pragma once

#include <sipreg/sipreg.h>

#include <array>
#include <string>

namespace tool {

class SnapshotFile {
public:
    /// Throws UsageError if there is no key in @p key_path.
    SnapshotFile(std::string path, const std::string &key_path);
    SnapshotFile(const SnapshotFile &) = delete;
    SnapshotFile &operator=(const SnapshotFile &) = delete;
    ~SnapshotFile();

    /// Goes on where the file says, if there is one. Throws UsageError for one that cannot be used.
    void restore(sipreg_registration_t *registration) const;
    /// Says on stderr if it cannot: a registration does not end for that.
    void save(sipreg_registration_t *registration) const;
    /// There is no binding to go on with.
    void forget() const;

private:
    std::string path_;
    std::array<std::uint8_t, SIPREG_SNAPSHOT_KEY_SIZE> key_{};
};

} // namespace tool
