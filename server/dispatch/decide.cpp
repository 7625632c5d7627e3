#include "dispatch/decide.hpp"

#include "dispatch/rules.hpp"

namespace buduan::dispatch {

namespace {

struct chooser {
    hall const& state;
    instant now;

    decision operator()(claim_leadership const& wanted) const { return on_claim(state, wanted); }
    decision operator()(accept_configuration const& wanted) const { return on_configuration(state, wanted, now); }
    template <class Command>
    decision operator()(Command const& wanted) const {
        if (state.plan() == nullptr) return refuse(refusal_code::not_ready);
        return on(moment{state, *state.plan(), now}, wanted);
    }
};

}  // namespace

result<std::vector<event>> decide(hall const& state, command const& wanted, instant now) {
    return std::visit(chooser{state, now}, wanted.body);
}

}  // namespace buduan::dispatch
