#pragma once

// The printers beside the kiosks: one slip at a time each.

#include "net/network_printer.hpp"
#include "net/options.hpp"
#include "slip/slip.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace buduan::net {

class printers {
public:
    printers(boost::asio::io_context& loop, std::vector<kiosk_printer> const& known, std::chrono::milliseconds limit);

    [[nodiscard]] bool knows(std::string const& hall, std::string const& kiosk) const;
    // REQUIRES: knows(hall, kiosk). False when a slip is being printed there; then `done` is not called.
    [[nodiscard]] bool print(std::string const& hall, std::string const& kiosk, slip::slip_text const& paper,
                             std::function<void(print_outcome)> done);

private:
    struct place {
        printer_address where;
        std::shared_ptr<bool> busy = std::make_shared<bool>(false);
    };

    boost::asio::io_context& loop_;
    std::chrono::milliseconds limit_;
    std::map<std::pair<std::string, std::string>, place> places_;
};

}  // namespace buduan::net
