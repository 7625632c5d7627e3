#include "fuzz/target.hpp"
#include "wire/hall_file.hpp"
#include "wire/holiday_file.hpp"

using namespace buduan;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const text = fuzz::text_of(data, size);
    auto const matters = wire::parse_matters(text);
    auto const hall = wire::parse_hall(text, {});
    auto const holidays = wire::parse_holidays(text);
    fuzz::must(matters.index() == 1 || hall.index() == 1, "no file is two things");
    if (auto const* read = std::get_if<dispatch::hall_config>(&hall)) (void)dispatch::validate(*read);
    fuzz::must(holidays.index() == 0 || !std::get<wire::config_faults>(holidays).empty(), "a refused file says why");
    return 0;
}
