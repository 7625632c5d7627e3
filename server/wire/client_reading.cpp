#include "wire/client_reading.hpp"

#include <algorithm>

namespace buduan::wire {
namespace {

constexpr std::int64_t end_of_time_ms = 253'402'300'800'000;

bool control(char c) {
    auto const octet = static_cast<unsigned char>(c);
    return octet < 0x20 || octet == 0x7f;
}

// --- verbs

using namespace dispatch;

command_body read_issue(field_reader& in, v1::IssueTicket const& from, stated_contact& contact) {
    issue_ticket wanted;
    if (from.matters().empty()) in.fault("matters", "missing");
    if (static_cast<std::size_t>(from.matters_size()) > message_limits::matters) in.fault("matters", "too many");
    for (std::string const& code : from.matters()) {
        wanted.matters.push_back(in.id<matter_id>("matters", code));
    }
    wanted.zone = in.optional_id<zone_id>("zone", from.zone());
    wanted.window = in.optional_id<window_id>("window", from.window());
    wanted.klass = from.priority() ? ticket_class::priority : ticket_class::ordinary;
    wanted.language = from.english() ? language::en : language::zh;
    contact.phone = in.text("phone", from.phone(), message_limits::phone_bytes);
    contact.name = in.text("name", from.name(), message_limits::name_bytes);
    contact.person_id = in.text("person_id", from.person_id(), message_limits::person_id_bytes);
    return wanted;
}

command_body read_call_next(field_reader& in, v1::CallNext const& from) {
    call_next wanted;
    wanted.window = in.id<window_id>("window", from.window());
    wanted.expected = ticket_id{from.expected()};
    wanted.finish = from.finish();
    wanted.expires = in.optional_moment("expires_ms", from.expires_ms());
    return wanted;
}

command_body read_call_ticket(field_reader& in, v1::CallTicket const& from) {
    call_ticket wanted;
    wanted.window = in.id<window_id>("window", from.window());
    wanted.ticket = in.ticket("ticket", from.ticket());
    wanted.reason = in.text("reason", from.reason(), message_limits::reason_bytes);
    return wanted;
}

command_body read_transfer(field_reader& in, v1::TransferTicket const& from) {
    transfer_ticket wanted;
    wanted.window = in.id<window_id>("window", from.window());
    wanted.ticket = in.ticket("ticket", from.ticket());
    wanted.to_matter = in.optional_id<matter_id>("to_matter", from.to_matter());
    wanted.to_window = in.optional_id<window_id>("to_window", from.to_window());
    if (wanted.to_matter.has_value() == wanted.to_window.has_value()) {
        in.fault("to_matter", "exactly one of to_matter and to_window must be given");
    }
    return wanted;
}

command_body read_step_away(field_reader& in, v1::StepAway const& from) {
    step_away wanted;
    wanted.window = in.id<window_id>("window", from.window());
    wanted.reason = in.required_text("reason", from.reason(), message_limits::reason_bytes);
    wanted.until = in.moment("until_ms", from.until_ms());
    return wanted;
}

// The verbs on one ticket differ in what they need of window, ticket and reason.
template <class Verb>
command_body read_verb(field_reader& in, v1::TicketVerb const& from) {
    Verb wanted;
    wanted.ticket = in.ticket("ticket", from.ticket());
    if constexpr (requires { wanted.window; }) wanted.window = in.id<window_id>("window", from.window());
    if constexpr (requires { wanted.reason; }) {
        wanted.reason = in.text("reason", from.reason(), message_limits::reason_bytes);
    }
    return wanted;
}

template <class Verb>
command_body read_verb(field_reader& in, v1::WindowVerb const& from) {
    Verb wanted;
    wanted.window = in.id<window_id>("window", from.window());
    return wanted;
}

command_body read_take_seat(field_reader& in, v1::TakeSeat const& from) {
    take_seat wanted;
    wanted.window = in.id<window_id>("window", from.window());
    wanted.take_over = from.take_over();
    return wanted;
}

command_body read_body(field_reader& in, v1::Command const& from, stated_contact& contact) {
    using v1::Command;
    switch (from.verb_case()) {
        case Command::kIssueTicket: return read_issue(in, from.issue_ticket(), contact);
        case Command::kCallNext: return read_call_next(in, from.call_next());
        case Command::kCallTicket: return read_call_ticket(in, from.call_ticket());
        case Command::kRecall: return read_verb<recall>(in, from.recall());
        case Command::kStartService: return read_verb<start_service>(in, from.start_service());
        case Command::kFinishService: return read_verb<finish_service>(in, from.finish_service());
        case Command::kMarkMissed: return read_verb<mark_missed>(in, from.mark_missed());
        case Command::kHoldTicket: return read_verb<hold_ticket>(in, from.hold_ticket());
        case Command::kRestoreTicket: return read_verb<restore_ticket>(in, from.restore_ticket());
        case Command::kResumeTicket: return read_verb<resume_ticket>(in, from.resume_ticket());
        case Command::kVoidTicket: return read_verb<void_ticket>(in, from.void_ticket());
        case Command::kTransferTicket: return read_transfer(in, from.transfer_ticket());
        case Command::kTakeSeat: return read_take_seat(in, from.take_seat());
        case Command::kReleaseSeat: return read_verb<release_seat>(in, from.release_seat());
        case Command::kOpenWindow: return read_verb<open_window>(in, from.open_window());
        case Command::kCloseWindow: return read_verb<close_window>(in, from.close_window());
        case Command::kStepAway: return read_step_away(in, from.step_away());
        case Command::kComeBack: return read_verb<come_back>(in, from.come_back());
        case Command::kCancelTicket: return read_verb<cancel_ticket>(in, from.cancel_ticket());
        case Command::kDelayTicket: return read_verb<delay_ticket>(in, from.delay_ticket());
        case Command::VERB_NOT_SET: in.fault("verb", "missing"); return run_deadlines{};
    }
    return run_deadlines{};
}

}  // namespace

problem field_reader::why() const {
    return {problem_code::invalid_field, {}, {}, {}, {}, faults_};
}

void field_reader::fault(std::string_view field, std::string_view what) {
    std::string text = where_;
    if (!text.empty()) text.push_back('.');
    faults_.push_back((text += field) += (": " + std::string(what)));
}

std::string field_reader::text(std::string_view field, std::string const& text, std::size_t limit) {
    if (text.size() > limit) {
        fault(field, "too long");
        return {};
    }
    if (std::any_of(text.begin(), text.end(), control)) {
        fault(field, "control characters are not allowed");
        return {};
    }
    return text;
}

std::string field_reader::required_text(std::string_view field, std::string const& given, std::size_t limit) {
    if (given.empty()) fault(field, "missing");
    return text(field, given, limit);
}

command_id field_reader::command(std::string_view field, std::string const& text) {
    auto const parsed = parse_command_id(text);
    if (!parsed) fault(field, "32 hex digits are expected");
    return parsed.value_or(command_id{});
}

ticket_id field_reader::ticket(std::string_view field, std::uint64_t number) {
    if (number == 0) fault(field, "missing");
    return ticket_id{number};
}

calendar::instant field_reader::moment(std::string_view field, std::int64_t ms) {
    if (ms <= 0 || ms >= end_of_time_ms) {
        fault(field, ms == 0 ? "missing" : "no time");
        return {};
    }
    return calendar::instant{std::chrono::milliseconds{ms}};
}

std::optional<calendar::instant> field_reader::optional_moment(std::string_view field, std::int64_t ms) {
    if (ms == 0) return std::nullopt;
    return moment(field, ms);
}

stated_command read_command(field_reader& in, v1::Command const& from) {
    stated_command stated;
    stated.id = in.command("id", from.id());
    stated.hall = in.id<hall_id>("hall", from.hall());
    stated.wanted = read_body(in, from, stated.contact);
    return stated;
}

}  // namespace buduan::wire
