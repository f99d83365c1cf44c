// SPDX-License-Identifier: LGPL-2.1-or-later
// What hides behind sipreg_event_t.
#pragma once

#include "capi/note.hpp"
#include "capi/offered.hpp"
#include "core/account.hpp"
#include "registration/event.hpp"

#include <sipreg/sipreg.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

/// Immutable once made; holds a reference on its registration.
struct sipreg_event {
    /// Of somebody else; its texts as they are given out.
    struct Request {
        std::shared_ptr<const sipreg::capi::Offered> offered; // null: none
        std::string method, text, body, source;
    };

    /// @p owner's reference is taken over.
    sipreg_event(sipreg_registration_t *owner, sipreg::registration::Event what);
    explicit sipreg_event(std::int64_t how_many_dropped);
    explicit sipreg_event(std::shared_ptr<const sipreg::capi::Offered> offered);
    explicit sipreg_event(sipreg::capi::Note what);
    ~sipreg_event();
    sipreg_event(const sipreg_event &) = delete;
    sipreg_event &operator=(const sipreg_event &) = delete;

    mutable std::atomic<int> references{1};
    sipreg_registration_t *const registration;
    const sipreg_event_type_t type;
    const sipreg::registration::Event told;
    /// Of the answer; taken apart when first asked for.
    const std::vector<sipreg::core::Header> &headers() const;
    const std::int64_t dropped = 0;
    const Request request;
    const sipreg::capi::Note note;

private:
    mutable std::once_flag read_;
    mutable std::vector<sipreg::core::Header> headers_;
};
