#pragma once

// Domain values as messages of the live interface. One way only: clients send commands, never pictures.

#include "buduan/v1/api.pb.h"
#include "calendar/phase.hpp"
#include "dispatch/board.hpp"
#include "dispatch/config.hpp"
#include "dispatch/hall_plan.hpp"
#include "wire/form.hpp"
#include "wire/json_writer.hpp"
#include "wire/replies.hpp"

#include <google/protobuf/arena.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace buduan::wire {

template <class Message>
[[nodiscard]] std::string encoded(form as, Message const& message) {
    return as == form::json ? to_json(message) : message.SerializeAsString();
}

// A message being made, with all it contains in one block of memory that dies with it.
template <class Message>
class draft {
public:
    draft()
        : arena_(block_.data(), block_.size()), message_(google::protobuf::Arena::CreateMessage<Message>(&arena_)) {}
    draft(draft const&) = delete;
    draft& operator=(draft const&) = delete;

    [[nodiscard]] Message& operator*() { return *message_; }
    [[nodiscard]] Message* operator->() { return message_; }
    [[nodiscard]] std::string encode(form as) const { return encoded(as, *message_); }

private:
    alignas(std::max_align_t) std::array<char, 4096> block_;
    google::protobuf::Arena arena_;
    Message* message_;
};

[[nodiscard]] inline std::int64_t ms_of(calendar::instant moment) {
    return moment.time_since_epoch().count();
}

void write(v1::Text& to, dispatch::bilingual const& from);
void write(v1::Position& to, std::uint64_t epoch, std::uint64_t seq);
void write(v1::PhaseSpan& to, calendar::phase_span const& from);
void write(v1::WaitRange& to, dispatch::wait_range const& from);
[[nodiscard]] v1::Phase phase_word(calendar::service_phase phase);

void write(v1::CallPicture& to, dispatch::call_picture const& from);
void write(v1::BoardPicture& to, dispatch::board_picture const& from);
void write(v1::WindowPicture& to, dispatch::window_picture const& from);
void write(v1::ZonePicture& to, dispatch::zone_picture const& from);
void write(v1::DeskPicture& to, dispatch::desk_picture const& from);
void write(v1::QueuePicture& to, dispatch::queue_picture const& from);
// Codes and names; a matter that the plan has never heard of is named by its code.
void write_matters(v1::TicketPicture& to, std::vector<dispatch::matter_id> const& matters,
                   dispatch::hall_plan const& names);
void write(v1::TicketPicture& to, dispatch::ticket_picture const& from, dispatch::hall_plan const& names,
           ticket_places const& places);

// reply_values.cpp
void write(v1::Reply& to, dispatch::record const& happened, dispatch::hall_plan const& names,
           ticket_places const& places);
void write(v1::Problem& to, problem const& why);

}  // namespace buduan::wire
