#include "dispatch/hall_bench.hpp"

#include "calendar/business_day.hpp"

namespace buduan::dispatch {

calendar::phase_span hall_bench::span(calendar::service_phase phase, instant begins, instant ends) {
    calendar::phase_span made;
    made.phase = phase;
    made.regime = calendar::service_regime::workday;
    made.day = calendar::business_day_of(ten());
    made.begins = begins;
    made.ends = ends;
    made.opens_next = ends;
    return made;
}

hall_bench::hall_bench(hall_config config) {
    run(claim_leadership{"bench", bench_epoch, false, 0});
    run(accept_configuration{std::move(config)});
    run(enter_phase{
        span(calendar::service_phase::regular, ten() - std::chrono::hours{1}, ten() + std::chrono::hours{8})});
}

void hall_bench::tomorrow() {
    civil_day const day = state.day() + std::chrono::days{1};
    now = calendar::instant_at(day, std::chrono::hours{10});
    calendar::phase_span next = span(calendar::service_phase::regular, now, now + std::chrono::hours{7});
    next.day = day;
    run(enter_phase{next});
}

std::optional<refusal> hall_bench::try_it(command_body wanted) {
    command const sent{{}, {actor_kind::staff, "S01"}, std::move(wanted)};
    auto decided = decide(state, sent, now);
    if (!decided) return decided.error();
    last = {bench_epoch, ++seq_, sent.id, sent.by, now, std::move(*decided)};
    apply(state, last);
    auto const broken = broken_invariants(state);
    REQUIRE(broken == std::vector<std::string>{});
    return std::nullopt;
}

record const& hall_bench::run(command_body wanted) {
    auto const why = try_it(std::move(wanted));
    if (why) FAIL("refused: " << to_string(why->code));
    return last;
}

refusal_code hall_bench::refused(command_body wanted) {
    hall const before = state;
    auto const why = try_it(std::move(wanted));
    if (!why) FAIL("was not refused");
    REQUIRE(state == before);
    return why->code;
}

ticket_id hall_bench::issue(matter_id matter, ticket_class klass) {
    issue_ticket wanted;
    wanted.matters = {matter};
    wanted.klass = klass;
    return issue(std::move(wanted));
}

ticket_id hall_bench::issue(issue_ticket wanted) {
    return find<ticket_issued>(run(std::move(wanted)))->ticket;
}

void hall_bench::staff(window_id window, staff_id person) {
    run(take_seat{window, person, false});
    run(open_window{window, person});
}

ticket_id hall_bench::call(window_id window) {
    auto const* called =
        find<ticket_called>(run(call_next{window, seated(window), in_hand(window), true, std::nullopt}));
    return called == nullptr ? ticket_id{} : called->ticket;
}

void hall_bench::serve(window_id window) {
    run(start_service{window, seated(window), in_hand(window)});
}

void hall_bench::finish(window_id window) {
    run(finish_service{window, seated(window), in_hand(window)});
}

void hall_bench::miss(window_id window) {
    calling_rules const& rules = state.plan()->rules();
    while (std::get<called>(ticket_at(in_hand(window)).stage).attempt < rules.call_budget) {
        later(rules.quiet_time);
        run(recall{window, seated(window), in_hand(window)});
    }
    run(mark_missed{window, seated(window), in_hand(window)});
}

std::vector<ticket_id> hall_bench::line(queue_key const& queue) const {
    return queue_of(state, queue).value().waiting;
}

}  // namespace buduan::dispatch
