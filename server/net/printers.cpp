#include "net/printers.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace buduan::net {

printers::printers(boost::asio::io_context& loop, std::vector<kiosk_printer> const& known,
                   std::chrono::milliseconds limit)
    : loop_(loop), limit_(limit) {
    for (auto const& one : known)
        places_.insert_or_assign({one.hall, one.kiosk}, place{one.printer});
}

bool printers::knows(std::string const& hall, std::string const& kiosk) const {
    return places_.contains({hall, kiosk});
}

bool printers::print(std::string const& hall, std::string const& kiosk, slip::slip_text const& paper,
                     std::function<void(print_outcome)> done) {
    auto& at = places_.at({hall, kiosk});
    if (*at.busy) return false;
    *at.busy = true;
    slip::escpos_options as;
    if (at.where.gb18030) as.encoding = slip::charset::gb18030;
    boost::asio::co_spawn(loop_, net::print(at.where, slip::render_escpos(paper, as).bytes, limit_),
                          [busy = at.busy, done = std::move(done)](std::exception_ptr failed, print_outcome outcome) {
                              *busy = false;
                              done(failed ? print_outcome::fault : outcome);
                          });
    return true;
}

}  // namespace buduan::net
