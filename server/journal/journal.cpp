#include "journal/journal.hpp"

#include <utility>

namespace buduan::journal {

unavailable_journal::unavailable_journal(append_status why, std::string text) : why_(why), text_(std::move(text)) {}

char const* unavailable_journal::what() const noexcept {
    return text_.c_str();
}

append_status unavailable_journal::why() const noexcept {
    return why_;
}

damaged_journal::damaged_journal(damage where)
    : where_(std::move(where)),
      text_(where_.hall.empty() ? "damaged journal: " + where_.what
                                : "damaged journal: hall " + where_.hall.str() + ", seq " + std::to_string(where_.seq) +
                                      ": " + where_.what) {}

char const* damaged_journal::what() const noexcept {
    return text_.c_str();
}

damage const& damaged_journal::where() const noexcept {
    return where_;
}

}  // namespace buduan::journal
