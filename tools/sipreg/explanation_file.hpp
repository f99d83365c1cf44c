// SPDX-License-Identifier: LGPL-2.1-or-later
// Where the command explains at its end what the last attempts did and why.
#pragma once

#include "sipreg/private_file.hpp"

#include <sipreg/sipreg.h>

namespace tool {

class ExplanationFile {
public:
    /// "-" is the standard error. Throws UsageError if it cannot be written.
    explicit ExplanationFile(const std::string &path);

    /// One line of JSON.
    void write(sipreg_registration_t *registration);

private:
    File file_; // null: the standard error
};

} // namespace tool
