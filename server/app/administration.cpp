#include "app/administration.hpp"

#include <utility>

namespace buduan::app {

administration::administration(parts parts) : parts_(std::move(parts)) {
    add_store_answers();
    add_people_answers();
    add_hall_answers();
}

void administration::answer(std::shared_ptr<admin_call> call) {
    auto const found = answers_.find(call->text("command"));
    if (found == answers_.end()) return call->fail(exit_code::usage, "this server knows no such request");
    found->second(std::move(call));
}

}  // namespace buduan::app
