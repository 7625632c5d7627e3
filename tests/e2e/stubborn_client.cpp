#include "e2e/stubborn_client.hpp"

#include <utility>

namespace buduan::tests {

using app::load_answer;

void stubborn_client::connect() {
    line_ = std::make_unique<app::load_client>(reactor_, port_, cookie_);
    if (pending_) send();
}

void stubborn_client::command(boost::json::object verb, std::function<void(load_answer const&)> done) {
    pending_ = asked{app::draw_command_id(), std::move(verb), std::move(done)};
    if (line_) send();
}

void stubborn_client::send() {
    line_->command(
        hall_, pending_->verb,
        [this](load_answer const& answer) {
            auto const known = std::exchange(pending_, std::nullopt);
            if (answer.happened) {
                acknowledged_.push_back({known->id, answer.seq, answer.number});
                last_verb_ = known->verb;
            }
            known->done(answer);
        },
        pending_->id);
}

void stubborn_client::ask_last_again(std::function<void(bool same)> done) {
    if (acknowledged_.empty()) return done(true);
    auto const& before = acknowledged_.back();
    line_->command(
        hall_, last_verb_,
        [before, done = std::move(done)](load_answer const& answer) {
            done(answer.happened && answer.seq == before.seq && answer.number == before.number);
        },
        before.id);
}

}  // namespace buduan::tests
