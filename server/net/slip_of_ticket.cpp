#include "net/slip_of_ticket.hpp"

#include "calendar/business_day.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace buduan::net {
namespace {

using namespace std::chrono;

std::string two_digits(long value) {
    auto const text = std::to_string(value);
    return text.size() < 2 ? "0" + text : text;
}

// 11月24日 12:09, as the hall's wall clock shows it.
std::string local_time(dispatch::instant at) {
    auto const day = calendar::business_day_of(at);
    year_month_day const date(day);
    auto const since_midnight = floor<minutes>(at - calendar::begin_of(day));
    return std::to_string(static_cast<unsigned>(date.month())) + "月" +
           std::to_string(static_cast<unsigned>(date.day())) + "日 " + two_digits(since_midnight.count() / 60) + ":" +
           two_digits(since_midnight.count() % 60);
}

std::string names_of(dispatch::ticket_picture const& ticket, dispatch::hall_config const& hall) {
    std::string all;
    for (auto const code : ticket.matters) {
        if (!all.empty()) all += "；";
        auto const known = std::find_if(hall.matters.begin(), hall.matters.end(),
                                        [code](auto const& matter) { return matter.code == code; });
        all += known == hall.matters.end() ? code.str() : known->name.zh;
    }
    return all;
}

std::string windows_words(std::vector<std::uint32_t> const& windows) {
    std::string all;
    for (auto const no : windows)
        all += (all.empty() ? "" : "、") + std::to_string(no);
    return all.empty() ? all : all + " 号窗口";
}

std::string wait_words(std::optional<dispatch::wait_range> const& wait) {
    if (!wait) return "窗口返回后按号叫到您";
    auto const low = floor<minutes>(wait->low).count();
    auto const high = ceil<minutes>(wait->high).count();
    if (low == 0) return "预计等候 " + std::to_string(std::max<long>(high, 1)) + " 分钟内";
    return "预计等候 " + std::to_string(low) + "–" + std::to_string(high) + " 分钟";
}

}  // namespace

slip::slip_text slip_of_ticket(dispatch::ticket_picture const& ticket, dispatch::hall_config const& hall,
                               std::string link, bool large) {
    slip::slip_text paper;
    paper.hall = hall.name.zh;
    paper.number = dispatch::to_string(ticket.number);
    paper.matter = names_of(ticket, hall);
    auto const zone = std::find_if(hall.zones.begin(), hall.zones.end(),
                                   [&ticket](auto const& one) { return one.id == ticket.zone; });
    if (zone != hall.zones.end()) paper.zone = zone->name.zh;
    paper.windows = windows_words(ticket.windows);
    paper.ahead = ticket.ahead == 0 ? "前面没有人" : "前面还有 " + std::to_string(ticket.ahead) + " 人";
    paper.wait = wait_words(ticket.wait);
    if (ticket.matters.size() > 1) {
        paper.notices.push_back(std::to_string(ticket.matters.size()) + " 件事，一个号依次办理");
    }
    // Only that, never why (requirements, section e).
    if (ticket.priority) paper.notices.emplace_back("优先");
    paper.notices.emplace_back("请留意叫号屏；今天发出的号都会办完。过号三十分钟内可到导办台恢复。");
    paper.issued = local_time(ticket.issued_at);
    paper.link = std::move(link);
    if (!paper.link.empty()) paper.link_caption = "手机看进度，可以走开";
    if (!hall.phones.supervision.empty()) paper.supervision = "监督电话 " + hall.phones.supervision;
    paper.large = large;
    return paper;
}

}  // namespace buduan::net
