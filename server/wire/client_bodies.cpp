#include "wire/client_bodies.hpp"

#include "wire/api_values.hpp"
#include "wire/client_reading.hpp"

namespace buduan::wire {

std::variant<stated_command, problem> decode_command(std::string_view body) {
    draft<v1::Command> message;
    auto why = read_message(form::json, body, *message);
    field_reader in{""};
    stated_command stated;
    if (!why) {
        stated = read_command(in, *message);
        if (in.faults().empty()) return stated;
        why = in.why();
    }
    why->command = parse_command_id(message->id());
    return *why;
}

std::variant<sign_in, problem> decode_sign_in(std::string_view body) {
    draft<v1::SignIn> message;
    if (auto why = read_message(form::json, body, *message)) return *why;
    field_reader in{""};
    sign_in wanted;
    wanted.hall = in.optional_id<dispatch::hall_id>("hall", message->hall());
    wanted.account = in.required_text("account", message->account(), message_limits::account_bytes);
    wanted.password = in.required_text("password", message->password(), message_limits::password_bytes);
    if (!in.faults().empty()) return in.why();
    return wanted;
}

std::variant<device_sign_in, problem> decode_device_sign_in(std::string_view body) {
    draft<v1::DeviceSignIn> message;
    if (auto why = read_message(form::json, body, *message)) return *why;
    field_reader in{""};
    device_sign_in wanted{in.required_text("token", message->token(), message_limits::token_bytes)};
    if (!in.faults().empty()) return in.why();
    return wanted;
}

std::variant<dispatch::command_id, problem> decode_ticket_wish(std::string_view body) {
    draft<v1::TicketWish> message;
    if (auto why = read_message(form::json, body, *message)) return *why;
    field_reader in{""};
    auto const id = in.command("command", message->command());
    if (!in.faults().empty()) return in.why();
    return id;
}

}  // namespace buduan::wire
