#include "app/demonstration_people.hpp"

#include "app/load_connection.hpp"
#include "app/public_client.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <random>
#include <thread>
#include <utility>

namespace buduan::app {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using steady = std::chrono::steady_clock;

constexpr auto heartbeat = 25s;  // keeps the seat (a lease of 90 s) and the connection
constexpr auto reconnect_after = 3s;
constexpr std::uint16_t session_ended = 4002;  // close code
constexpr auto first_citizens_every = 120ms;

std::string text(json::object const& in, char const* member) {
    auto const* value = in.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

double number(json::object const& in, char const* member) {
    auto const* value = in.if_contains(member);
    if (value == nullptr) return 0;
    if (value->is_string()) return std::strtod(value->as_string().c_str(), nullptr);
    return value->is_number() ? value->to_number<double>() : 0;
}

json::object object_of(std::string_view body) {
    boost::system::error_code error;
    auto const value = json::parse({body.data(), body.size()}, error);
    return !error && value.is_object() ? value.as_object() : json::object();
}

json::array const& list(json::object const& in, char const* member) {
    static json::array const nothing;
    auto const* value = in.if_contains(member);
    return value != nullptr && value->is_array() ? value->as_array() : nothing;
}

hall_time moment(json::object const& in, char const* member) {
    return hall_time(milliseconds(static_cast<milliseconds::rep>(number(in, member))));
}

bool walk_in(std::string const& phase) {
    return phase == "REGULAR" || phase == "NOON_DUTY" || phase == "OPEN";
}

std::string command_id(std::mt19937_64& chance) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string id;
    for (int i = 0; i < 32; ++i)
        id += digits[chance() % 16];
    return id;
}

std::uint64_t seed_of(std::uint64_t seed, std::string const& name) {
    std::uint64_t mixed = 0xcbf29ce484222325 ^ seed;  // FNV-1a: the same on every machine
    for (char c : name)
        mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return mixed;
}

// Somebody with a session: a connection that comes back when it breaks.
class visitor {
public:
    visitor(load_reactor& reactor, std::uint16_t port) : reactor_(reactor), port_(port) {}

    // The session, or nothing when it was refused.
    std::function<std::string()> sign_in;
    std::function<void()> opened;
    std::function<void(json::object const&)> received;

    [[nodiscard]] bool signed_in() const { return !cookie_.empty(); }
    [[nodiscard]] bool connected() const { return connection_ && connection_->open(); }

    // One step towards being connected; true when it took a request (and so a while).
    bool attend(steady::time_point now) {
        if (connection_ && connection_->closed()) {
            if (!greeted_ || connection_->close_code() == session_ended) cookie_.clear();
            connection_.reset();
            again_ = now + reconnect_after;
        }
        if (connected()) {
            if (!std::exchange(greeted_, true)) opened();
            if (now >= beat_) send({{"ping", {{"clientMs", "0"}}}}, now);
            return false;
        }
        if (connection_ || now < again_) return false;
        if (cookie_.empty()) {
            cookie_ = sign_in();
            again_ = cookie_.empty() ? now + reconnect_after : now;
            return true;
        }
        greeted_ = false;
        load_target target;
        target.port = port_;
        target.cookie = cookie_;
        connection_ = std::make_unique<load_connection>(
            reactor_, target, [this](std::string_view message) { received(object_of(message)); });
        return false;
    }

    void send(json::object frame, steady::time_point now) {
        frame["request"] = ++request_;
        beat_ = now + heartbeat;
        connection_->send(json::serialize(frame));
    }

private:
    load_reactor& reactor_;
    std::uint16_t port_;
    std::string cookie_;
    std::unique_ptr<load_connection> connection_;
    bool greeted_ = false;
    std::uint32_t request_ = 0;
    steady::time_point again_{};
    steady::time_point beat_{};
};

// What the hall's card says of a matter.
struct offer {
    std::string code;
    std::string skill;
    std::chrono::minutes typical{8};
};

// One hall: its card, its kiosk, its clerks.
class hall_life {
public:
    hall_life(load_reactor& reactor, people_options const& options, hall_roster roster)
        : options_(options),
          hall_(std::move(roster.hall)),
          chance_(seed_of(options.seed, hall_)),
          kiosk_(reactor, options.port) {
        kiosk_.sign_in = [this, token = roster.kiosk_token] {
            return http_post(options_.port, "/v1/device-session", json::serialize(json::object{{"token", token}}))
                .cookie;
        };
        kiosk_.opened = [] {};
        kiosk_.received = [](json::object const&) {};
        for (auto& place : roster.clerks)
            add_clerk(reactor, std::move(place));
        first_citizens_ = static_cast<int>(clerks_.size()) * 5 / 4;
    }

    // Does what is due; true when it had to wait for a request.
    bool attend(steady::time_point now) {
        if (!card_known_ || hall_now(now) >= card_until_) return read_card(now);
        if (kiosk_.attend(now)) return true;
        for (auto& clerk : clerks_) {
            if (clerk->line.attend(now)) return true;
            if (!clerk->line.connected()) continue;
            if (auto verb = clerk->mind.act(hall_now(now))) command(clerk->line, std::move(*verb), now);
        }
        if (kiosk_.connected()) let_citizens_in(now);
        return false;
    }

private:
    struct desk {
        desk(load_reactor& reactor, std::uint16_t port, clerk_place place, std::uint64_t seed)
            : line(reactor, port), mind(std::move(place), seed) {}
        visitor line;
        demonstration_clerk mind;
    };

    void add_clerk(load_reactor& reactor, clerk_place place) {
        auto const seed = seed_of(options_.seed, place.staff);
        auto made = std::make_unique<desk>(reactor, options_.port, std::move(place), seed);
        auto& it = *made;
        it.line.sign_in = [this, &it] {
            json::object const who{
                {"hall", hall_}, {"account", it.mind.place().staff}, {"password", options_.password}};
            return http_post(options_.port, "/v1/session", json::serialize(who)).cookie;
        };
        it.line.opened = [this, &it] {
            auto const topic = "desk/" + hall_ + '/' + it.mind.place().window;
            it.line.send({{"subscribe", {{"topic", topic}}}}, steady::now());
        };
        it.line.received = [this, &it](json::object const& frame) { hear(it, frame); };
        clerks_.push_back(std::move(made));
    }

    void hear(desk& at, json::object const& frame) {
        auto const now = hall_now(steady::now());
        if (frame.contains("problem")) return at.mind.refused(now);
        auto const* picture = frame.if_contains("desk");
        if (picture == nullptr || !picture->is_object()) return;
        auto const& seen = picture->as_object();
        if (auto const* current = seen.if_contains("current"); current != nullptr && current->is_object()) {
            auto const matter = offers_.find(text(current->as_object(), "matter"));
            if (matter != offers_.end()) at.mind.expect_service(matter->second.typical);
        }
        at.mind.see(read_desk(seen), now);
    }

    bool read_card(steady::time_point now) {
        if (now < card_again_) return false;
        card_again_ = now + 1s;
        auto const answer = http_get(options_.port, "/v1/halls/" + hall_);
        if (answer.status != 200) return true;
        auto const card = object_of(answer.body);
        server_time_ = moment(card, "serverMs");
        read_at_ = steady::now();
        speed_ = card.contains("clockSpeed") ? number(card, "clockSpeed") : 1;
        auto const* phase = card.if_contains("phase");
        card_until_ = phase != nullptr && phase->is_object() ? moment(phase->as_object(), "endsMs") : hall_time{};
        card_until_ = std::max(card_until_, server_time_ + 10s);
        card_known_ = true;
        read_day(card);
        read_matters(card);
        return true;
    }

    void read_day(json::object const& card) {
        opens_ = closes_ = hall_time{};
        std::optional<duty> noon;
        for (auto const& item : list(card, "today")) {
            auto const& segment = item.as_object();
            auto const phase = text(segment, "phase");
            if (!walk_in(phase)) continue;
            if (opens_ == hall_time{}) opens_ = moment(segment, "beginsMs");
            closes_ = moment(segment, "endsMs");
            if (phase == "NOON_DUTY") noon = duty{moment(segment, "beginsMs"), moment(segment, "endsMs")};
        }
        for (auto& clerk : clerks_) {
            clerk->mind.plan_day(opens_ == hall_time{}
                                     ? std::vector<duty>{}
                                     : duties_of_day(opens_, closes_, noon, clerk->mind.place().noon_group));
        }
        next_citizen_ = std::max(next_citizen_, hall_now(steady::now()));
    }

    void read_matters(json::object const& card) {
        offers_.clear();
        for (auto const& item : list(card, "matters")) {
            auto const& matter = item.as_object();
            auto const* offered = matter.if_contains("offeredNow");
            offer const one{text(matter, "code"), text(matter, "skill"),
                            std::chrono::minutes(std::max(1, static_cast<int>(number(matter, "typicalMin"))))};
            if (offered != nullptr && offered->is_bool() && offered->as_bool()) offers_[one.code] = one;
        }
    }

    void let_citizens_in(steady::time_point now) {
        auto const at = hall_now(now);
        if (offers_.empty() || clerks_.empty() || at < opens_ || at >= closes_) return;
        if (first_citizens_ > 0 && now >= first_citizen_) {
            --first_citizens_;
            first_citizen_ = now + first_citizens_every;
            return citizen(now);
        }
        if (at < next_citizen_) return;
        citizen(now);
        // The next one of a Poisson process, by the rate of this moment.
        double const minutes_each = 7.0;
        double const rate =
            options_.busy * rush(opens_, closes_, at) * static_cast<double>(clerks_.size()) / minutes_each;
        double const drawn = (static_cast<double>(chance_() >> 11) + 0.5) / 9007199254740992.0;
        double const wait_ms = -std::log(drawn) / std::max(rate, 0.01) * 60'000;
        next_citizen_ = at + milliseconds(static_cast<milliseconds::rep>(std::min(wait_ms, 600'000.0)));
    }

    void citizen(steady::time_point now) {
        // A matter of a clerk's window, so that nobody comes for a window that only a human could open.
        auto const& skills = clerks_[chance_() % clerks_.size()]->mind.place().skills;
        if (skills.empty()) return;
        auto const& skill = skills[chance_() % skills.size()];
        std::vector<std::string> codes;
        for (auto const& [code, offer] : offers_) {
            if (offer.skill == skill) codes.push_back(code);
        }
        auto const draw = chance_();
        if (codes.empty()) return;
        json::object issue{{"matters", json::array{codes[draw % codes.size()]}}};
        if (draw / 1'000 % 12 == 0) issue["priority"] = true;
        if (draw / 100'000 % 25 == 0) issue["english"] = true;
        command(kiosk_, {{"issueTicket", std::move(issue)}}, now);
    }

    void command(visitor& by, json::object verb, steady::time_point now) {
        verb["id"] = command_id(chance_);
        verb["hall"] = hall_;
        by.send({{"command", std::move(verb)}}, now);
    }

    [[nodiscard]] hall_time hall_now(steady::time_point now) const {
        std::chrono::duration<double, std::milli> const passed = now - read_at_;
        return server_time_ + milliseconds(static_cast<milliseconds::rep>(passed.count() * speed_));
    }

    people_options const& options_;
    std::string hall_;
    std::mt19937_64 chance_;
    visitor kiosk_;
    std::vector<std::unique_ptr<desk>> clerks_;

    bool card_known_ = false;
    steady::time_point card_again_{};
    hall_time card_until_{};
    hall_time server_time_{};
    steady::time_point read_at_{};
    double speed_ = 1;
    hall_time opens_{};
    hall_time closes_{};
    std::map<std::string, offer> offers_;

    int first_citizens_ = 0;  // who came before the demonstration began
    steady::time_point first_citizen_{};
    hall_time next_citizen_{};
};

}  // namespace

double rush(hall_time opens, hall_time closes, hall_time now) {
    if (now < opens || now >= closes - 10min) return 0;
    auto const since = now - opens;
    auto const left = closes - now;
    if (since < 2h) return 1;
    if (since < 3h) return 0.85;
    if (left < 1h) return 0.4;
    bool const noon = since >= milliseconds(3h + 30min) && left > 4h;
    return noon ? 0.6 : 0.9;
}

class demonstration_people::crowd {
public:
    crowd(people_options options, std::vector<hall_roster> rosters) : options_(std::move(options)) {
        for (auto& roster : rosters)
            halls_.emplace_back(reactor_, options_, std::move(roster));
        thread_ = std::thread([this] { live(); });
    }
    ~crowd() {
        leaving_ = true;
        thread_.join();
    }

private:
    void live() {
        while (!leaving_) {
            bool waited = false;
            for (auto& hall : halls_)
                waited = hall.attend(steady::now()) || waited;
            reactor_.poll(waited ? 0 : 20);
        }
    }

    people_options options_;
    load_reactor reactor_;
    std::deque<hall_life> halls_;
    std::atomic<bool> leaving_{false};
    std::thread thread_;
};

demonstration_people::demonstration_people(people_options options, std::vector<hall_roster> rosters)
    : crowd_(std::make_unique<crowd>(std::move(options), std::move(rosters))) {}

demonstration_people::~demonstration_people() = default;

}  // namespace buduan::app
