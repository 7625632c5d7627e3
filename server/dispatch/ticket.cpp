#include "dispatch/ticket.hpp"

namespace buduan::dispatch {

std::string to_string(ticket_number number) {
    constexpr std::size_t least_digits = 3;
    std::string digits = std::to_string(number.count);
    if (digits.size() < least_digits) digits.insert(0, least_digits - digits.size(), '0');
    return number.prefix + digits;
}

}  // namespace buduan::dispatch
