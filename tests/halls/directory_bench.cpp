#include "halls/directory_bench.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace buduan::halls {

outcome directory_bench::ask(dispatch::command_body wanted) {
    std::optional<outcome> became;
    send(std::move(wanted), [&became](outcome const& one) { became = one; });
    settle();
    return became.value();
}

void directory_bench::send(dispatch::command_body wanted, completion done) {
    dispatch::command_id id;
    ++ids_;
    id.bytes.fill(0xcd);
    for (std::size_t i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(ids_ >> (8 * i));
    }
    directory_.submit(hall, {id, {dispatch::actor_kind::staff, li.str()}, std::move(wanted)}, std::move(done));
}

void directory_bench::staff_a_window() {
    ask(dispatch::take_seat{window, li, false});
    ask(dispatch::open_window{window, li});
}

dispatch::ticket_id directory_bench::issue(std::string const& matter) {
    dispatch::issue_ticket wanted;
    wanted.matters.push_back(dispatch::matter_id::parse(matter).value());
    wanted.zone = dispatch::zone_id::parse("general").value();
    outcome const became = ask(std::move(wanted));
    for (dispatch::event const& event : std::get<dispatch::record>(became).events) {
        if (auto const* issued = std::get_if<dispatch::ticket_issued>(&event)) return issued->ticket;
    }
    throw std::logic_error("no ticket was issued");
}

void directory_bench::call() {
    ask(dispatch::call_next{window, li, {}, false, std::nullopt});
}

std::vector<directory_bench::frame> directory_bench::frames_of(std::string const& name) const {
    std::vector<frame> found;
    std::copy_if(frames.begin(), frames.end(), std::back_inserter(found),
                 [&](frame const& one) { return one.topic == name; });
    return found;
}

std::string directory_bench::current(std::string const& name) const {
    live::position at;
    live::encode make;
    return directory_.current_picture(name, at, make) ? make(live::encoding::binary) : std::string();
}

void directory_bench::publish(std::string_view name, live::position at, live::frame_kind kind,
                              live::encode const& make) {
    if (!followed(name)) return;
    frames.push_back({std::string(name), at, kind, make(live::encoding::binary)});
}

void directory_bench::submit_recovery(dispatch::hall_id of) {
    work_.push_back([this, of] { directory_.on_recovered(of, recover_or_say_why(disk_, of, "bench")); });
}

void directory_bench::submit_append(journal::append_request request) {
    work_.push_back([this, request = std::move(request)] {
        journal::append_result const result = disk_.append({&request, 1}).front();
        if (std::exchange(lose_next_, false)) {
            directory_.on_append_lost(request.hall);
        } else {
            directory_.on_appended(request.hall, result);
        }
    });
}

void directory_bench::submit_read(dispatch::hall_id of, std::uint64_t seq) {
    work_.push_back([this, of, seq] { directory_.on_read(of, seq, record_at(disk_, of, seq)); });
}

void directory_bench::submit_release_ballast() {
    work_.push_back([this] { static_cast<void>(disk_.release_ballast()); });
}

void directory_bench::submit_restore_ballast(dispatch::hall_id of) {
    work_.push_back([this, of] { directory_.on_ballast(of, disk_.restore_ballast()); });
}

void directory_bench::submit_snapshot(dispatch::hall_id of, journal::stored_snapshot snapshot) {
    work_.push_back([this, of, snapshot = std::move(snapshot)] { disk_.put_snapshot(of, snapshot); });
}

}  // namespace buduan::halls
