// SPDX-License-Identifier: LGPL-2.1-or-later
// The functions of a registration: check, and pass on to the loop.
#include "capi/registration.hpp"

#include "capi/account.hpp"
#include "capi/endpoint.hpp"
#include "capi/engine.hpp"
#include "capi/event.hpp"
#include "capi/guard.hpp"

namespace capi = sipreg::capi;
using sipreg::Code;
using sipreg::Error;

namespace {

std::int64_t next_id() noexcept
{
    static std::atomic<std::int64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

template <typename Work> sipreg_error_t post(sipreg_registration_t *registration, Work work) noexcept
{
    if (registration == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        // The handle outlives the task: it is destroyed by a task that is posted later.
        registration->runtime->post([registration, work](capi::Engine &engine) {
            engine.adopt(*registration);
            work(engine.driver(), registration->body);
        });
        registration->touched = true;
    });
}

void check_update(sipreg_registration_t &registration, const sipreg::core::Account &account)
{
    if (!sipreg::core::missing(account).empty())
        throw Error(Code::wrong_state, "the account is not complete");
    registration.runtime->with_state([&] {
        const sipreg::core::Account &now = *registration.body.account;
        if (account.aor != now.aor || account.registrar != now.registrar)
            sipreg::refuse("account", "is of another AOR or registrar");
    });
}

} // namespace

sipreg_registration::sipreg_registration(sipreg_endpoint_t *on, std::shared_ptr<const sipreg::core::Account> account)
    : id(next_id()), endpoint(on), runtime(on->runtime), body(std::move(account))
{
    body.owner = this;
}

sipreg_registration::~sipreg_registration() { runtime->queue().forget(this); }

sipreg_registration &sipreg_registration::of(sipreg::registration::Registration &body) noexcept
{
    return *static_cast<Body &>(body).owner;
}

bool sipreg_registration::try_ref() noexcept
{
    std::uint32_t count = references.load(std::memory_order_relaxed);
    while (count != 0)
        if (references.compare_exchange_weak(count, count + 1, std::memory_order_acq_rel))
            return true;
    return false;
}

sipreg_error_t sipreg_registration_new(sipreg_registration_t **out, sipreg_endpoint_t *endpoint,
                                       const sipreg_account_t *account)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    if (endpoint == nullptr || account == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        if (!sipreg::core::missing(*account->value).empty())
            throw Error(Code::wrong_state, "the account is not complete");
        if (endpoint->runtime->is_closed())
            throw Error(Code::closed, "the endpoint was shut down");
        auto registration = std::make_unique<sipreg_registration>(endpoint, account->value);
        capi::inherit(*registration);
        sipreg_endpoint_ref(endpoint);
        *out = registration.release();
    });
}

sipreg_registration_t *sipreg_registration_ref(sipreg_registration_t *registration)
{
    if (registration != nullptr)
        registration->references.fetch_add(1, std::memory_order_relaxed);
    return registration;
}

void sipreg_registration_unref(sipreg_registration_t *registration)
{
    if (registration == nullptr || registration->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    sipreg_endpoint_t *const endpoint = registration->endpoint;
    registration->runtime->retire(registration);
    sipreg_endpoint_unref(endpoint);
}

int64_t sipreg_registration_id(const sipreg_registration_t *registration)
{
    return registration != nullptr ? registration->id : 0;
}

sipreg_error_t sipreg_registration_start(sipreg_registration_t *registration)
{
    return post(registration, [](auto &driver, auto &body) { driver.start(body, sipreg::core::Goal::keep); });
}

sipreg_error_t sipreg_registration_register_once(sipreg_registration_t *registration)
{
    return post(registration, [](auto &driver, auto &body) { driver.start(body, sipreg::core::Goal::once); });
}

sipreg_error_t sipreg_registration_stop(sipreg_registration_t *registration)
{
    return post(registration, [](auto &driver, auto &body) { driver.stop(body); });
}

sipreg_error_t sipreg_registration_query(sipreg_registration_t *registration)
{
    return post(registration, [](auto &driver, auto &body) { driver.query(body); });
}

sipreg_error_t sipreg_registration_remove_all(sipreg_registration_t *registration)
{
    return post(registration, [](auto &driver, auto &body) { driver.remove_all(body); });
}

sipreg_error_t sipreg_registration_remove_binding(sipreg_registration_t *registration, const char *uri)
{
    if (uri == nullptr || !sipreg::core::parse_uri(uri))
        return SIPREG_ERR_INVALID;
    return post(registration, [text = std::string(uri)](auto &driver, auto &body) { driver.remove_others(body, {text}); });
}

sipreg_error_t sipreg_registration_refresh(sipreg_registration_t *registration, int32_t deadline_ms)
{
    if (deadline_ms < 100 || deadline_ms > 600'000)
        return SIPREG_ERR_INVALID;
    return post(registration, [deadline_ms](auto &driver, auto &body) { driver.refresh(body, sipreg::Millis(deadline_ms)); });
}

sipreg_error_t sipreg_registration_update(sipreg_registration_t *registration, const sipreg_account_t *account)
{
    if (registration == nullptr || account == nullptr)
        return SIPREG_ERR_INVALID;
    const sipreg_error_t fit = capi::guard([&] { check_update(*registration, *account->value); });
    if (fit != SIPREG_OK)
        return fit;
    return post(registration, [changed = account->value](auto &driver, auto &body) { driver.update(body, changed); });
}

sipreg_error_t sipreg_registration_status(sipreg_registration_t *registration, sipreg_event_t **out)
{
    if (out == nullptr)
        return SIPREG_ERR_INVALID;
    *out = nullptr;
    if (registration == nullptr)
        return SIPREG_ERR_INVALID;
    return capi::guard([&] {
        auto status = registration->runtime->status_of(registration->body);
        *out = new sipreg_event(sipreg_registration_ref(registration), std::move(status));
    });
}
