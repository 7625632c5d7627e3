#pragma once

// The configuration of one hall, as the core knows it: who sits where and can do what. It enters the hall's stream
// as an event, so the fold reads nothing else. `validate` finds all faults, not the first.

#include "calendar/opening_hours.hpp"
#include "dispatch/ids.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buduan::dispatch {

struct bilingual {
    std::string zh;
    std::string en;
    friend bool operator==(bilingual const&, bilingual const&) = default;
};

enum class hall_level : std::uint8_t { district, town };
enum class window_kind : std::uint8_t { service, assist, unresolved, complaint, remote };
// GCC 12 takes a scoped enumerator for a shadow of the type `instant`.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
enum class matter_kind : std::uint8_t { instant, committed };
#pragma GCC diagnostic pop
enum class position : std::uint8_t { window, floating, lobby_lead, guide, reviewer, supervisor };

struct zone_config {
    zone_id id;
    bilingual name;
    char ticket_prefix = 'A';  // A to Z without I and O; one zone a letter
    std::uint32_t noon_min_windows = 0;
    std::uint32_t rest_day_min_windows = 0;
    friend bool operator==(zone_config const&, zone_config const&) = default;
};

// Clause 27: one A-role and at least one B-role who is somebody else and has all of the window's skills.
struct window_config {
    window_id id;
    std::uint32_t no = 0;  // what people see
    zone_id zone;
    bilingual name;
    window_kind kind = window_kind::service;
    std::vector<skill_id> skills;
    staff_id a_staff;
    std::vector<staff_id> b_staff;
    bool low_counter = false;
    friend bool operator==(window_config const&, window_config const&) = default;
};

struct staff_config {
    staff_id id;
    dispatch::position position = dispatch::position::window;
    std::vector<skill_id> skills;
    std::optional<window_id> a_window;
    std::vector<window_id> b_windows;
    std::uint32_t noon_group = 0;
    std::uint32_t rest_day_team = 0;
    friend bool operator==(staff_config const&, staff_config const&) = default;
};

struct matter_config {
    matter_id code;
    bilingual name;
    std::string dept;
    skill_id skill;
    matter_kind kind = matter_kind::instant;
    std::chrono::minutes typical{10};  // counter time; the prior of the learned service time
    bool noon = false;                 // offered in the noon span of workdays (annex 2)
    bool rest_day = false;             // offered on weekends and holidays
    bool lunar_new_year = false;
    bool sensitive = false;  // public screens name the group only (requirements, section f)
    std::vector<std::string> materials;
    friend bool operator==(matter_config const&, matter_config const&) = default;
};

// The calling rules (requirements, section e). Defaults are the house's.
struct calling_rules {
    std::uint32_t call_budget = 3;             // calls without a show before a ticket may be missed
    std::chrono::seconds quiet_time{15};       // least time between two calls of one ticket
    std::chrono::minutes restore_within{30};   // a missed ticket may come back this long
    std::uint32_t restore_places = 3;          // and goes in behind so many
    std::chrono::minutes protected_after{40};  // older than this goes first
    std::uint32_t ordinary_in = 3;             // of so many calls of a queue in a row one is ordinary
    std::uint32_t tickets_a_day = 20'000;      // limit of the hall; full = refused
    std::uint32_t waiting_limit = 200'000;     // tickets waiting at once; full = refused
    std::uint32_t number_reserve = 50;         // numbers reserved ahead in one event
    std::uint32_t matters_a_ticket = 5;
    friend bool operator==(calling_rules const&, calling_rules const&) = default;
};

struct phone_numbers {
    std::string supervision;  // clause 31: a hall without it is invalid
    std::string appointment;
    std::string remote;
    friend bool operator==(phone_numbers const&, phone_numbers const&) = default;
};

struct hall_config {
    hall_id id;
    bilingual name;
    hall_level level = hall_level::town;
    std::optional<hall_id> parent;
    phone_numbers phones;
    calendar::opening_hours hours;
    std::vector<zone_config> zones;
    std::vector<window_config> windows;
    std::vector<staff_config> staff;
    std::vector<matter_config> matters;  // offered here
    std::vector<device_id> kiosks;
    calling_rules rules;
    friend bool operator==(hall_config const&, hall_config const&) = default;
};

// One fault of a configuration: where (a path such as "windows[W05].b_staff") and what, for a person to read.
struct config_fault {
    std::string where;
    std::string what;
    friend bool operator==(config_fault const&, config_fault const&) = default;
};

// Every fault of the configuration; empty means valid. Sources: requirements, clauses 5, 27, 31 and the rules that
// the sample halls' schema states.
[[nodiscard]] std::vector<config_fault> validate(hall_config const& config);

}  // namespace buduan::dispatch
