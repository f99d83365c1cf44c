// SPDX-License-Identifier: LGPL-2.1-or-later
// What an event tells of the registrar's services.
#include "capi/event.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace {

const sipreg::core::Services &services(const sipreg_event_t *event)
{
    static const sipreg::core::Services kNone;
    return event != nullptr && event->told.services ? *event->told.services : kNone;
}

const char *value_at(const std::vector<std::string> &values, int32_t number)
{
    const bool there = number >= 0 && static_cast<std::size_t>(number) < values.size();
    return there ? values[static_cast<std::size_t>(number)].c_str() : nullptr;
}

} // namespace

const char *sipreg_event_service_route(const sipreg_event_t *event, int32_t number)
{
    return value_at(services(event).service_route, number);
}

const char *sipreg_event_route_set(const sipreg_event_t *event) { return services(event).route_set.c_str(); }

const char *sipreg_event_path(const sipreg_event_t *event, int32_t number)
{
    return value_at(services(event).path, number);
}

const char *sipreg_event_associated_uri(const sipreg_event_t *event, int32_t number)
{
    return value_at(services(event).associated, number);
}

const char *sipreg_event_public_gruu(const sipreg_event_t *event) { return services(event).public_gruu.c_str(); }

const char *sipreg_event_temporary_gruu(const sipreg_event_t *event)
{
    return services(event).temporary_gruu.c_str();
}

const char *sipreg_event_push_provider(const sipreg_event_t *event) { return services(event).push_provider.c_str(); }

int64_t sipreg_event_push_refresh_s(const sipreg_event_t *event) { return services(event).push_refresh_s; }

const char *sipreg_event_push_purr(const sipreg_event_t *event) { return services(event).push_purr.c_str(); }
