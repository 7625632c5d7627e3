#include "wire/json_reader.hpp"

#include "wire/json_scanner.hpp"

#include <google/protobuf/descriptor.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace buduan::wire {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr std::size_t longest_name_told = 64;

// Where the reader is, as a chain on the stack; spelled out only for a fault.
struct path {
    path const* outer = nullptr;
    std::string_view name;
    int index = -1;

    void spell(std::string& to) const {
        if (outer != nullptr) outer->spell(to);
        if (index >= 0) {
            to += '[' + std::to_string(index) + ']';
        } else if (!name.empty()) {
            if (!to.empty()) to.push_back('.');
            to += name;
        }
    }
};

template <class Integer>
std::optional<Integer> parse_integer(std::string_view text) {
    Integer value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size()) return value;

    // 3.0 and 2e1 are integers too. Beyond 2^53 a double does not say which one is meant.
    constexpr double exact = 9007199254740992.0;
    double real = 0;
    auto const [real_end, real_error] = std::from_chars(text.data(), text.data() + text.size(), real);
    if (real_error != std::errc{} || real_end != text.data() + text.size()) return std::nullopt;
    if (!(std::fabs(real) <= exact) || real != std::trunc(real)) return std::nullopt;
    if (real < static_cast<double>(std::numeric_limits<Integer>::min()) ||
        real > static_cast<double>(std::numeric_limits<Integer>::max())) {
        return std::nullopt;
    }
    return static_cast<Integer>(real);
}

std::optional<double> parse_double(std::string_view text) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string words_of(EnumDescriptor const& names) {
    std::string words = "none of";
    for (int i = 0; i < names.value_count(); ++i) {
        if (names.value(i)->number() == 0) continue;
        words += (words.back() == 'f' ? " " : ", ") + names.value(i)->name();
    }
    return words;
}

class message_reader {
public:
    message_reader(std::string_view text, json_outcome& out) : scan_(text), out_(out) {}

    void read_whole(Message& message, json_message const& plan) {
        path const top;
        if (scan_.peek() != json_kind::object) {
            if (skip_bad(top, "an object is expected") && !scan_.at_end()) broken();
            return;
        }
        if (read_object(message, plan, top) && !scan_.at_end()) broken();
    }

private:
    // All of these return false when the text ceased to be JSON.

    bool broken() {
        if (!out_.well_formed) return false;
        out_.well_formed = false;
        out_.faults = {{"", "this is no JSON from here on", scan_.line()}};
        return false;
    }

    void fault(path const& at, std::string what) {
        if (out_.faults.size() == json_fault_limit) return;
        json_fault one{"", std::move(what), scan_.line()};
        at.spell(one.where);
        out_.faults.push_back(std::move(one));
    }

    bool skip_bad(path const& at, std::string what) {
        fault(at, std::move(what));
        return scan_.skip() || broken();
    }

    bool read_object(Message& message, json_message const& plan, path const& at) {
        if (!scan_.take('{') || !scan_.descend()) return broken();
        bool closed = scan_.take('}');
        while (!closed) {
            if (scan_.peek() != json_kind::text) return broken();
            auto const name = scan_.take_text(scratch_);
            if (!name || !scan_.take(':')) return broken();
            if (!read_member(message, plan, *name, at)) return false;
            closed = scan_.take('}');
            if (!closed && !scan_.take(',')) return broken();
        }
        scan_.ascend();
        return true;
    }

    bool read_member(Message& message, json_message const& plan, std::string_view name, path const& at) {
        json_field const* const field = plan.find(name);
        if (field == nullptr) {
            std::string const unknown(name.size() <= longest_name_told ? name : "(a long name)");
            return skip_bad(path{&at, unknown}, "unknown member");
        }
        path const here{&at, field->proto_name};
        json_kind const kind = scan_.peek();
        if (kind == json_kind::null) return scan_.take_word() || broken();
        Reflection const& in = *message.GetReflection();
        if (given(message, in, *field)) return skip_bad(here, "given twice");
        if (field->repeated) {
            return kind == json_kind::array ? read_list(message, in, *field, here)
                                            : skip_bad(here, "a list is expected");
        }
        if (auto const* const choice = field->field->real_containing_oneof(); choice != nullptr) {
            if (in.HasOneof(message, choice)) return skip_bad(here, "only one of the members of its kind may be given");
        }
        return read_value(message, in, *field, here, kind);
    }

    static bool given(Message const& message, Reflection const& in, json_field const& field) {
        return field.repeated ? in.FieldSize(message, field.field) > 0 : in.HasField(message, field.field);
    }

    bool read_list(Message& message, Reflection const& in, json_field const& field, path const& at) {
        if (!scan_.take('[') || !scan_.descend()) return broken();
        bool closed = scan_.take(']');
        for (int i = 0; !closed; ++i) {
            if (!read_value(message, in, field, path{&at, {}, i}, scan_.peek())) return false;
            closed = scan_.take(']');
            if (!closed && !scan_.take(',')) return broken();
        }
        scan_.ascend();
        return true;
    }

    bool read_value(Message& message, Reflection const& in, json_field const& field, path const& at, json_kind kind) {
        FieldDescriptor const* const f = field.field;
        switch (field.type) {
            case FieldDescriptor::CPPTYPE_MESSAGE: {
                if (kind != json_kind::object) return skip_bad(at, "an object is expected");
                Message* const sub = field.repeated ? in.AddMessage(&message, f) : in.MutableMessage(&message, f);
                return read_object(*sub, *field.sub, at);
            }
            case FieldDescriptor::CPPTYPE_STRING: {
                if (kind != json_kind::text) return skip_bad(at, "a text is expected");
                auto const text = scan_.take_text(scratch_);
                if (!text) return broken();
                if (field.repeated) {
                    in.AddString(&message, f, std::string(*text));
                } else {
                    in.SetString(&message, f, std::string(*text));
                }
                return true;
            }
            case FieldDescriptor::CPPTYPE_BOOL: {
                if (kind != json_kind::yes && kind != json_kind::no) return skip_bad(at, "true or false is expected");
                if (!scan_.take_word()) return broken();
                bool const value = kind == json_kind::yes;
                field.repeated ? in.AddBool(&message, f, value) : in.SetBool(&message, f, value);
                return true;
            }
            case FieldDescriptor::CPPTYPE_ENUM: return read_enum(message, in, field, at, kind);
            case FieldDescriptor::CPPTYPE_INT32:
            case FieldDescriptor::CPPTYPE_INT64:
            case FieldDescriptor::CPPTYPE_UINT32:
            case FieldDescriptor::CPPTYPE_UINT64:
            case FieldDescriptor::CPPTYPE_DOUBLE:
            case FieldDescriptor::CPPTYPE_FLOAT: break;
        }
        return read_number(message, in, field, at, kind);
    }

    // The characters of a number, which may stand as a text.
    std::optional<std::string_view> take_number_text(json_kind kind) {
        return kind == json_kind::text ? scan_.take_text(scratch_) : scan_.take_number();
    }

    bool read_number(Message& message, Reflection const& in, json_field const& field, path const& at, json_kind kind) {
        if (kind != json_kind::number && kind != json_kind::text) return skip_bad(at, "a number is expected");
        auto const text = take_number_text(kind);
        if (!text) return broken();
        if (!set_number(message, in, field, *text)) fault(at, "no number that is allowed here");
        return true;
    }

    static bool set_number(Message& message, Reflection const& in, json_field const& field, std::string_view text) {
        FieldDescriptor const* const f = field.field;
        auto const put = [&](auto const value, auto const set, auto const add) {
            if (!value) return false;
            field.repeated ? (in.*add)(&message, f, *value) : (in.*set)(&message, f, *value);
            return true;
        };
        switch (field.type) {
            case FieldDescriptor::CPPTYPE_INT32:
                return put(parse_integer<std::int32_t>(text), &Reflection::SetInt32, &Reflection::AddInt32);
            case FieldDescriptor::CPPTYPE_INT64:
                return put(parse_integer<std::int64_t>(text), &Reflection::SetInt64, &Reflection::AddInt64);
            case FieldDescriptor::CPPTYPE_UINT32:
                return put(parse_integer<std::uint32_t>(text), &Reflection::SetUInt32, &Reflection::AddUInt32);
            case FieldDescriptor::CPPTYPE_UINT64:
                return put(parse_integer<std::uint64_t>(text), &Reflection::SetUInt64, &Reflection::AddUInt64);
            case FieldDescriptor::CPPTYPE_DOUBLE:
                return put(parse_double(text), &Reflection::SetDouble, &Reflection::AddDouble);
            case FieldDescriptor::CPPTYPE_FLOAT:  // no plan holds one
            case FieldDescriptor::CPPTYPE_BOOL:
            case FieldDescriptor::CPPTYPE_ENUM:
            case FieldDescriptor::CPPTYPE_STRING:
            case FieldDescriptor::CPPTYPE_MESSAGE: break;
        }
        return false;
    }

    bool read_enum(Message& message, Reflection const& in, json_field const& field, path const& at, json_kind kind) {
        if (kind != json_kind::number && kind != json_kind::text) return skip_bad(at, "a name is expected");
        EnumDescriptor const& names = *field.field->enum_type();
        auto const text = take_number_text(kind);
        if (!text) return broken();
        std::optional<int> value;
        if (auto const* const named = names.FindValueByName(std::string(*text)); named && kind == json_kind::text) {
            value = named->number();
        } else if (kind == json_kind::number) {
            value = parse_integer<int>(*text);
        }
        if (!value) {
            fault(at, words_of(names));
            return true;
        }
        field.repeated ? in.AddEnumValue(&message, field.field, *value)
                       : in.SetEnumValue(&message, field.field, *value);
        return true;
    }

    json_scanner scan_;
    json_outcome& out_;
    std::string scratch_;
};

}  // namespace

json_outcome read_json(std::string_view text, Message& message, json_message const& plan) {
    json_outcome out;
    message_reader(text, out).read_whole(message, plan);
    return out;
}

}  // namespace buduan::wire
