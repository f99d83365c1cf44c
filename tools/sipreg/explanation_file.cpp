// SPDX-License-Identifier: LGPL-2.1-or-later
// Where the command explains itself.
#include "sipreg/explanation_file.hpp"

#include "sipreg/handles.hpp"
#include "sipreg/setup.hpp"

namespace tool {

ExplanationFile::ExplanationFile(const std::string &path)
    : file_(path == "-" ? nullptr : demand_private("the explanation file", path))
{
}

void ExplanationFile::write(sipreg_registration_t *registration)
{
    sipreg_explanation_t *made = nullptr;
    demand(sipreg_registration_explain(registration, &made), "explaining");
    const Explanation explanation(made);
    std::fprintf(file_ ? file_.get() : stderr, "%s\n", sipreg_explanation_json(made));
}

} // namespace tool
