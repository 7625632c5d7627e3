#include "wire/hall_file.hpp"

#include "wire/holiday_file.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace buduan {
namespace {

using namespace dispatch;
namespace fs = std::filesystem;

std::string file_text(fs::path const& path) {
    std::ifstream file(path);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

wire::matter_catalogue sample_matters() {
    return std::get<wire::matter_catalogue>(wire::parse_matters(file_text("tools/sample/matters.json")));
}

hall_config sample_hall() {
    return std::get<hall_config>(wire::parse_hall(file_text("tools/sample/hall-shanting.json"), sample_matters()));
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::vector<std::string> faults(std::string const& hall) {
    auto const parsed = wire::parse_hall(hall, sample_matters());
    std::vector<std::string> told;
    if (auto const* found = std::get_if<wire::config_faults>(&parsed)) {
        for (auto const& fault : *found) {
            told.push_back(fault.where + ": " + fault.what);
        }
    }
    return told;
}

TEST_CASE("the sample halls parse, and are valid", "[wire][files]") {
    auto const matters = sample_matters();
    int halls = 0;
    for (auto const& entry : fs::directory_iterator("tools/sample")) {
        if (!entry.path().filename().string().starts_with("hall-")) continue;
        INFO(entry.path());
        auto const hall = wire::parse_hall(file_text(entry.path()), matters);
        if (auto const* found = std::get_if<wire::config_faults>(&hall))
            FAIL((*found)[0].where << ": " << (*found)[0].what);
        for (auto const& fault : validate(std::get<hall_config>(hall))) {
            FAIL_CHECK(fault.where << ": " << fault.what);
        }
        ++halls;
    }
    CHECK(halls == 11);
}

TEST_CASE("a hall comes out of its file as it was written", "[wire][files]") {
    auto const hall = sample_hall();

    CHECK(hall.id.view() == "shanting");
    CHECK(hall.name == bilingual{"山亭区政务服务中心", "Shanting District Government Service Centre"});
    CHECK(hall.level == hall_level::district);
    CHECK_FALSE(hall.parent);
    CHECK(hall.phones.supervision == "0632-0000101");
    CHECK(hall.zones.size() == 10);
    CHECK(hall.windows.size() == 42);
    CHECK(hall.staff.size() == 65);
    CHECK(hall.matters.size() == 141);
    CHECK(hall.kiosks.size() == 4);
    CHECK(hall.rules == calling_rules{});

    using namespace std::chrono;
    CHECK(hall.hours.timezone == "Asia/Shanghai");
    REQUIRE(hall.hours.workday.size() == 2);
    CHECK(hall.hours.workday[0] == calendar::workday_hours{June / 1, September / 30, {8h + 30min, 12h}, {14h, 18h}});
    CHECK(hall.hours.rest_day == calendar::time_span{9h, 16h});
    CHECK(hall.hours.noon_rest == 45min);

    auto const& window = hall.windows[0];
    CHECK(window.no == 1);
    CHECK(window.zone.view() == "A");
    CHECK(window.kind == window_kind::service);
    CHECK(window.skills.size() == 3);
    CHECK(window.a_staff.view() == "shanting-S01");
    CHECK(window.b_staff.size() == 2);
    CHECK(window.low_counter);
}

TEST_CASE("matters that tell something about a person are sensitive, others are not", "[wire][files]") {
    std::set<std::string> sensitive;
    for (auto const& [code, matter] : sample_matters().matters) {
        if (matter.sensitive) sensitive.insert(code.str());
    }
    CHECK(sensitive == std::set<std::string>{"GA-H08", "MZ-02", "MZ-11", "MZ-12", "MZ-13", "MZ-15", "CL-01", "CL-02",
                                             "CL-03", "YB-04"});
}

TEST_CASE("an unknown member of a hall's file is a fault, with its line", "[wire][files]") {
    auto const text = file_text("tools/sample/hall-shanting.json");

    CHECK(faults(replaced(text, "\"level\"", "\"levle\"")) ==
          std::vector<std::string>{"levle (line 6): unknown member",
                                   "level: missing, or none of the words allowed here"});
    CHECK(faults(replaced(text, "\"low_counter\": true", "\"low_counter\": 1")) ==
          std::vector<std::string>{"windows[0].low_counter (line 27): true or false is expected"});
    CHECK(faults(text.substr(0, 300)).size() == 1);
}

TEST_CASE("all faults of a hall's file are told together", "[wire][files]") {
    auto text = file_text("tools/sample/hall-shanting.json");
    text = replaced(text, "\"08:30\", \"12:00\"", "\"8:30\", \"24:01\"");
    text = replaced(text, "\"rotation\"", "\"all rest\"");
    text = replaced(text, "\"ticket_prefix\": \"A\"", "\"ticket_prefix\": \"AA\"");
    text = replaced(text, "\"kind\": \"service\"", "\"kind\": \"servise\"");
    text = replaced(text, "\"GA-H01\"", "\"GA-H99\"");
    text = replaced(text, "\"enabled\": true", "\"enabled\": false");

    CHECK(faults(text) ==
          std::vector<std::string>{"windows[0].kind (line 27): none of service, assist, unresolved, complaint, remote",
                                   "hours.workday[0].am: \"8:30\" is no time: HH:MM",
                                   "hours.workday[0].am: \"24:01\" is no time: HH:MM",
                                   "hours.noon.mode: must be rotation (clause 4)",
                                   "hours.extension.enabled: every ticket issued is served (clause 7)",
                                   "zones[A].ticket_prefix: one letter is expected",
                                   "windows[W01].kind: missing, or none of the words allowed here",
                                   "matters[GA-H99]: not in the catalogue of matters"});
}

TEST_CASE("a hall may depart from the calling rules and announce a closure", "[wire][files]") {
    auto text = file_text("tools/sample/hall-shanting.json");
    text = replaced(text, "\"id\": \"shanting\",",
                    "\"id\": \"shanting\", \"rules\": {\"call_budget\": 2, \"quiet_time_s\": 20},");
    text = replaced(
        text, "\"self_service\": \"24h\"",
        "\"self_service\": \"24h\", \"closures\": [{\"day\": \"2026-12-01\", \"reason\": \"雪\", \"announced\": "
        "\"2026-11-30 17:00\"}]");

    auto const hall = std::get<hall_config>(wire::parse_hall(text, sample_matters()));

    CHECK(hall.rules.call_budget == 2);
    CHECK(hall.rules.quiet_time == std::chrono::seconds{20});
    CHECK(hall.rules.restore_places == calling_rules{}.restore_places);
    REQUIRE(hall.hours.closures.size() == 1);
    CHECK(hall.hours.closures[0].reason == "雪");
    CHECK(hall.hours.closures[0].announced == calendar::instant{std::chrono::milliseconds{1'796'029'200'000}});
}

TEST_CASE("a catalogue whose matters contradict themselves is refused", "[wire][files]") {
    auto text = file_text("tools/sample/matters.json");
    text = replaced(text, "\"GA-H02\"", "\"GA-H01\"");
    text = replaced(text, "\"kind\": \"instant\"", "\"kind\": \"committed\"");

    auto const found = std::get<wire::config_faults>(wire::parse_matters(text));

    CHECK(found == wire::config_faults{{"matters[GA-H01].promise", "a matter is instant exactly when its promise is 0"},
                                       {"matters[GA-H01]", "its code is there twice"}});
}

// --- holidays

calendar::civil_day day(int year, unsigned month, unsigned of_month) {
    return calendar::civil_day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

TEST_CASE("a notice spells out its days in order, off and make-up", "[wire][files]") {
    auto const file = wire::parse_holidays(file_text("tools/sample/holidays/2023.json"));
    auto const& notice = std::get<calendar::notice>(std::get<wire::holiday_file>(file));

    CHECK(notice.year == std::chrono::year{2023});
    REQUIRE(notice.days.size() == 34);
    CHECK(notice.days[0] == calendar::notice_day{day(2022, 12, 31), true, "元旦"});
    CHECK(notice.days[3] == calendar::notice_day{day(2023, 1, 21), true, "春节"});
    CHECK(std::is_sorted(notice.days.begin(), notice.days.end(), [](auto& a, auto& b) { return a.day < b.day; }));
    CHECK(std::count_if(notice.days.begin(), notice.days.end(), [](auto& one) { return !one.off; }) == 7);
}

TEST_CASE("a notice without days is not out yet", "[wire][files]") {
    auto const file = wire::parse_holidays(R"({"schema": "holidays/1", "year": 2027})");
    CHECK_FALSE(std::get<calendar::notice>(std::get<wire::holiday_file>(file)).published());
}

TEST_CASE("each file of the holiday folder says what it is", "[wire][files]") {
    auto const festivals = wire::parse_holidays(file_text("tools/sample/holidays/spring-festivals.json"));
    auto const& eves = std::get<wire::spring_festivals>(std::get<wire::holiday_file>(festivals));
    CHECK(eves.size() == 19);
    CHECK(eves[5].eve == day(2027, 2, 5));

    auto const statutory = wire::parse_holidays(file_text("tools/sample/holidays/statutory-days.json"));
    CHECK(std::get<wire::statutory_days>(std::get<wire::holiday_file>(statutory)).days.size() == 59);

    auto const other = wire::parse_holidays(R"({"schema": "feasts/1"})");
    CHECK(std::get<wire::config_faults>(other)[0].where == "schema");
}

TEST_CASE("a notice that contradicts itself is refused", "[wire][files]") {
    auto const refused = [](std::string const& members) {
        auto const file = wire::parse_holidays(R"({"schema": "holidays/1", "year": 2026, )" + members + "}");
        return std::holds_alternative<wire::config_faults>(file);
    };
    CHECK(refused(R"("off": [{"from": "2026-02-30"}])"));
    CHECK(refused(R"("off": [{"from": "2026-02-03", "to": "2026-02-01"}])"));
    CHECK(refused(R"("off": [{"from": "2026-02-01", "to": "2036-02-01"}])"));
    CHECK(refused(R"("off": [{"from": "2026-02-01"}], "work": [{"day": "2026-02-01"}])"));
    CHECK(refused(R"("of": [])"));
    CHECK_FALSE(refused(R"("off": [{"from": "2026-02-01"}], "work": [{"day": "2026-02-02"}])"));
}

}  // namespace
}  // namespace buduan
