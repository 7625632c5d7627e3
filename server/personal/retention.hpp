#pragma once

// How long personal data may be kept: the table of requirements, section f. Nothing here reads a clock.

#include "dispatch/ticket.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace buduan::personal {

using dispatch::instant;

enum class record_kind : std::uint8_t {
    ticket_contact,           // name and phone given with a ticket
    appointment_contact,      //
    mailing_address,          // and recipient
    mandate,                  //
    negative_rating_contact,  //
    complaint_contact,        //
};

[[nodiscard]] std::string_view to_string(record_kind kind);
[[nodiscard]] std::optional<record_kind> parse_record_kind(std::string_view text);

// When a record must be gone, counted from the end of what it was given for: the service, the slot, the confirmed
// delivery, the closed case.
[[nodiscard]] instant delete_at(record_kind kind, instant ended);

// When it must be gone even if that end is never reported (the report was lost, the record forgotten): counted from
// the writing. A ticket ends on its day, so its contact goes two days later at the latest.
[[nodiscard]] instant delete_at_latest(record_kind kind, instant written);

}  // namespace buduan::personal
