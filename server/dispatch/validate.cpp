#include "dispatch/config.hpp"
#include "dispatch/staffing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace buduan::dispatch {
namespace {

template <class Id>
std::string place(std::string_view list, Id const& id) {
    return std::string(list) + '[' + id.str() + ']';
}

std::string place(std::string_view list, std::uint32_t number) {
    return std::string(list) + '[' + std::to_string(number) + ']';
}

template <class Row, class Key>
auto index_by(std::vector<Row> const& rows, Key Row::*key) {
    std::map<Key, Row const*> index;
    for (Row const& row : rows) {
        index.emplace(row.*key, &row);
    }
    return index;
}

bool holds(std::vector<skill_id> const& skills, skill_id skill) {
    return std::find(skills.begin(), skills.end(), skill) != skills.end();
}

class validation {
public:
    explicit validation(hall_config const& config)
        : config_(config),
          zones_(index_by(config.zones, &zone_config::id)),
          windows_(index_by(config.windows, &window_config::id)),
          staff_(index_by(config.staff, &staff_config::id)) {}

    std::vector<config_fault> run() {
        check_hall();
        check_zones();
        check_windows();
        check_staff();
        check_matters();
        check_minimums();
        for (std::uint32_t group = 1; group <= groups; ++group) {
            check_group(group, noon);
            check_group(group, rest_day);
        }
        check_rules();
        return std::move(faults_);
    }

private:
    void fault(std::string where, std::string what) { faults_.push_back({std::move(where), std::move(what)}); }

    void check_name(std::string const& where, bilingual const& name) {
        if (name.zh.empty()) fault(where + ".name_zh", "is empty");
    }

    template <class Row, class Id>
    void check_unique(std::string_view list, std::vector<Row> const& rows, Id Row::*id) {
        std::set<Id> seen;
        for (Row const& row : rows) {
            if ((row.*id).empty()) {
                fault(std::string(list), "has a row without an id");
            } else if (!seen.insert(row.*id).second) {
                fault(place(list, row.*id), "stands twice");
            }
        }
    }

    void check_hall() {
        if (config_.id.empty()) fault("id", "is empty");
        check_name("hall", config_.name);
        if (config_.phones.supervision.empty()) fault("phones.supervision", "is missing (clause 31)");
        if (config_.level == hall_level::district && config_.parent) fault("parent", "a district hall has none");
        if (config_.level == hall_level::town && !config_.parent)
            fault("parent", "a town hall belongs to a district's");
        for (calendar::hours_fault const& wrong : calendar::faults_of(config_.hours)) {
            fault("hours." + wrong.where, wrong.what);
        }
        std::set<device_id> seen;
        for (device_id const kiosk : config_.kiosks) {
            if (!seen.insert(kiosk).second) fault(place("kiosks", kiosk), "stands twice");
        }
    }

    void check_zones() {
        if (config_.zones.empty()) fault("zones", "there is none");
        check_unique("zones", config_.zones, &zone_config::id);
        std::map<char, zone_id> letters;
        for (zone_config const& zone : config_.zones) {
            std::string const where = place("zones", zone.id);
            check_name(where, zone.name);
            char const letter = zone.ticket_prefix;
            if (letter < 'A' || letter > 'Z' || letter == 'I' || letter == 'O') {
                fault(where + ".ticket_prefix", "must be a letter from A to Z without I and O");
            } else if (auto const [first, fresh] = letters.emplace(letter, zone.id); !fresh) {
                fault(where + ".ticket_prefix", std::string(1, letter) + " belongs to zone " + first->second.str());
            }
        }
    }

    void check_windows() {
        if (config_.windows.empty()) fault("windows", "there is none");
        check_unique("windows", config_.windows, &window_config::id);
        std::map<std::uint32_t, window_id> numbers;
        for (window_config const& window : config_.windows) {
            std::string const where = place("windows", window.id);
            if (window.no == 0) fault(where + ".no", "must be 1 or more");
            if (auto const [first, fresh] = numbers.emplace(window.no, window.id); !fresh) {
                fault(where + ".no", std::to_string(window.no) + " is the number of " + first->second.str());
            }
            if (!zones_.contains(window.zone)) fault(where + ".zone", "there is no zone " + window.zone.str());
            check_name(where, window.name);
            if (window.skills.empty()) fault(where + ".skills", "there is none: it would serve nobody");
            if (std::set<skill_id>(window.skills.begin(), window.skills.end()).size() != window.skills.size()) {
                fault(where + ".skills", "one stands twice");
            }
            check_roles(window, where);
        }
    }

    // Clause 27: A-role, and B-roles who are somebody else and have all of the window's skills.
    void check_roles(window_config const& window, std::string const& where) {
        check_role(window, window.a_staff, where + ".a_staff");
        if (window.b_staff.empty()) fault(where + ".b_staff", "there is no B-role (clause 27)");
        std::set<staff_id> seen;
        for (staff_id const b : window.b_staff) {
            if (b == window.a_staff) fault(where + ".b_staff", b.str() + " is the A-role (clause 27)");
            if (!seen.insert(b).second) fault(where + ".b_staff", b.str() + " stands twice");
            check_role(window, b, where + ".b_staff");
        }
    }

    void check_role(window_config const& window, staff_id staff, std::string const& where) {
        auto const person = staff_.find(staff);
        if (staff.empty()) return fault(where, "is missing (clause 27)");
        if (person == staff_.end()) return fault(where, "there is no staff " + staff.str());
        for (skill_id const skill : window.skills) {
            if (!holds(person->second->skills, skill)) fault(where, staff.str() + " lacks the skill " + skill.str());
        }
    }

    void check_staff() {
        check_unique("staff", config_.staff, &staff_config::id);
        for (staff_config const& person : config_.staff) {
            std::string const where = place("staff", person.id);
            if (person.a_window) {
                auto const window = windows_.find(*person.a_window);
                if (window == windows_.end()) {
                    fault(where + ".a_window", "there is no window " + person.a_window->str());
                } else if (window->second->a_staff != person.id) {
                    fault(where + ".a_window", "the A-role of " + person.a_window->str() + " is somebody else");
                }
            }
            for (window_id const b : person.b_windows) {
                auto const window = windows_.find(b);
                if (window == windows_.end()) {
                    fault(where + ".b_windows", "there is no window " + b.str());
                } else if (auto const& all = window->second->b_staff;
                           std::find(all.begin(), all.end(), person.id) == all.end()) {
                    fault(where + ".b_windows", b.str() + " does not name them as a B-role");
                }
            }
            if (person.noon_group > groups) fault(where + ".noon_group", "must be 1 or 2");
            if (person.rest_day_team > groups) fault(where + ".rest_day_team", "must be 1 or 2");
        }
    }

    void check_matters() {
        if (config_.matters.empty()) fault("matters", "none is offered");
        check_unique("matters", config_.matters, &matter_config::code);
        for (matter_config const& matter : config_.matters) {
            std::string const where = place("matters", matter.code);
            check_name(where, matter.name);
            bool const served = std::any_of(config_.windows.begin(), config_.windows.end(),
                                            [&](auto const& window) { return holds(window.skills, matter.skill); });
            if (!served) fault(where, "no window has its skill " + matter.skill.str());
            if (matter.typical <= std::chrono::minutes{0}) fault(where + ".typical_min", "must be 1 or more");
        }
    }

    // Clauses 5 and 10: the least number of staffed windows must be there to be staffed.
    void check_minimums() {
        for (zone_config const& zone : config_.zones) {
            auto const windows = static_cast<std::uint32_t>(
                std::count_if(config_.windows.begin(), config_.windows.end(),
                              [&](window_config const& window) { return window.zone == zone.id; }));
            if (windows == 0) fault(place("zones", zone.id), "has no window");
            std::string const only = "the zone has only " + std::to_string(windows) + " windows";
            if (zone.noon_min_windows > windows) fault(place("zones", zone.id) + ".noon_min_windows", only);
            if (zone.rest_day_min_windows > windows) fault(place("zones", zone.id) + ".rest_day_min_windows", only);
        }
    }

    // People who are on duty while the others rest, and what they must be able to do.
    struct duty {
        char const* name;
        std::uint32_t staff_config::*group;
        std::uint32_t zone_config::*least;
        bool matter_config::*offered;
    };
    static constexpr duty noon{"noon_group", &staff_config::noon_group, &zone_config::noon_min_windows,
                               &matter_config::noon};
    static constexpr duty rest_day{"rest_day_team", &staff_config::rest_day_team, &zone_config::rest_day_min_windows,
                                   &matter_config::rest_day};
    static constexpr std::uint32_t groups = 2;

    // Clauses 5 and 10: each group alone mans the least of every zone and has every skill that is offered then.
    void check_group(std::uint32_t group, duty const& when) {
        std::string const where = place(when.name, group);
        std::vector<staff_id> people;
        std::set<skill_id> skills;
        for (staff_config const& person : config_.staff) {
            if (person.*when.group != group) continue;
            people.push_back(person.id);
            skills.insert(person.skills.begin(), person.skills.end());
        }
        std::map<zone_id, std::uint32_t> wanted;
        for (zone_config const& zone : config_.zones) {
            if (zone.*when.least > 0) wanted.emplace(zone.id, zone.*when.least);
        }
        auto manned = coverage_of(config_, people, wanted);
        for (auto const& [zone, least] : wanted) {
            if (manned[zone] >= least) continue;
            fault(where, "can man " + std::to_string(manned[zone]) + " of " + std::to_string(least) +
                             " windows of zone " + zone.str() + " (clause 5)");
        }
        std::set<skill_id> lacking;
        for (matter_config const& matter : config_.matters) {
            if (matter.*when.offered && !skills.contains(matter.skill)) lacking.insert(matter.skill);
        }
        for (skill_id const skill : lacking) {
            fault(where, "nobody has the skill " + skill.str() + ", offered then (clause 5)");
        }
    }

    void check_rules() {
        auto const at_least_one = [this](std::string const& name, auto value) {
            if (value < decltype(value){1}) fault("rules." + name, "must be 1 or more");
        };
        calling_rules const& rules = config_.rules;
        at_least_one("call_budget", rules.call_budget);
        at_least_one("restore_within_min", rules.restore_within);
        at_least_one("protected_after_min", rules.protected_after);
        at_least_one("ordinary_in", rules.ordinary_in);
        at_least_one("tickets_a_day", rules.tickets_a_day);
        at_least_one("waiting_limit", rules.waiting_limit);
        at_least_one("number_reserve", rules.number_reserve);
        at_least_one("matters_a_ticket", rules.matters_a_ticket);
        if (rules.quiet_time < std::chrono::seconds{0}) fault("rules.quiet_time_s", "must not be negative");
    }

    hall_config const& config_;
    std::map<zone_id, zone_config const*> zones_;
    std::map<window_id, window_config const*> windows_;
    std::map<staff_id, staff_config const*> staff_;
    std::vector<config_fault> faults_;
};

}  // namespace

std::vector<config_fault> validate(hall_config const& config) {
    return validation(config).run();
}

}  // namespace buduan::dispatch
