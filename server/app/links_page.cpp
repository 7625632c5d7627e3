#include "app/links_page.hpp"

#include <boost/json/array.hpp>

namespace buduan::app {
namespace {

// Somebody's window that nobody simulated sits at; the first one when all are taken.
dispatch::window_config const& window_to_try(dispatch::hall_config const& hall) {
    for (auto const& window : hall.windows) {
        if (left_to_visitors(window) && !window.skills.empty()) return window;
    }
    return hall.windows.front();
}

std::string token_of(demonstration_tokens const& tokens, dispatch::hall_id hall) {
    auto const found = tokens.kiosk.find(hall);
    return found == tokens.kiosk.end() ? std::string() : "#token=" + found->second;
}

struct hall_links {
    std::string board;
    std::string strip;
    std::string kiosk;
    std::string window;
    std::string account;
    std::uint32_t window_no = 0;
};

hall_links links_of(links_page const& page, dispatch::hall_config const& hall) {
    auto const of = "?hall=" + hall.id.str();
    auto const& window = window_to_try(hall);
    auto const at = of + "&window=" + window.id.str();
    return {page.base + "/board/" + of,
            page.base + "/strip/" + at,
            page.base + "/kiosk/" + of + token_of(page.tokens, hall.id),
            page.base + "/window/" + at,
            window.a_staff.str(),
            window.no};
}

}  // namespace

std::string links_page::text() const {
    std::string text = "\nBuduan serves " + std::to_string(halls.size()) + " halls at " + base + "/\n";
    for (auto const& hall : halls) {
        auto const links = links_of(*this, hall);
        text += "\n" + hall.name.zh + "  " + hall.name.en + "\n";
        text += "  lobby board   " + links.board + "\n";
        text += "  ticket kiosk  " + links.kiosk + "\n";
        // A town's other pages are a click away on the front page.
        if (hall.level == dispatch::hall_level::town) continue;
        text += "  window " + std::to_string(links.window_no) + "      " + links.window + "\n";
        text += "                sign in as " + links.account + " with the password " + demonstration_password + "\n";
        text += "  its strip     " + links.strip + "\n";
        text += "  phone         take a ticket at the kiosk: the slip has its link\n";
    }
    return text + '\n';
}

boost::json::object links_page::json() const {
    boost::json::array all;
    for (auto const& hall : halls) {
        auto const links = links_of(*this, hall);
        all.push_back({{"hall", hall.id.view()},
                       {"board", links.board},
                       {"strip", links.strip},
                       {"kiosk", links.kiosk},
                       {"window", links.window},
                       {"account", links.account},
                       {"password", demonstration_password}});
    }
    return {{"url", base + "/"}, {"halls", std::move(all)}};
}

}  // namespace buduan::app
