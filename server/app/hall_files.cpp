#include "app/hall_files.hpp"

#include "calendar/phase.hpp"
#include "wire/hall_file.hpp"
#include "wire/holiday_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

namespace buduan::app {
namespace {

namespace fs = std::filesystem;

// A hall's file is some tens of kilobytes; what is larger is something else.
constexpr std::uintmax_t file_limit = 4 * 1024 * 1024;

class reader {
public:
    explicit reader(std::vector<fault>& faults) : faults_(faults) {}

    std::optional<std::string> read(path const& file) {
        std::error_code error;
        auto const size = fs::file_size(file, error);
        if (error) return fail(file, error.message());
        if (size > file_limit) return fail(file, "is larger than 4 MiB");
        std::ifstream in(file, std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(in), {});
        if (!in) return fail(file, "cannot be read");
        return text;
    }

    // The parsed value, or nothing and its faults with the file's name before each.
    template <class Value>
    std::optional<Value> take(path const& file, std::variant<Value, wire::config_faults> parsed) {
        if (auto* value = std::get_if<Value>(&parsed)) return std::move(*value);
        add(file, std::get<wire::config_faults>(parsed));
        return std::nullopt;
    }

    void add(path const& file, wire::config_faults const& found) {
        for (auto const& [where, what] : found)
            faults_.push_back({where.empty() ? file.string() : file.string() + ": " + where, what});
    }

    std::nullopt_t fail(path const& file, std::string what) {
        faults_.push_back({file.string(), std::move(what)});
        return std::nullopt;
    }

    // Its JSON files in order of their names.
    std::vector<path> files_of(path const& folder, std::string_view prefix) {
        std::vector<path> files;
        std::error_code error;
        for (auto const& entry : fs::directory_iterator(folder, error)) {
            auto const name = entry.path().filename().string();
            if (name.starts_with(prefix) && entry.path().extension() == ".json") files.push_back(entry.path());
        }
        if (error) fail(folder, error.message());
        std::sort(files.begin(), files.end());
        return files;
    }

private:
    std::vector<fault>& faults_;
};

using halls_by_file = std::map<path, dispatch::hall_config>;

halls_by_file read_halls(reader& from, path const& folder) {
    halls_by_file halls;
    auto const catalogue_file = folder / "matters.json";
    auto const text = from.read(catalogue_file);
    auto const catalogue = text ? from.take(catalogue_file, wire::parse_matters(*text)) : std::nullopt;
    if (!catalogue) return halls;
    auto const files = from.files_of(folder, "hall-");
    if (files.empty()) from.fail(folder, "holds no hall-*.json");
    for (auto const& file : files) {
        auto const content = from.read(file);
        auto hall = content ? from.take(file, wire::parse_hall(*content, *catalogue)) : std::nullopt;
        if (!hall) continue;
        from.add(file, dispatch::validate(*hall));
        halls.emplace(file, std::move(*hall));
    }
    return halls;
}

// What no single file can tell: names, and who belongs to whom.
void check_together(reader& from, halls_by_file const& halls) {
    std::map<dispatch::hall_id, dispatch::hall_level> levels;
    for (auto const& [file, hall] : halls)
        levels.emplace(hall.id, hall.level);
    for (auto const& [file, hall] : halls) {
        auto const name = "hall-" + hall.id.str() + ".json";
        if (file.filename() != name) from.add(file, {{"id", "a file of this hall is named " + name}});
        if (!hall.parent) continue;
        auto const parent = levels.find(*hall.parent);
        if (parent == levels.end()) {
            from.add(file, {{"parent", "there is no hall " + hall.parent->str()}});
        } else if (parent->second != dispatch::hall_level::district) {
            from.add(file, {{"parent", hall.parent->str() + " is no district hall"}});
        }
    }
}

calendar::day_table read_days(reader& from, path const& folder) {
    std::vector<calendar::notice> notices;
    std::vector<calendar::lunar_new_year> new_years;
    for (auto const& file : from.files_of(folder, "")) {
        auto const text = from.read(file);
        auto parsed = text ? from.take(file, wire::parse_holidays(*text)) : std::nullopt;
        if (!parsed) continue;
        if (auto* notice = std::get_if<calendar::notice>(&*parsed)) notices.push_back(std::move(*notice));
        if (auto* festivals = std::get_if<wire::spring_festivals>(&*parsed)) {
            new_years.insert(new_years.end(), festivals->begin(), festivals->end());
        }
    }
    if (new_years.empty()) from.fail(folder, "no file names the Spring Festivals");
    return {std::move(notices), new_years};
}

}  // namespace

std::variant<hall_files, std::vector<fault>> read_hall_files(path const& halls, path const& holidays) {
    std::vector<fault> faults;
    if (halls.empty()) {
        faults.push_back({"server.halls", "is needed: the folder with hall-*.json and matters.json"});
        return faults;
    }
    reader from(faults);
    auto read = read_halls(from, halls);
    check_together(from, read);
    hall_files made;
    made.days = std::make_shared<calendar::day_table>(read_days(from, holidays));
    if (!faults.empty()) return faults;
    for (auto& [file, hall] : read)
        made.halls.push_back(std::move(hall));
    std::sort(made.halls.begin(), made.halls.end(),
              [](auto const& a, auto const& b) { return std::pair(a.level, a.id) < std::pair(b.level, b.id); });
    return made;
}

path holiday_folder(config const& of) {
    return of.server.holidays.empty() ? of.server.halls / "holidays" : of.server.holidays;
}

halls::phase_lookup phase_lookup_of(hall_files const& files) {
    return [days = files.days](calendar::opening_hours const& hours, calendar::instant moment) {
        return calendar::phase_at(hours, *days, moment);
    };
}

std::vector<std::string> notes_on(hall_files const& files, calendar::civil_day today) {
    std::vector<std::string> notes;
    auto const date = std::chrono::year_month_day(today);
    auto const expect = [&](std::chrono::year year) {
        if (files.days->published(year)) return;
        notes.push_back("the holidays of " + std::to_string(static_cast<int>(year)) +
                        " are not published in this folder: only fixed national days and weekends are known");
    };
    expect(date.year());
    // Next year's notice comes out between October and December.
    if (date.month() >= std::chrono::November) expect(date.year() + std::chrono::years{1});
    return notes;
}

}  // namespace buduan::app
