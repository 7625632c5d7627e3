#include "wire/problem_code.hpp"

#include <array>

namespace buduan::wire {
namespace {

constexpr std::array table{
    problem_meaning{problem_code::not_ready, "not_ready", 503, "hall not ready", "大厅尚未就绪",
                    "The hall is not ready yet", "请稍后再试", "Please try again in a moment"},
    problem_meaning{problem_code::invalid_configuration, "invalid_configuration", 422, "invalid configuration",
                    "配置有误，没有采用", "The configuration has faults and was not accepted", "请按列出的问题修改",
                    "Correct the faults that are listed"},
    problem_meaning{problem_code::hall_closed, "hall_closed", 409, "hall closed", "现在不在取号时间",
                    "No tickets are issued at this time", "请在开放时间取号，或使用自助区",
                    "Please come in the opening hours, or use the self-service area"},
    problem_meaning{problem_code::appointment_only, "appointment_only", 409, "by appointment only", "今天只办理预约",
                    "Today is by appointment only", "请拨打预约电话", "Please call the appointment line"},
    problem_meaning{problem_code::unknown_zone, "unknown_zone", 404, "unknown zone", "没有这个办事区",
                    "There is no such zone", "请重新选择", "Please choose again"},
    problem_meaning{problem_code::unknown_window, "unknown_window", 404, "unknown window", "没有这个窗口",
                    "There is no such window", "请重新选择", "Please choose again"},
    problem_meaning{problem_code::unknown_matter, "unknown_matter", 404, "unknown matter", "本大厅没有这个事项",
                    "This hall does not offer that matter", "请重新选择，或咨询导办",
                    "Please choose again, or ask a guide"},
    problem_meaning{problem_code::unknown_staff, "unknown_staff", 404, "unknown staff", "人员名单中没有您",
                    "You are not on this hall's list of staff", "请联系值班长", "Please ask the shift leader"},
    problem_meaning{problem_code::unknown_ticket, "unknown_ticket", 404, "unknown ticket", "没有这个号",
                    "There is no such ticket", "请核对号码", "Please check the number"},
    problem_meaning{problem_code::matter_not_offered_now, "matter_not_offered_now", 409, "matter not offered now",
                    "这个事项现在不办理", "This matter is not offered at this time", "请在办理时间来，或预约",
                    "Please come when it is offered, or make an appointment"},
    problem_meaning{problem_code::too_many_matters, "too_many_matters", 422, "too many matters",
                    "一个号不能办这么多事项", "One ticket cannot hold so many matters", "请分两次取号",
                    "Please take two tickets"},
    problem_meaning{problem_code::no_window_for_matter, "no_window_for_matter", 409, "no window for the matter",
                    "现在没有窗口能办这个事项", "No window can serve this matter", "请咨询导办", "Please ask a guide"},
    problem_meaning{problem_code::duplicate_ticket, "duplicate_ticket", 409, "duplicate ticket", "您已有这个事项的号",
                    "You already have a ticket for this matter", "请使用已取的号", "Please use the ticket you have"},
    problem_meaning{problem_code::day_full, "day_full", 409, "day full", "今天的号已取完",
                    "All tickets of today have been taken", "请改日再来，或预约",
                    "Please come another day, or make an appointment"},
    problem_meaning{problem_code::queue_full, "queue_full", 409, "queue full", "等候人数已满",
                    "Too many people are waiting", "请稍后再来", "Please come back later"},
    problem_meaning{problem_code::nobody_waits, "nobody_waits", 409, "nobody waits", "现在无人等候",
                    "Nobody is waiting", "来人后再叫号", "Call again when somebody has come"},
    problem_meaning{problem_code::window_not_open, "window_not_open", 409, "window not open", "窗口还没有开",
                    "The window is not open", "请先开窗", "Open the window first"},
    problem_meaning{problem_code::window_away, "window_away", 409, "window away", "窗口显示暂时离开",
                    "The window shows the away sign", "请先返岗", "Come back first"},
    problem_meaning{problem_code::seat_taken, "seat_taken", 409, "seat taken", "这个窗口已有人在岗",
                    "Somebody else sits at this window", "需要接替时请选择接管",
                    "Take over if you are to relieve them"},
    problem_meaning{problem_code::seated_elsewhere, "seated_elsewhere", 409, "seated elsewhere", "您已在另一个窗口在岗",
                    "You are seated at another window", "需要换窗口时请选择接管", "Take over if you are to move here"},
    problem_meaning{problem_code::not_seated, "not_seated", 409, "not seated", "您不在这个窗口的座位上",
                    "You do not hold the seat of this window", "请先就座", "Take the seat first"},
    problem_meaning{problem_code::not_assigned, "not_assigned", 403, "not assigned", "您不是这个窗口的A角或B角",
                    "You are neither A-role nor B-role of this window", "请联系值班长", "Please ask the shift leader"},
    problem_meaning{problem_code::ticket_in_hand, "ticket_in_hand", 409, "ticket in hand", "当前号还没有办完",
                    "The ticket in hand is not finished", "请先办结、挂起或过号", "Finish, hold or miss it first"},
    problem_meaning{problem_code::other_ticket_in_hand, "other_ticket_in_hand", 409, "other ticket in hand",
                    "当前号已经变了", "Another ticket is in hand by now", "请看清当前号再按一次",
                    "Look at the current ticket and press again"},
    problem_meaning{problem_code::wrong_stage, "wrong_stage", 409, "wrong stage", "这个号现在不能这样操作",
                    "The ticket is not at a stage that allows this", "请看清号的状态",
                    "Please look at the ticket's stage"},
    problem_meaning{problem_code::too_soon, "too_soon", 409, "too soon", "刚叫过，稍等再重呼",
                    "It was called a moment ago", "请稍等几秒", "Please wait a few seconds"},
    problem_meaning{problem_code::budget_spent, "budget_spent", 409, "called to the end", "叫号次数已满",
                    "The ticket has been called as often as allowed", "请办理或过号", "Serve it or mark it missed"},
    problem_meaning{problem_code::call_again_first, "call_again_first", 409, "call again first", "还没有叫满次数",
                    "The ticket has not been called often enough", "请再重呼，叫满后可过号",
                    "Call it again before you mark it missed"},
    problem_meaning{problem_code::too_late, "too_late", 409, "too late", "已过可以恢复的时间",
                    "The time to restore the ticket is over", "请重新取号", "Please take a new ticket"},
    problem_meaning{problem_code::window_lacks_skill, "window_lacks_skill", 409, "window lacks the skill",
                    "这个窗口不办理这个事项", "This window does not serve that matter", "请选择能办理的窗口",
                    "Choose a window that does"},
    problem_meaning{problem_code::expired, "expired", 409, "key press expired", "这次按键过期了，没有执行",
                    "The key press came too late and was not carried out", "请再按一次", "Please press again"},
    problem_meaning{problem_code::out_of_order, "out_of_order", 409, "out of order", "时间或日期有误，没有执行",
                    "Time or business day is out of order", "请联系管理员核对时钟",
                    "Ask the administrator to check the clock"},

    problem_meaning{problem_code::unknown_hall, "unknown_hall", 404, "unknown hall", "没有这个大厅",
                    "There is no such hall", "请重新选择", "Please choose again"},
    problem_meaning{problem_code::busy, "busy", 503, "busy", "系统正忙，没有执行",
                    "The system is busy; nothing was done", "请稍后再试", "Please try again in a moment"},
    problem_meaning{problem_code::read_only, "read_only", 503, "read only", "暂停取号：系统无法保存新的记录",
                    "Tickets cannot be issued: new records cannot be saved", "已取的号依然有效，请听工作人员安排",
                    "Tickets you hold stay valid; please ask the staff"},
    problem_meaning{problem_code::poisoned, "poisoned", 503, "journal failed", "系统故障，无法确认是否执行",
                    "A fault of the system: it is not known whether this was done", "请等工作人员恢复系统后再试",
                    "Try again when the staff have restored the system"},
    problem_meaning{problem_code::stopping, "stopping", 503, "stopping", "系统正在重启", "The system is restarting",
                    "请稍后再试", "Please try again in a moment"},

    problem_meaning{problem_code::bad_json, "bad_json", 400, "bad JSON", "消息不是正确的JSON", "The message is no JSON",
                    "请更新页面或程序", "Update the page or program"},
    problem_meaning{problem_code::bad_binary, "bad_binary", 400, "bad binary message", "消息无法解读",
                    "The message cannot be read", "请更新程序", "Update the program"},
    problem_meaning{problem_code::invalid_field, "invalid_field", 422, "invalid field", "消息中有错误的内容",
                    "The message has members that are not allowed", "请按列出的问题修改",
                    "Correct the members that are listed"},
    problem_meaning{problem_code::not_json, "not_json", 415, "not JSON", "只接受JSON格式",
                    "Only application/json is accepted", "请设置Content-Type", "Set the Content-Type"},

    problem_meaning{problem_code::bad_request, "bad_request", 400, "bad request", "请求无法解读",
                    "The request cannot be read", "请检查程序", "Check the program"},
    problem_meaning{problem_code::unknown_route, "unknown_route", 404, "unknown route", "没有这个地址",
                    "There is nothing at this address", "请核对地址", "Check the address"},
    problem_meaning{problem_code::method_not_allowed, "method_not_allowed", 405, "method not allowed",
                    "这个地址不支持这种操作", "This address does not know that method", "请查看接口说明",
                    "See the description of the interface"},
    problem_meaning{problem_code::length_required, "length_required", 411, "length required", "请求缺少长度",
                    "The request does not state its length", "请设置Content-Length", "Set the Content-Length"},
    problem_meaning{problem_code::body_too_large, "body_too_large", 413, "body too large", "请求内容过大",
                    "The body is too large", "请缩短内容", "Shorten it"},
    problem_meaning{problem_code::header_too_large, "header_too_large", 431, "header too large", "请求头过大",
                    "The header is too large", "请清除此网站的Cookie再试",
                    "Clear the cookies of this site and try again"},
    problem_meaning{problem_code::wrong_http_version, "wrong_http_version", 505, "wrong HTTP version", "只支持HTTP/1.1",
                    "Only HTTP/1.1 is spoken here", "请使用HTTP/1.1", "Use HTTP/1.1"},
    problem_meaning{problem_code::upgrade_required, "upgrade_required", 426, "upgrade required",
                    "这个地址只用于WebSocket", "This address is for WebSocket only", "请使用WebSocket连接",
                    "Connect with WebSocket"},
    problem_meaning{problem_code::wrong_origin, "wrong_origin", 403, "wrong origin", "来自其他网站的请求不被接受",
                    "Requests from other sites are not accepted", "请从本站页面操作", "Use the pages of this site"},
    problem_meaning{problem_code::not_encrypted, "not_encrypted", 403, "not encrypted", "未加密的连接不能登录",
                    "Nobody can sign in over a connection that is not encrypted", "请使用https地址，或在服务器本机登录",
                    "Use the https address, or sign in on the server itself"},
    problem_meaning{problem_code::not_signed_in, "not_signed_in", 401, "not signed in", "请先登录",
                    "Nobody is signed in here", "请登录后再试", "Sign in and try again"},
    problem_meaning{problem_code::forbidden, "forbidden", 403, "forbidden", "您无权这样操作", "You may not do this",
                    "请联系值班长", "Please ask the shift leader"},
    problem_meaning{problem_code::unknown_topic, "unknown_topic", 404, "unknown topic", "没有这个主题",
                    "There is no such topic", "请重新打开页面", "Open the page again"},
    problem_meaning{problem_code::too_many_topics, "too_many_topics", 409, "too many topics", "订阅的主题过多",
                    "This connection follows too many topics", "请先退订一些", "Unsubscribe from some first"},
    problem_meaning{problem_code::unknown_link, "unknown_link", 404, "unknown ticket link", "链接无效或已过期",
                    "The link is not valid, or no longer", "请核对小票上的二维码", "Check the code on your slip"},
    problem_meaning{problem_code::rate_limited, "rate_limited", 429, "rate limited", "操作过于频繁",
                    "Too many requests", "请稍后再试", "Please try again in a moment"},
    problem_meaning{problem_code::wrong_credentials, "wrong_credentials", 401, "wrong credentials", "账号或密码不正确",
                    "Account or password is wrong", "请重新输入", "Please enter them again"},
    problem_meaning{problem_code::bad_token, "bad_token", 401, "bad token", "设备令牌无效或已吊销",
                    "The device's token is not valid, or was revoked", "请管理员重新配置设备",
                    "Ask the administrator to set up the device again"},
    problem_meaning{problem_code::locked_out, "locked_out", 429, "locked out", "登录失败次数过多，暂时锁定",
                    "Too many failed sign-ins; locked for a while", "请稍后再试", "Please try again later"},
    problem_meaning{problem_code::sign_in_unavailable, "sign_in_unavailable", 503, "sign-in unavailable",
                    "暂时无法登录", "Signing in is not possible at this time", "请稍后再试",
                    "Please try again in a moment"},
    problem_meaning{problem_code::contact_not_kept, "contact_not_kept", 503, "contact not kept",
                    "联系方式无法保存，没有取号", "The contact could not be kept; no ticket was issued",
                    "请稍后再试，或不留联系方式取号", "Try again, or take a ticket without a contact"},
    problem_meaning{problem_code::no_printer, "no_printer", 409, "no printer", "这台取号机没有打印机",
                    "This kiosk has no printer", "请记住号码，或扫码", "Remember the number, or scan the code"},
    problem_meaning{problem_code::not_printed, "not_printed", 503, "not printed", "小票没有打印出来",
                    "The slip was not printed", "号码有效，请记住号码或再打印一次",
                    "The number is valid: remember it, or print again"},
    problem_meaning{problem_code::internal_error, "internal_error", 500, "internal error", "系统内部错误",
                    "An error inside the system", "请联系管理员", "Please tell the administrator"},
};

static_assert(table.size() == static_cast<std::size_t>(problem_code::internal_error) + 1);
static_assert([] {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].code != static_cast<problem_code>(i)) return false;
    }
    return true;
}());

// The refusals come first and in their own order.
static_assert(static_cast<int>(problem_code::not_ready) == static_cast<int>(dispatch::refusal_code::not_ready));
static_assert(static_cast<int>(problem_code::out_of_order) == static_cast<int>(dispatch::refusal_code::out_of_order));

}  // namespace

problem_meaning const& meaning_of(problem_code code) {
    return table[static_cast<std::size_t>(code)];
}

problem_code problem_code_of(dispatch::refusal_code code) {
    return static_cast<problem_code>(code);
}

std::span<problem_meaning const> problem_table() {
    return table;
}

}  // namespace buduan::wire
