// SPDX-License-Identifier: LGPL-2.1-or-later
// OpenSSL belongs to the whole process: what its administrator says holds, and what the host does with it is not disturbed.
#include "base/error.hpp"
#include "net/tls_context.hpp"
#include "support/spin.hpp"
#include "support/stage.hpp"
#include "support/tls_lab.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

#include "support/cmocka.hpp"

using namespace sipreg;
using core::TlsFault;

namespace {

constexpr Millis kLimit{20'000}; // longer than anything here takes, also under a checker of memory

/// A file of this test, gone at its end.
class TestFile {
public:
    explicit TestFile(const std::string &content)
    {
        const int fd = mkstemp(name_);
        std::ofstream(name_) << content;
        close(fd);
    }
    ~TestFile() { std::filesystem::remove(name_); }
    const char *name() const { return name_; }

private:
    char name_[32] = "/tmp/sipreg-tls-XXXXXX";
};

/// OpenSSL reads its surroundings once: whether @p holds, in a process of its own with this in its environment.
bool in_surroundings(std::initializer_list<std::pair<const char *, const char *>> environment, bool (*holds)())
{
    const pid_t child = fork();
    if (child == 0) {
        for (const auto &[name, value] : environment)
            setenv(name, value, 1);
        _exit(holds() ? 0 : 1);
    }
    int status = 1;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string ssl_config(const std::string &command)
{
    return "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\n" + command + "\n";
}

const test::Paper &ca()
{
    static const test::Paper made = test::make_paper({"Test CA", nullptr, nullptr, true});
    return made;
}

net::TlsSettings trusting()
{
    net::TlsSettings settings;
    settings.roots = {ca().certificate};
    return settings;
}

core::Peer peer_of(const test::TlsServer &server, std::shared_ptr<const net::TlsContext> tls)
{
    return {{core::Transport::tls, *core::parse_ip("127.0.0.1"), server.port()}, "example.test", std::move(tls)};
}

int security_level() { return SSL_CTX_get_security_level(net::TlsContext(trusting()).get()); }

/// Why no answer came; nothing if one did.
std::optional<core::Trouble> ask(test::Stage &stage, const core::Peer &peer)
{
    test::Exchange exchange(core::Transport::tls);
    stage.send(peer, exchange);
    test::spin(stage.loop, [&] { return exchange.is_over(); }, kLimit);
    stage.drop_all();
    return exchange.reply ? std::nullopt : std::optional(exchange.trouble);
}

std::optional<TlsFault> fault_with(const test::Recipe &recipe, int most, net::TlsSettings settings = trusting())
{
    test::TlsServer server({.paper = test::make_paper(recipe, &ca()), .max_version = most});
    test::Stage stage({.connect_limit = kLimit});
    const auto trouble = ask(stage, peer_of(server, std::make_shared<net::TlsContext>(std::move(settings))));
    return trouble ? std::optional(trouble->tls) : std::nullopt;
}

void the_systems_least_version_is_not_lowered(void **)
{
    const TestFile config(ssl_config("MinProtocol = TLSv1.3"));
    assert_true(in_surroundings({}, [] { return !fault_with({}, TLS1_2_VERSION); }));
    assert_true(in_surroundings({{"OPENSSL_CONF", config.name()}}, [] {
        return fault_with({}, TLS1_2_VERSION) == TlsFault::protocol_version && !fault_with({}, TLS1_3_VERSION);
    }));
}

void a_system_without_a_least_version_does_not_lower_ours(void **)
{
    const TestFile config(ssl_config("MinProtocol = TLSv1\nCipherString = ALL@SECLEVEL=0"));
    assert_true(in_surroundings({{"OPENSSL_CONF", config.name()}}, [] {
        return fault_with({}, TLS1_1_VERSION) == TlsFault::protocol_version && !fault_with({}, TLS1_2_VERSION);
    }));
}

void the_systems_security_level_holds(void **)
{
    const TestFile config(ssl_config("CipherString = DEFAULT@SECLEVEL=3"));
    assert_true(in_surroundings({}, [] { return security_level() < 3; }));
    assert_true(in_surroundings({{"OPENSSL_CONF", config.name()}},
                                [] { return security_level() == 3 && !fault_with({}, TLS1_3_VERSION); }));
}

// The settings are those of an endpoint that was given none.
bool a_registration_is_told_that_there_are_no_roots()
{
    test::TlsServer server({.paper = test::make_paper({}, &ca())});
    test::Stage stage;
    const auto trouble = ask(stage, peer_of(server, nullptr));
    return trouble && trouble->silence == core::Silence::tls && trouble->tls == TlsFault::local && server.connections() == 0 &&
           trouble->cause == "the system has no root certificates, and none were given";
}

bool settings_without_roots_are_refused()
{
    try {
        const net::TlsContext context({});
    } catch (const Error &error) {
        return error.code() == Code::system && !fault_with({}, TLS1_3_VERSION);
    }
    return false;
}

void without_roots_of_the_system_nobody_is_trusted_by_default(void **)
{
    for (const auto &holds : {a_registration_is_told_that_there_are_no_roots, settings_without_roots_are_refused})
        assert_true(in_surroundings({{"SSL_CERT_FILE", "/dev/null"}, {"SSL_CERT_DIR", "/nonexistent"}}, holds));
}

bool the_file_named_is_trusted()
{
    const TestFile roots(ca().pem());
    setenv("SSL_CERT_FILE", roots.name(), 1);
    test::TlsServer stranger({.paper = test::make_paper({})});
    test::Stage stage({.connect_limit = kLimit});
    return !fault_with({}, TLS1_3_VERSION, {}) &&
           ask(stage, peer_of(stranger, nullptr)).value_or(core::Trouble{}).tls == TlsFault::self_signed;
}

void the_roots_are_where_the_environment_says(void **)
{
    assert_true(in_surroundings({{"SSL_CERT_DIR", "/nonexistent"}}, the_file_named_is_trusted));
}

int never(int, X509_STORE_CTX *) { return 0; }

/// Another user of OpenSSL in this process, on a thread of its own.
struct Host {
    net::SslContextPtr context{SSL_CTX_new(TLS_method())};
    const int place = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    char mark = 0;

    Host()
    {
        SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
        SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
        SSL_CTX_set_security_level(context.get(), 1);
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, never);
        SSL_CTX_set_ex_data(context.get(), place, &mark);
    }

    bool is_untouched() const
    {
        SSL_CTX *own = context.get();
        return SSL_CTX_get_min_proto_version(own) == TLS1_2_VERSION && SSL_CTX_get_max_proto_version(own) == TLS1_2_VERSION &&
               SSL_CTX_get_security_level(own) == 1 && SSL_CTX_get_verify_mode(own) == SSL_VERIFY_PEER &&
               SSL_CTX_get_verify_callback(own) == never && SSL_CTX_get_info_callback(own) == nullptr &&
               SSL_CTX_get_ex_data(own, place) == &mark &&
               sk_X509_OBJECT_num(X509_STORE_get0_objects(SSL_CTX_get_cert_store(own))) == 0;
    }
};

/// What a context has of which nothing was said.
struct Defaults {
    std::uint64_t options;
    long mode, least, most;
    int level, ciphers;

    static Defaults now()
    {
        const net::SslContextPtr fresh(SSL_CTX_new(TLS_method()));
        SSL_CTX *context = fresh.get();
        return {SSL_CTX_get_options(context), SSL_CTX_get_mode(context), SSL_CTX_get_min_proto_version(context),
                SSL_CTX_get_max_proto_version(context), SSL_CTX_get_security_level(context),
                sk_SSL_CIPHER_num(SSL_CTX_get_ciphers(context))};
    }
    bool operator==(const Defaults &) const = default;
};

// As an endpoint does that is not driven by the host: one that registers, and one that refuses.
void work_on_another_thread()
{
    std::thread([] {
        fault_with({}, TLS1_3_VERSION);
        fault_with({.alt_names = "DNS:other.test"}, TLS1_3_VERSION);
    }).join();
}

bool all_is_as_it_was()
{
    const Host host;
    const Defaults before = Defaults::now();
    ERR_clear_error();
    ERR_raise(ERR_LIB_USER, 42);
    work_on_another_thread();
    return host.is_untouched() && Defaults::now() == before && ERR_GET_REASON(ERR_get_error()) == 42 && ERR_peek_error() == 0;
}

void another_user_of_openssl_is_not_disturbed(void **)
{
    assert_true(in_surroundings({}, all_is_as_it_was));
}

} // namespace

int main()
{
    const CMUnitTest host[] = {
        cmocka_unit_test(the_systems_least_version_is_not_lowered),
        cmocka_unit_test(a_system_without_a_least_version_does_not_lower_ours),
        cmocka_unit_test(the_systems_security_level_holds),
        cmocka_unit_test(without_roots_of_the_system_nobody_is_trusted_by_default),
        cmocka_unit_test(the_roots_are_where_the_environment_says),
        cmocka_unit_test(another_user_of_openssl_is_not_disturbed),
    };
    return cmocka_run_group_tests(host, nullptr, nullptr);
}
