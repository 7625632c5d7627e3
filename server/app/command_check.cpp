#include "app/commands.hpp"
#include "app/config_flags.hpp"
#include "app/data_folder.hpp"
#include "app/hall_files.hpp"
#include "app/wall_clock.hpp"
#include "calendar/business_day.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace buduan::app {
namespace {

namespace json = boost::json;

struct findings {
    std::vector<fault> faults;
    hall_files files;  // when there are no faults
    std::vector<std::string> notes;
};

// The files of the halls are read even when the configuration has faults.
findings look(config_flags const& flags) {
    auto [where, faults] = flags.read(true);
    findings found;
    found.faults = std::move(faults);
    auto read = read_hall_files(where.server.halls, holiday_folder(where));
    if (auto* files = std::get_if<hall_files>(&read)) {
        found.files = std::move(*files);
        found.notes = notes_on(found.files, calendar::business_day_of(wall_clock().now()));
    } else {
        auto& more = std::get<std::vector<fault>>(read);
        found.faults.insert(found.faults.end(), more.begin(), more.end());
    }
    return found;
}

void print_json(findings const& found) {
    json::array faults;
    for (auto const& [where, what] : found.faults)
        faults.push_back({{"where", where}, {"what", what}});
    json::array halls;
    for (auto const& hall : found.files.halls) {
        halls.push_back({{"hall", hall.id.view()},
                         {"windows", hall.windows.size()},
                         {"staff", hall.staff.size()},
                         {"matters", hall.matters.size()}});
    }
    json::array notes;
    for (auto const& note : found.notes)
        notes.emplace_back(note);
    std::cout << json::serialize(json::object{
                     {"faults", std::move(faults)}, {"halls", std::move(halls)}, {"notes", std::move(notes)}})
              << '\n';
}

void print_text(findings const& found) {
    for (auto const& [where, what] : found.faults)
        std::cerr << where << ": " << what << '\n';
    for (auto const& hall : found.files.halls) {
        std::cout << hall.id.view() << ": " << hall.windows.size() << " windows, " << hall.staff.size() << " staff, "
                  << hall.matters.size() << " matters\n";
    }
    for (auto const& note : found.notes)
        std::cout << "note: " << note << '\n';
}

}  // namespace

void add_check(CLI::App& program, exit_code& result) {
    auto* command = program.add_subcommand("check", "Validate the configuration, the halls and the holidays");
    auto const flags = config_flags::add_all(*command);
    auto const as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON");
    command->callback([&result, flags, as_json] {
        auto const found = look(*flags);
        *as_json ? print_json(found) : print_text(found);
        if (!found.faults.empty()) result = exit_code::config;
    });
}

}  // namespace buduan::app
