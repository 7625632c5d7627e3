#include "wire/json_schema.hpp"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <stdexcept>

namespace buduan::wire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

bool mapped(FieldDescriptor const& field) {
    auto const type = field.type();
    return !field.is_map() && type != FieldDescriptor::TYPE_BYTES && type != FieldDescriptor::TYPE_FLOAT &&
           type != FieldDescriptor::TYPE_GROUP;
}

}  // namespace

json_field const* json_message::find(std::string_view name) const {
    auto const found = std::find_if(fields.begin(), fields.end(), [&](json_field const& field) {
        return field.name == name || field.proto_name == name;
    });
    return found == fields.end() ? nullptr : &*found;
}

json_schema::json_schema(Descriptor const* root) : root_(plan(root)) {}

json_message const* json_schema::plan(Descriptor const* of) {
    auto const [place, fresh] = plans_.try_emplace(of);
    if (!fresh) return place->second.get();
    place->second = std::make_unique<json_message>();
    json_message* const made = place->second.get();
    made->descriptor = of;
    for (int i = 0; i < of->field_count(); ++i) {
        FieldDescriptor const* const field = of->field(i);
        if (!mapped(*field)) throw std::logic_error("no JSON for " + field->full_name());
        json_field one;
        one.field = field;
        one.type = field->cpp_type();
        one.repeated = field->is_repeated();
        one.presence = field->has_presence();
        one.name = field->json_name();
        one.proto_name = field->name();
        one.key = '"' + one.name + "\":";
        if (one.type == FieldDescriptor::CPPTYPE_MESSAGE) one.sub = plan(field->message_type());
        made->fields.push_back(std::move(one));
    }
    std::sort(made->fields.begin(), made->fields.end(),
              [](json_field const& a, json_field const& b) { return a.field->number() < b.field->number(); });
    return made;
}

}  // namespace buduan::wire
