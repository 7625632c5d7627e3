#include "net/network_printer.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <string_view>

namespace buduan::net {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

print_outcome outcome_of(slip::printer_state state) {
    switch (state) {
        case slip::printer_state::ready: return print_outcome::printed;
        case slip::printer_state::paper_low: return print_outcome::paper_low;
        case slip::printer_state::paper_out: return print_outcome::paper_out;
        case slip::printer_state::cover_open: return print_outcome::cover_open;
        case slip::printer_state::fault: return print_outcome::fault;
    }
    return print_outcome::fault;
}

asio::awaitable<print_outcome> converse(printer_address where, std::string job) {
    auto const executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    auto [unresolved, endpoints] = co_await resolver.async_resolve(where.host, std::to_string(where.port), as_result);
    if (unresolved) co_return print_outcome::unreachable;
    tcp::socket socket(executor);
    auto [unconnected, endpoint] = co_await asio::async_connect(socket, endpoints, as_result);
    if (unconnected) co_return print_outcome::unreachable;

    auto outcome = print_outcome::printed;
    if (where.asks_status) {
        std::uint8_t answers[2] = {};
        for (std::size_t i = 0; i < 2; ++i) {
            std::string_view const query = i == 0 ? slip::query_offline : slip::query_paper;
            auto [unsent, sent] = co_await asio::async_write(socket, asio::buffer(query), as_result);
            if (unsent) co_return print_outcome::unreachable;
            auto [unheard, heard] = co_await asio::async_read(socket, asio::buffer(&answers[i], 1), as_result);
            if (unheard) co_return print_outcome::unreachable;
        }
        outcome = outcome_of(slip::read_status(answers[0], answers[1]));
        if (outcome != print_outcome::printed && outcome != print_outcome::paper_low) co_return outcome;
    }

    auto [unsent, sent] = co_await asio::async_write(socket, asio::buffer(job), as_result);
    if (unsent) co_return print_outcome::unreachable;
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
    co_return outcome;
}

}  // namespace

std::string_view to_string(print_outcome outcome) {
    switch (outcome) {
        case print_outcome::printed: return "printed";
        case print_outcome::paper_low: return "paper_low";
        case print_outcome::paper_out: return "paper_out";
        case print_outcome::cover_open: return "cover_open";
        case print_outcome::fault: return "printer_fault";
        case print_outcome::unreachable: return "printer_unreachable";
        case print_outcome::timed_out: return "printer_timed_out";
    }
    return "printer_fault";
}

asio::awaitable<print_outcome> print(printer_address where, std::string job, std::chrono::milliseconds limit) {
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer timer(co_await asio::this_coro::executor, limit);
    auto const first = co_await (converse(std::move(where), std::move(job)) || timer.async_wait(as_result));
    if (first.index() == 0) co_return std::get<0>(first);
    co_return print_outcome::timed_out;
}

}  // namespace buduan::net
