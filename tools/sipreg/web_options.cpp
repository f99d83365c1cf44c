// SPDX-License-Identifier: LGPL-2.1-or-later
// The options of WebSocket, and what they set.
#include "sipreg/web_options.hpp"

#include "sipreg/exit_status.hpp"
#include "sipreg/setup.hpp"

#include <fstream>

namespace tool {

namespace {

void add_header(const Account &account, const std::string &line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos)
        throw UsageError("a header of the WebSocket is not 'Name: value'");
    const std::size_t value = line.find_first_not_of(' ', colon + 1);
    accept(account, sipreg_account_add_websocket_header(account.get(), line.substr(0, colon).c_str(),
                                                        value == std::string::npos ? "" : line.c_str() + value));
}

void add_headers_of(const Account &account, const std::string &path)
{
    std::ifstream file(path);
    if (!file)
        throw UsageError("the file of headers " + path + " cannot be read");
    for (std::string line; std::getline(file, line);)
        add_header(account, line);
}

} // namespace

void add_web(CLI::App &command, WebOptions &options)
{
    command.add_option("--ws-path", options.path, "Path at the WebSocket server; default /")->type_name("PATH");
    command.add_option("--ws-host", options.host, "Host header for it; default: from the URI")->type_name("HOST[:PORT]");
    command.add_option("--ws-origin", options.origin, "Origin header for it; default: none")->type_name("ORIGIN");
    command.add_option("--ws-header", options.headers, "Further header for it, 'Name: value'; may be repeated")
        ->allow_extra_args(false)
        ->type_name("HEADER");
    command.add_option("--ws-header-file", options.header_file, "Such headers, one a line, that no list of processes is to show")
        ->type_name("FILE");
}

void set_web(const Account &account, const WebOptions &options)
{
    if (!options.path.empty())
        accept(account, sipreg_account_set_websocket_path(account.get(), options.path.c_str()));
    accept(account, sipreg_account_set_websocket_host(account.get(), options.host.c_str()));
    accept(account, sipreg_account_set_websocket_origin(account.get(), options.origin.c_str()));
    for (const std::string &line : options.headers)
        add_header(account, line);
    if (!options.header_file.empty())
        add_headers_of(account, options.header_file);
}

} // namespace tool
