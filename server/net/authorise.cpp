#include "net/authorise.hpp"

namespace buduan::net {
namespace {

using dispatch::actor_kind;
using identity::role;

struct deed_finder {
    deed operator()(dispatch::claim_leadership const&) const { return deed::govern; }
    deed operator()(dispatch::accept_configuration const&) const { return deed::govern; }
    deed operator()(dispatch::enter_phase const&) const { return deed::govern; }
    deed operator()(dispatch::run_deadlines const&) const { return deed::govern; }
    deed operator()(dispatch::expire_seat const&) const { return deed::govern; }
    deed operator()(dispatch::issue_ticket const&) const { return deed::issue; }
    deed operator()(dispatch::cancel_ticket const&) const { return deed::withdraw; }
    deed operator()(dispatch::delay_ticket const&) const { return deed::withdraw; }
    deed operator()(dispatch::take_seat const&) const { return deed::serve; }
    deed operator()(dispatch::release_seat const&) const { return deed::serve; }
    deed operator()(dispatch::open_window const&) const { return deed::serve; }
    deed operator()(dispatch::close_window const&) const { return deed::serve; }
    deed operator()(dispatch::step_away const&) const { return deed::serve; }
    deed operator()(dispatch::come_back const&) const { return deed::serve; }
    deed operator()(dispatch::call_next const&) const { return deed::serve; }
    deed operator()(dispatch::call_ticket const&) const { return deed::serve; }
    deed operator()(dispatch::recall const&) const { return deed::serve; }
    deed operator()(dispatch::start_service const&) const { return deed::serve; }
    deed operator()(dispatch::finish_service const&) const { return deed::serve; }
    deed operator()(dispatch::mark_missed const&) const { return deed::serve; }
    deed operator()(dispatch::restore_ticket const&) const { return deed::restore; }
    deed operator()(dispatch::hold_ticket const&) const { return deed::serve; }
    deed operator()(dispatch::resume_ticket const&) const { return deed::restore; }
    deed operator()(dispatch::transfer_ticket const&) const { return deed::serve; }
    deed operator()(dispatch::void_ticket const&) const { return deed::annul; }
};

bool is_kiosk(identity::session const& by) {
    auto const* device = by.device();
    return device != nullptr && device->kind == identity::device_kind::kiosk;
}

bool is_staff(identity::session const& by, role at_least) {
    return by.staff() != nullptr && by.staff()->role >= at_least;
}

bool may(identity::session const& by, deed what) {
    switch (what) {
        case deed::look: return true;
        case deed::look_at_desk: return is_staff(by, role::window);
        case deed::issue:
        case deed::print: return is_kiosk(by) || is_staff(by, role::guide);
        case deed::serve: return is_staff(by, role::window) && !by.staff()->staff.empty();
        case deed::restore: return is_staff(by, role::window);
        case deed::annul: return is_staff(by, role::guide);
        case deed::withdraw: return false;
        case deed::acknowledge: return by.device() != nullptr;
        case deed::govern: return false;
    }
    return false;
}

}  // namespace

deed deed_of(dispatch::command_body const& wanted) {
    return std::visit(deed_finder{}, wanted);
}

deed deed_of(halls::topic const& followed) {
    return std::holds_alternative<halls::desk_topic>(followed) ? deed::look_at_desk : deed::look;
}

permission authorise(identity::session const* by, dispatch::hall_id hall, deed what, bool holds_link) {
    if (what == deed::look || (what == deed::withdraw && holds_link)) return permission::granted;
    if (what == deed::withdraw || what == deed::govern) return permission::forbidden;
    if (by == nullptr) return permission::not_signed_in;
    return by->covers(hall) && may(*by, what) ? permission::granted : permission::forbidden;
}

dispatch::actor actor_of(identity::session const* by) {
    if (by == nullptr) return {actor_kind::citizen, {}};
    if (auto const* device = by->device()) {
        auto const kind = device->kind == identity::device_kind::kiosk ? actor_kind::kiosk : actor_kind::screen;
        return {kind, device->device.str()};
    }
    auto const& person = *by->staff();
    return {actor_kind::staff, person.staff.empty() ? person.account : person.staff.str()};
}

dispatch::staff_id staff_of(identity::session const* by) {
    return by != nullptr && by->staff() != nullptr ? by->staff()->staff : dispatch::staff_id{};
}

}  // namespace buduan::net
