#include "identity/account.hpp"

namespace buduan::identity {

std::string_view to_string(role role) {
    switch (role) {
        case role::window: return "window";
        case role::guide: return "guide";
        case role::supervisor: return "supervisor";
        case role::admin: return "admin";
    }
    return "";
}

std::string_view to_string(device_kind kind) {
    switch (kind) {
        case device_kind::kiosk: return "kiosk";
        case device_kind::screen: return "screen";
    }
    return "";
}

std::optional<role> parse_role(std::string_view text) {
    for (auto role : {role::window, role::guide, role::supervisor, role::admin}) {
        if (text == to_string(role)) return role;
    }
    return std::nullopt;
}

std::optional<device_kind> parse_device_kind(std::string_view text) {
    for (auto kind : {device_kind::kiosk, device_kind::screen}) {
        if (text == to_string(kind)) return kind;
    }
    return std::nullopt;
}

bool valid_account_name(std::string_view name) {
    if (name.empty() || name.size() > account_name_limit) return false;
    for (char c : name) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte < 0x21 || byte == 0x7f) return false;
    }
    return true;
}

}  // namespace buduan::identity
