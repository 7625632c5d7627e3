#pragma once

// A message as JSON text: defaults omitted, 64-bit integers as strings, enums by name, members in lowerCamelCase and in
// the order of their numbers.

#include "wire/json_schema.hpp"

#include <string>

namespace buduan::wire {

// REQUIRES: `plan` is that of the message's type, and its texts are UTF-8.
void append_json(std::string& to, google::protobuf::Message const& message, json_message const& plan);

template <class Message>
[[nodiscard]] std::string to_json(Message const& message) {
    std::string text;
    append_json(text, message, json_plan<Message>());
    return text;
}

}  // namespace buduan::wire
