#pragma once

// Protobuf's JSON mapping from descriptors alone, for the part of the language that our interface uses: no maps, bytes,
// floats or well-known types. Protobuf's own converter works through a generic type resolver and costs twenty times as
// much a message, which the path of every command and frame cannot spare; tests hold the two against each other.

#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace buduan::wire {

struct json_message;

struct json_field {
    google::protobuf::FieldDescriptor const* field = nullptr;
    google::protobuf::FieldDescriptor::CppType type{};
    bool repeated = false;
    bool presence = false;        // absent and default are two things
    std::string key;              // "windowNo": with quotes and colon
    std::string name;             // windowNo
    std::string_view proto_name;  // window_no, which readers take too
    json_message const* sub = nullptr;
};

struct json_message {
    google::protobuf::Descriptor const* descriptor = nullptr;
    std::vector<json_field> fields;  // by number

    [[nodiscard]] json_field const* find(std::string_view name) const;
};

// The plans of one message and all it contains. Made once a message type and kept for the life of the process.
class json_schema {
public:
    // Throws std::logic_error for a field outside the part of the language above.
    explicit json_schema(google::protobuf::Descriptor const* root);

    [[nodiscard]] json_message const& root() const { return *root_; }

private:
    json_message const* plan(google::protobuf::Descriptor const* of);

    std::unordered_map<google::protobuf::Descriptor const*, std::unique_ptr<json_message>> plans_;
    json_message const* root_ = nullptr;
};

template <class Message>
[[nodiscard]] json_message const& json_plan() {
    static json_schema const schema(Message::descriptor());
    return schema.root();
}

}  // namespace buduan::wire
