// SPDX-License-Identifier: LGPL-2.1-or-later
// A siege of the sockets for a given time.
#include "fuzz/siege.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <exception>
#include <random>

using namespace sipreg;

namespace {

void besiege(std::uint64_t seed, std::chrono::seconds length)
{
    fuzz::Siege siege(seed);
    const auto end = std::chrono::steady_clock::now() + length;
    while (std::chrono::steady_clock::now() < end)
        siege.turn();
    const std::uint64_t said = siege.said();
    if (!siege.still_works())
        throw std::runtime_error("nothing can be registered any more");
    std::printf("seed %llu: %llu messages withstood\n", static_cast<unsigned long long>(seed),
                static_cast<unsigned long long>(said));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    CLI::App app("Hostile registrars, nameservers and neighbours on loopback");
    std::uint64_t seed = std::random_device()();
    unsigned rounds = 20, seconds = 30;
    app.add_option("--seed", seed, "the first seed; default: by chance");
    app.add_option("--rounds", rounds, "how many, each with the next seed and a new endpoint")->capture_default_str();
    app.add_option("--seconds", seconds, "of each round")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        for (unsigned round = 0; round < rounds; ++round) {
            std::printf("seed %llu\n", static_cast<unsigned long long>(seed + round));
            std::fflush(stdout); // whatever ends it, one knows where
            besiege(seed + round, std::chrono::seconds(seconds));
        }
    } catch (const std::exception &error) {
        std::fprintf(stderr, "FAILED: %s\n", error.what());
        return 1;
    }
    return 0;
}
