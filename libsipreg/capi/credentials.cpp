// SPDX-License-Identifier: LGPL-2.1-or-later
// Credentials that the application is asked for: what the event tells, and its answers on their way to the loop.
#include "capi/engine.hpp"
#include "capi/event.hpp"
#include "capi/guard.hpp"
#include "capi/names.hpp"
#include "capi/registration.hpp"
#include "core/credential.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace capi = sipreg::capi;
namespace core = sipreg::core;

namespace {

const core::Question &question(const sipreg_event_t *event)
{
    static const core::Question kNone;
    return event != nullptr && event->told.question ? *event->told.question : kNone;
}

bool asks(const sipreg_event_t *event) { return question(event).number != 0; }

const char *text(const char *field, const char *value)
{
    if (value == nullptr)
        sipreg::refuse(field, "is NULL");
    return value;
}

// @p make gives the grant, or nothing for a refusal; it throws for a malformed one, here and not on the loop.
template <typename Make>
sipreg_error_t answer(sipreg_registration_t *registration, int64_t request, Make make) noexcept
{
    if (registration == nullptr || request <= 0)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        // Shared, since a posted task is copied, and a secret should not be.
        auto grant = std::make_shared<std::optional<core::Grant>>(make());
        registration->runtime->post([registration, request, grant](capi::Engine &engine) {
            engine.driver().give(registration->body, request, std::move(*grant));
        });
    });
}

} // namespace

int64_t sipreg_event_credential_request(const sipreg_event_t *event) { return question(event).number; }

const char *sipreg_event_credential_scheme(const sipreg_event_t *event)
{
    if (!asks(event))
        return "";
    return question(event).scheme == core::Scheme::bearer ? "bearer" : "digest";
}

const char *sipreg_event_credential_algorithm(const sipreg_event_t *event)
{
    return question(event).algorithm.c_str();
}

const char *sipreg_event_credential_realm(const sipreg_event_t *event) { return question(event).realm.c_str(); }

int32_t sipreg_event_credential_proxy(const sipreg_event_t *event) { return question(event).proxy ? 1 : 0; }

int32_t sipreg_event_credential_rejected(const sipreg_event_t *event) { return question(event).rejected ? 1 : 0; }

const char *sipreg_event_credential_aka_rand(const sipreg_event_t *event) { return question(event).rand.c_str(); }

const char *sipreg_event_credential_aka_autn(const sipreg_event_t *event) { return question(event).autn.c_str(); }

const char *sipreg_event_credential_authz_server(const sipreg_event_t *event)
{
    return question(event).authz_server.c_str();
}

const char *sipreg_event_credential_scope(const sipreg_event_t *event) { return question(event).scope.c_str(); }

const char *sipreg_event_credential_error(const sipreg_event_t *event) { return question(event).error.c_str(); }

const char *sipreg_event_downgrade_from(const sipreg_event_t *event)
{
    return event != nullptr && event->told.downgrade ? core::name(event->told.downgrade->before) : "";
}

const char *sipreg_event_downgrade_to(const sipreg_event_t *event)
{
    return event != nullptr && event->told.downgrade ? core::name(event->told.downgrade->now) : "";
}

sipreg_error_t sipreg_registration_give_password(sipreg_registration_t *registration, int64_t request,
                                                 const char *password)
{
    return answer(registration, request, [=] { return core::password_grant(text("password", password)); });
}

sipreg_error_t sipreg_registration_give_ha1(sipreg_registration_t *registration, int64_t request,
                                            sipreg_algorithm_t algorithm, const char *hex)
{
    const std::int32_t number = capi::number_of(algorithm);
    return answer(registration, request,
                  [=] { return core::ha1_grant(capi::to_algorithm("ha1", number), text("ha1", hex)); });
}

sipreg_error_t sipreg_registration_give_token(sipreg_registration_t *registration, int64_t request,
                                              const char *token)
{
    return answer(registration, request, [=] { return core::token_grant(text("token", token)); });
}

sipreg_error_t sipreg_registration_give_aka(sipreg_registration_t *registration, int64_t request, const char *res,
                                            const char *ik, const char *ck)
{
    return answer(registration, request,
                  [=] { return core::aka_grant(text("res", res), text("ik", ik), text("ck", ck)); });
}

sipreg_error_t sipreg_registration_give_aka_auts(sipreg_registration_t *registration, int64_t request,
                                                 const char *auts)
{
    return answer(registration, request, [=] { return core::auts_grant(text("auts", auts)); });
}

sipreg_error_t sipreg_registration_refuse_credentials(sipreg_registration_t *registration, int64_t request)
{
    return answer(registration, request, [] { return std::optional<core::Grant>(); });
}
