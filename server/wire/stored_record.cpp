#include "wire/stored_record.hpp"

#include "wire/stored_event.hpp"

namespace buduan::wire {
namespace {

using namespace stored;

constexpr std::uint32_t payload_format = 1;

constexpr words<dispatch::actor_kind, Payload::ActorKind, 5> actor_kinds{
    {{dispatch::actor_kind::system, Payload::SYSTEM},
     {dispatch::actor_kind::kiosk, Payload::KIOSK},
     {dispatch::actor_kind::staff, Payload::STAFF},
     {dispatch::actor_kind::citizen, Payload::CITIZEN},
     {dispatch::actor_kind::screen, Payload::SCREEN}}};

}  // namespace

std::string encode_payload(dispatch::actor const& by, std::vector<dispatch::event> const& events) {
    google::protobuf::Arena arena;
    auto& out = *google::protobuf::Arena::CreateMessage<Payload>(&arena);
    out.set_format(payload_format);
    out.set_actor_kind(stored_of(actor_kinds, by.kind));
    out.set_actor(by.id);
    put_all(*out.mutable_events(), events);
    return out.SerializeAsString();
}

std::optional<payload> decode_payload(std::string_view bytes) {
    google::protobuf::Arena arena;
    auto& in = *google::protobuf::Arena::CreateMessage<Payload>(&arena);
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
    if (in.format() != payload_format) return std::nullopt;

    payload out;
    out.by.id = in.actor();
    if (!domain_of(actor_kinds, in.actor_kind(), out.by.kind) || !get_all(out.events, in.events())) return std::nullopt;
    return out;
}

}  // namespace buduan::wire
