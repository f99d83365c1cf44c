// SPDX-License-Identifier: LGPL-2.1-or-later
// Certificates, keys and revocation lists as text.
#include "net/pem.hpp"

#include "base/error.hpp"
#include "base/secret.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <exception>
#include <openssl/pem.h>
#include <system_error>

namespace sipreg::net {

namespace {

constexpr std::size_t kMaxFile = 16 << 20;

BioPtr bio_of(const char *field, std::string_view text)
{
    if (text.empty() || text.size() > INT_MAX)
        refuse(field, "is empty");
    BioPtr bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    if (!bio)
        throw std::bad_alloc();
    return bio;
}

// That there is nothing more is an error to OpenSSL.
bool was_the_end() noexcept
{
    const unsigned long error = ERR_peek_last_error();
    return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

template <auto read, auto end, typename Object>
std::vector<std::shared_ptr<Object>> read_all(const char *field, std::string_view pem, const char *what)
{
    const QuietErrors quiet;
    const BioPtr bio = bio_of(field, pem);
    std::vector<std::shared_ptr<Object>> all;
    while (Object *one = read(bio.get(), nullptr, nullptr, nullptr))
        all.emplace_back(one, end);
    if (!was_the_end())
        refuse(field, std::string("holds a ") + what + " that cannot be read");
    if (all.empty())
        refuse(field, std::string("holds no ") + what);
    return all;
}

// What the passphrase is asked through: C lies between, so an exception waits here.
struct Asking {
    const Passphrase &passphrase;
    bool asked = false;
    std::exception_ptr thrown;
};

int on_passphrase(char *buffer, int size, int, void *arg)
{
    Asking &asking = *static_cast<Asking *>(arg);
    asking.asked = true;
    try {
        std::string text = asking.passphrase ? asking.passphrase() : "";
        const bool fits = text.size() <= static_cast<std::size_t>(size);
        if (fits)
            std::copy(text.begin(), text.end(), buffer);
        const int length = fits && !text.empty() ? static_cast<int>(text.size()) : -1;
        wipe(text.data(), text.size());
        return length;
    } catch (...) {
        asking.thrown = std::current_exception();
        return -1;
    }
}

} // namespace

std::vector<Certificate> read_certificates(const char *field, std::string_view pem)
{
    return read_all<PEM_read_bio_X509, X509_free, X509>(field, pem, "certificate");
}

std::vector<RevocationList> read_revocation_lists(const char *field, std::string_view pem)
{
    return read_all<PEM_read_bio_X509_CRL, X509_CRL_free, X509_CRL>(field, pem, "revocation list");
}

PrivateKey read_private_key(const char *field, std::string_view pem, const Passphrase &passphrase)
{
    const QuietErrors quiet;
    const BioPtr bio = bio_of(field, pem);
    Asking asking{passphrase, false, nullptr};
    PrivateKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, on_passphrase, &asking), EVP_PKEY_free);
    if (asking.thrown)
        std::rethrow_exception(asking.thrown);
    if (!key)
        refuse(field, asking.asked ? "is encrypted, and the passphrase does not open it" : "holds no private key");
    return key;
}

std::string read_file(const char *field, const char *path)
{
    const std::unique_ptr<std::FILE, With<std::fclose>> file(path != nullptr ? std::fopen(path, "rbe") : nullptr);
    if (!file)
        refuse(field, path == nullptr ? "is NULL" : std::string(path) + ": " + std::generic_category().message(errno));
    std::string content;
    char chunk[16'384];
    for (std::size_t size; (size = std::fread(chunk, 1, sizeof chunk, file.get())) > 0;) {
        content.append(chunk, size);
        if (content.size() > kMaxFile)
            refuse(field, std::string(path) + ": larger than 16 MB");
    }
    wipe(chunk, sizeof chunk);
    if (std::ferror(file.get()) != 0)
        refuse(field, std::string(path) + ": " + std::generic_category().message(errno));
    return content;
}

} // namespace sipreg::net
