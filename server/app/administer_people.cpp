// Answers about accounts and devices.

#include "app/administration.hpp"
#include "identity/secret.hpp"

namespace buduan::app {
namespace {

using identity::change;

template <class Id>
bool read_id(admin_call& it, char const* member, Id& into, bool needed) {
    auto const text = it.text(member);
    if (text.empty() && !needed) return true;
    auto const parsed = Id::parse(text);
    if (parsed) into = *parsed;
    if (!parsed) it.fail(exit_code::usage, std::string(member) + ": 1 to 23 letters, digits, '_', '.', '-'");
    return parsed.has_value();
}

void conclude(admin_call& it, change how, std::string const& what) {
    switch (how) {
        case change::ok: return it.succeed();
        case change::invalid:
            return it.fail(exit_code::usage, what + ": not a valid name, or a password of other than 8 to 256 bytes");
        case change::exists: return it.fail(exit_code::failed, what + " exists already");
        case change::unknown: return it.fail(exit_code::failed, what + " does not exist");
        case change::busy: return it.fail(exit_code::in_use, "too much to do, try again");
        case change::unavailable: return it.fail(exit_code::io_error, "the identity file cannot be written");
    }
}

void list_users(admin_call& it, identity::registry const& people) {
    for (auto const& account : people.accounts()) {
        auto const hall = account.hall.empty() ? std::string("all halls") : account.hall.str();
        it.say(account.name + "  " + std::string(to_string(account.role)) + "  " + hall +
                   (account.disabled ? "  disabled" : ""),
               {{"hall", account.hall.view()},
                {"account", account.name},
                {"staff", account.staff.view()},
                {"role", to_string(account.role)},
                {"disabled", account.disabled}});
    }
    it.succeed();
}

void list_devices(admin_call& it, identity::registry const& people) {
    for (auto const& device : people.devices()) {
        it.say(device.hall.str() + "  " + device.id.str() + "  " + std::string(to_string(device.kind)) + "  " +
                   device.label + (device.revoked ? "  revoked" : ""),
               {{"hall", device.hall.view()},
                {"device", device.id.view()},
                {"kind", to_string(device.kind)},
                {"label", device.label},
                {"revoked", device.revoked}});
    }
    it.succeed();
}

// A password given, or a drawn one that is said once.
void put(std::shared_ptr<admin_call> it, identity::registry& people, identity::account_draft draft, bool replace) {
    auto const given = it->text("password");
    draft.password = given.empty() ? identity::draw_password() : given;
    auto const drawn = given.empty() ? draft.password : std::string();
    auto const name = draft.name;
    people.put_account(std::move(draft), replace, [it, name, drawn](change how) {
        if (how == change::ok && !drawn.empty()) it->say("password: " + drawn, {{"password", drawn}});
        conclude(*it, how, name);
    });
}

void add_user(std::shared_ptr<admin_call> it, identity::registry& people) {
    identity::account_draft draft;
    draft.name = it->text("account");
    auto const role = identity::parse_role(it->text("role"));
    if (!role) return it->fail(exit_code::usage, "role: window, guide, supervisor or admin");
    draft.role = *role;
    bool const hall_needed = *role != identity::role::admin;
    if (!read_id(*it, "hall", draft.hall, hall_needed) || !read_id(*it, "staff", draft.staff, false)) return;
    put(std::move(it), people, std::move(draft), false);
}

void change_password(std::shared_ptr<admin_call> it, identity::registry& people) {
    dispatch::hall_id hall;
    if (!read_id(*it, "hall", hall, false)) return;
    auto const name = it->text("account");
    for (auto const& account : people.accounts()) {
        if (account.hall != hall || account.name != name) continue;
        return put(std::move(it), people, {hall, name, account.staff, account.role, {}}, true);
    }
    conclude(*it, change::unknown, name);
}

}  // namespace

void administration::add_people_answers() {
    answers_["user list"] = [this](call it) { list_users(*it, parts_.people); };
    answers_["user add"] = [this](call it) { add_user(std::move(it), parts_.people); };
    answers_["user password"] = [this](call it) { change_password(std::move(it), parts_.people); };
    for (bool const disabled : {true, false}) {
        answers_[disabled ? "user disable" : "user enable"] = [this, disabled](call it) {
            dispatch::hall_id hall;
            if (!read_id(*it, "hall", hall, false)) return;
            auto const name = it->text("account");
            parts_.people.set_disabled(hall, name, disabled, [it, name](change how) { conclude(*it, how, name); });
        };
    }
    answers_["device list"] = [this](call it) { list_devices(*it, parts_.people); };
    answers_["device add"] = [this](call it) {
        identity::device_draft draft;
        draft.label = it->text("label");
        auto const kind = identity::parse_device_kind(it->text("kind"));
        if (!kind) return it->fail(exit_code::usage, "kind: kiosk or screen");
        draft.kind = *kind;
        if (!read_id(*it, "hall", draft.hall, true) || !read_id(*it, "device", draft.id, true)) return;
        auto const name = draft.id.str();
        parts_.people.put_device(std::move(draft), [it, name](change how, std::string const& token) {
            if (how == change::ok) it->say("token: " + token, {{"token", token}});
            conclude(*it, how, name);
        });
    };
    answers_["device revoke"] = [this](call it) {
        dispatch::hall_id hall;
        dispatch::device_id device;
        if (!read_id(*it, "hall", hall, true) || !read_id(*it, "device", device, true)) return;
        parts_.people.revoke_device(hall, device, [it, device](change how) { conclude(*it, how, device.str()); });
    };
}

}  // namespace buduan::app
