#include "app/commands.hpp"
#include "app/config_flags.hpp"
#include "app/house.hpp"
#include "app/links_page.hpp"
#include "app/process_figures.hpp"
#include "net/cannot_listen.hpp"

#include <boost/json/serialize.hpp>

#include <iostream>

namespace buduan::app {
namespace {

std::string address_for_browsers(house const& it) {
    auto const& http = it.settings().http;
    if (!http.public_url.empty()) return http.public_url;
    bool const loopback = http.address.starts_with("127.") || http.address == "::1";
    bool const v6 = http.address.find(':') != std::string::npos;
    auto const host = loopback ? "localhost" : v6 ? '[' + http.address + ']' : http.address;
    return (http.certificate.empty() ? "http://" : "https://") + host + ':' + std::to_string(it.port());
}

void say_where(house const& it, bool as_json) {
    auto const base = address_for_browsers(it);
    if (!it.settings().demonstration.enabled) {
        if (as_json) std::cout << boost::json::serialize(boost::json::object{{"url", base + '/'}}) << std::endl;
        return;
    }
    links_page const page{base, it.files().halls, it.tokens()};
    if (as_json) {
        std::cout << boost::json::serialize(page.json()) << std::endl;
    } else {
        std::cout << page.text() << std::flush;
    }
}

exit_code serve(config_flags const& flags, bool as_json) {
    auto settings = flags.resolve(true);
    auto read = read_hall_files(settings.server.halls, holiday_folder(settings));
    if (auto const* faults = std::get_if<std::vector<fault>>(&read)) {
        throw stop_program(exit_code::config, lines_of(*faults));
    }
    raise_descriptor_limit();
    try {
        house it(std::move(settings), std::get<hall_files>(std::move(read)));
        return it.run([as_json](house const& serving) { say_where(serving, as_json); });
    } catch (net::cannot_listen const& failure) {
        throw stop_program(exit_code::in_use, failure.what());
    } catch (identity::store_failure const& failure) {
        throw stop_program(exit_code::io_error, failure.what());
    }
}

}  // namespace

void add_serve(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("serve", "Run the halls; without a configuration, a demonstration");
    auto const flags = config_flags::add_all(*command);
    auto const as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print where it serves as JSON");
    command->callback([&result, flags, as_json] { result = serve(*flags, *as_json); });
}

}  // namespace buduan::app
