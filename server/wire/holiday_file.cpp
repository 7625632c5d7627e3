#include "wire/holiday_file.hpp"

#include "buduan/v1/hall.pb.h"
#include "wire/file_reading.hpp"

#include <algorithm>

namespace buduan::wire {
namespace {

namespace files = v1::files;

using answer = std::variant<holiday_file, config_faults>;

// No holiday of this country is longer; a range that is, is a slip of the pen.
constexpr std::chrono::days longest_range{31};

void add_days(file_reader& in, std::string const& where, files::HolidayNotice::Off const& from,
              calendar::notice& notice) {
    auto const first = in.day(where + ".from", from.from());
    auto const last = from.to().empty() ? first : in.day(where + ".to", from.to());
    if (last < first || last - first > longest_range) {
        in.fault(where, "the range ends before it begins, or is longer than a month");
        return;
    }
    for (auto day = first; day <= last; day += std::chrono::days{1}) {
        notice.days.push_back({day, true, from.name()});
    }
}

answer read_notice(std::string_view text) {
    files::HolidayNotice file;
    file_reader in;
    if (!in.add(from_json(text, file))) return std::move(in).take();

    calendar::notice notice;
    if (file.year() < 2000 || file.year() > 2100) in.fault("year", "2000 to 2100 is expected");
    notice.year = std::chrono::year{static_cast<int>(file.year())};
    for (int i = 0; i < file.off_size(); ++i) {
        add_days(in, "off[" + std::to_string(i) + ']', file.off(i), notice);
    }
    for (int i = 0; i < file.work_size(); ++i) {
        auto const day = in.day("work[" + std::to_string(i) + "].day", file.work(i).day());
        notice.days.push_back({day, false, file.work(i).name()});
    }
    std::sort(notice.days.begin(), notice.days.end(), [](auto const& a, auto const& b) { return a.day < b.day; });
    auto const twice = std::adjacent_find(notice.days.begin(), notice.days.end(),
                                          [](auto const& a, auto const& b) { return a.day == b.day; });
    if (in.clean() && twice != notice.days.end()) in.fault("off", "a day is named twice: \"" + twice->name + '"');
    if (!in.clean()) return std::move(in).take();
    return notice;
}

answer read_festivals(std::string_view text) {
    files::SpringFestivals file;
    file_reader in;
    if (!in.add(from_json(text, file))) return std::move(in).take();

    spring_festivals festivals;
    for (int i = 0; i < file.eves_size(); ++i) {
        festivals.push_back({in.day("eves[" + std::to_string(i) + ']', file.eves(i))});
    }
    if (!in.clean()) return std::move(in).take();
    return festivals;
}

answer read_statutory(std::string_view text) {
    files::StatutoryDays file;
    file_reader in;
    if (!in.add(from_json(text, file))) return std::move(in).take();

    statutory_days statutory;
    for (int i = 0; i < file.days_size(); ++i) {
        statutory.days.push_back(in.day("days[" + std::to_string(i) + ']', file.days(i)));
    }
    if (!in.clean()) return std::move(in).take();
    return statutory;
}

}  // namespace

answer parse_holidays(std::string_view text) {
    files::HolidayFile head;
    json_outcome const outcome = from_json(text, head);  // the members of the real kind are unknown to it
    if (!outcome.well_formed) {
        file_reader in;
        (void)in.add(outcome);
        return std::move(in).take();
    }
    if (head.schema() == "holidays/1") return read_notice(text);
    if (head.schema() == "spring-festivals/1") return read_festivals(text);
    if (head.schema() == "statutory-days/1") return read_statutory(text);
    return config_faults{{"schema", "must be holidays/1, spring-festivals/1 or statutory-days/1"}};
}

}  // namespace buduan::wire
