#include "halls/loop_bench.hpp"

#include <algorithm>
#include <utility>

namespace buduan::halls {

calendar::phase_span loop_bench::plan(calendar::opening_hours const& /*hours*/, calendar::instant moment) {
    using namespace std::chrono;
    using calendar::service_phase;
    auto const local = moment + 8h;
    sys_days const day = floor<days>(local);
    struct part {
        hours until;
        service_phase phase;
    };
    for (part const& one :
         {part{9h, service_phase::before_open}, part{12h, service_phase::regular}, part{13h, service_phase::noon_duty},
          part{17h, service_phase::regular}, part{24h, service_phase::extension}}) {
        calendar::instant const ends = calendar::instant{day} + one.until - 8h;
        if (moment >= ends) continue;
        calendar::phase_span span;
        span.phase = one.phase;
        span.day = calendar::civil_day{day.time_since_epoch()};
        span.begins = ends - 1h;
        span.ends = ends;
        return span;
    }
    return {};
}

std::size_t loop_bench::send(dispatch::command_body wanted, std::optional<dispatch::command_id> id) {
    if (!id) {
        id.emplace();
        ++ids_;
        id->bytes.fill(0xcd);
        for (std::size_t i = 0; i < 8; ++i) {
            id->bytes[i] = static_cast<std::uint8_t>(ids_ >> (8 * i));
        }
    }
    last_id_ = *id;
    std::size_t const n = outcomes.size();
    outcomes.emplace_back();
    loop().submit({*id, {dispatch::actor_kind::staff, "S01"}, std::move(wanted)},
                  [this, n](outcome const& became) { outcomes[n] = became; });
    return n;
}

bool loop_bench::heard(notice::kind what) const {
    return std::any_of(notices.begin(), notices.end(), [&](notice const& one) { return one.what == what; });
}

void loop_bench::submit_recovery(dispatch::hall_id hall) {
    work_.push_back([this, hall] { loop().on_recovered(recover_or_say_why(disk_, hall, "bench")); });
}

void loop_bench::submit_append(journal::append_request request) {
    work_.push_back([this, request = std::move(request)] {
        switch (std::exchange(lost_, lost::no)) {
            case lost::no: loop().on_appended(disk_.append({&request, 1}).front()); break;
            case lost::after:
                static_cast<void>(disk_.append({&request, 1}));
                loop().on_append_lost();
                break;
            case lost::before: loop().on_append_lost(); break;
        }
    });
}

void loop_bench::submit_read(dispatch::hall_id hall, std::uint64_t seq) {
    work_.push_back([this, hall, seq] { loop().on_read(seq, record_at(disk_, hall, seq)); });
}

void loop_bench::submit_release_ballast() {
    work_.push_back([this] { static_cast<void>(disk_.release_ballast()); });
}

void loop_bench::submit_restore_ballast(dispatch::hall_id /*hall*/) {
    work_.push_back([this] { loop().on_ballast(disk_.restore_ballast()); });
}

void loop_bench::submit_snapshot(dispatch::hall_id hall, journal::stored_snapshot snapshot) {
    work_.push_back([this, hall, snapshot = std::move(snapshot)] { disk_.put_snapshot(hall, snapshot); });
}

}  // namespace buduan::halls
