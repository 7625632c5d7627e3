#include "wire/json_writer.hpp"

#include <google/protobuf/descriptor.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace buduan::wire {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

template <class Number>
void append_number(std::string& to, Number value) {
    std::array<char, 32> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    to.append(digits.data(), end);
}

template <class Integer>
void append_quoted(std::string& to, Integer value) {
    to.push_back('"');
    append_number(to, value);
    to.push_back('"');
}

void append_double(std::string& to, double value) {
    if (std::isnan(value)) {
        to += "\"NaN\"";
    } else if (std::isinf(value)) {
        to += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        append_number(to, value);
    }
}

constexpr bool plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != 0x7f;
}

void append_escaped(std::string& to, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
        case '"': to += "\\\""; return;
        case '\\': to += "\\\\"; return;
        case '\n': to += "\\n"; return;
        case '\r': to += "\\r"; return;
        case '\t': to += "\\t"; return;
        case '\b': to += "\\b"; return;
        case '\f': to += "\\f"; return;
        default: break;
    }
    auto const octet = static_cast<unsigned char>(c);
    to += "\\u00";
    to.push_back(digits[octet >> 4]);
    to.push_back(digits[octet & 0xf]);
}

void append_text(std::string& to, std::string_view text) {
    to.push_back('"');
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (plain(text[i])) continue;
        to.append(text, written, i - written);
        append_escaped(to, text[i]);
        written = i + 1;
    }
    to.append(text, written);
    to.push_back('"');
}

// A number this program has no name for travels as the number.
void append_enum(std::string& to, EnumDescriptor const& names, int value) {
    if (auto const* const known = names.FindValueByNumber(value)) {
        to.push_back('"');
        to += known->name();
        to.push_back('"');
    } else {
        append_number(to, value);
    }
}

class message_writer {
public:
    explicit message_writer(std::string& to) : to_(to) {}

    void write(Message const& message, json_message const& plan) {
        Reflection const& in = *message.GetReflection();
        to_.push_back('{');
        bool first = true;
        for (json_field const& field : plan.fields) {
            if (field.repeated) {
                if (int const size = in.FieldSize(message, field.field); size > 0) {
                    begin_member(field, first);
                    write_list(message, in, field, size);
                }
            } else if (in.HasField(message, field.field)) {
                begin_member(field, first);
                write_one(message, in, field);
            }
        }
        to_.push_back('}');
    }

private:
    void begin_member(json_field const& field, bool& first) {
        if (!first) to_.push_back(',');
        first = false;
        to_ += field.key;
    }

    void write_one(Message const& message, Reflection const& in, json_field const& field) {
        FieldDescriptor const* const f = field.field;
        switch (field.type) {
            case FieldDescriptor::CPPTYPE_INT32: append_number(to_, in.GetInt32(message, f)); break;
            case FieldDescriptor::CPPTYPE_INT64: append_quoted(to_, in.GetInt64(message, f)); break;
            case FieldDescriptor::CPPTYPE_UINT32: append_number(to_, in.GetUInt32(message, f)); break;
            case FieldDescriptor::CPPTYPE_UINT64: append_quoted(to_, in.GetUInt64(message, f)); break;
            case FieldDescriptor::CPPTYPE_DOUBLE: append_double(to_, in.GetDouble(message, f)); break;
            case FieldDescriptor::CPPTYPE_BOOL: to_ += in.GetBool(message, f) ? "true" : "false"; break;
            case FieldDescriptor::CPPTYPE_ENUM: append_enum(to_, *f->enum_type(), in.GetEnumValue(message, f)); break;
            case FieldDescriptor::CPPTYPE_STRING: append_text(to_, in.GetStringReference(message, f, &scratch_)); break;
            case FieldDescriptor::CPPTYPE_MESSAGE: write(in.GetMessage(message, f), *field.sub); break;
            case FieldDescriptor::CPPTYPE_FLOAT: break;  // no plan holds one
        }
    }

    void write_list(Message const& message, Reflection const& in, json_field const& field, int size) {
        to_.push_back('[');
        for (int i = 0; i < size; ++i) {
            if (i > 0) to_.push_back(',');
            write_element(message, in, field, i);
        }
        to_.push_back(']');
    }

    void write_element(Message const& message, Reflection const& in, json_field const& field, int i) {
        FieldDescriptor const* const f = field.field;
        switch (field.type) {
            case FieldDescriptor::CPPTYPE_INT32: append_number(to_, in.GetRepeatedInt32(message, f, i)); break;
            case FieldDescriptor::CPPTYPE_INT64: append_quoted(to_, in.GetRepeatedInt64(message, f, i)); break;
            case FieldDescriptor::CPPTYPE_UINT32: append_number(to_, in.GetRepeatedUInt32(message, f, i)); break;
            case FieldDescriptor::CPPTYPE_UINT64: append_quoted(to_, in.GetRepeatedUInt64(message, f, i)); break;
            case FieldDescriptor::CPPTYPE_DOUBLE: append_double(to_, in.GetRepeatedDouble(message, f, i)); break;
            case FieldDescriptor::CPPTYPE_BOOL: to_ += in.GetRepeatedBool(message, f, i) ? "true" : "false"; break;
            case FieldDescriptor::CPPTYPE_ENUM:
                append_enum(to_, *f->enum_type(), in.GetRepeatedEnumValue(message, f, i));
                break;
            case FieldDescriptor::CPPTYPE_STRING:
                append_text(to_, in.GetRepeatedStringReference(message, f, i, &scratch_));
                break;
            case FieldDescriptor::CPPTYPE_MESSAGE: write(in.GetRepeatedMessage(message, f, i), *field.sub); break;
            case FieldDescriptor::CPPTYPE_FLOAT: break;  // no plan holds one
        }
    }

    std::string& to_;
    std::string scratch_;
};

}  // namespace

void append_json(std::string& to, Message const& message, json_message const& plan) {
    message_writer(to).write(message, plan);
}

}  // namespace buduan::wire
