#include "app/administration.hpp"

#include <utility>

namespace buduan::app {

administration::administration(parts with) : parts_(std::move(with)) {
    add_store_answers();
    add_people_answers();
    add_hall_answers();
}

void administration::answer(std::shared_ptr<admin_call> asked) {
    auto const found = answers_.find(asked->text("command"));
    if (found == answers_.end()) return asked->fail(exit_code::usage, "this server knows no such request");
    found->second(std::move(asked));
}

}  // namespace buduan::app
