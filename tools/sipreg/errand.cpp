// SPDX-License-Identifier: LGPL-2.1-or-later
// The commands `sipreg query` and `sipreg unregister`.
#include "sipreg/errand.hpp"

#include "sipreg/session.hpp"

#include <functional>

namespace tool {

namespace {

using Ask = std::function<void(sipreg_registration_t *registration)>;

class Errand : public Session {
public:
    Errand(const CommonOptions &options, Ask ask) : Session(options, make_account(options)), ask_(std::move(ask)) {}

private:
    void begin() override;
    void on_event(const sipreg_event_t *event) override;
    void on_signal() override { end(kUnreachable); }
    void on_time() override {}
    bool is_told(const sipreg_event_t *event) const override;

    const Ask ask_;
};

void Errand::begin()
{
    // Asleep, the endpoint gathers what is asked for: it goes in one request.
    demand(sipreg_endpoint_suspend(endpoint()), "gathering");
    ask_(registration());
    demand(sipreg_endpoint_resume(endpoint()), "asking");
}

void Errand::on_event(const sipreg_event_t *event)
{
    if (sipreg_event_type(event) == SIPREG_EVENT_BINDINGS)
        end(kSuccess);
    if (sipreg_event_type(event) == SIPREG_EVENT_FAILED)
        end(status_of(sipreg_event_failure(event)));
}

// One answer, one line: where we are seen was not asked for.
bool Errand::is_told(const sipreg_event_t *event) const
{
    return sipreg_event_type(event) != SIPREG_EVENT_PUBLIC_ADDRESS;
}

void remove(sipreg_registration_t *registration, const std::string &uri)
{
    const sipreg_error_t code = sipreg_registration_remove_binding(registration, uri.c_str());
    if (code == SIPREG_ERR_INVALID)
        throw UsageError("--contact: '" + uri + "' is no SIP URI");
    demand(code, "removing a binding");
}

} // namespace

int run_query(const CommonOptions &options)
{
    return Errand(options, [](sipreg_registration_t *registration) {
               demand(sipreg_registration_query(registration), "asking for the bindings");
           }).to_the_end();
}

int run_unregister(const UnregisterOptions &options)
{
    return Errand(options, [&options](sipreg_registration_t *registration) {
               if (options.all)
                   demand(sipreg_registration_remove_all(registration), "removing the bindings");
               for (const std::string &uri : options.contacts)
                   remove(registration, uri);
           }).to_the_end();
}

} // namespace tool
