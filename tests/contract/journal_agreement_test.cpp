// Whatever is asked of them, in whatever order and with restarts in between, all back ends answer as the memory does.

#include "contract/journal_factory.hpp"
#include "journal/memory_journal.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <array>

using namespace buduan;
using namespace buduan::contract;

namespace {

constexpr std::array<std::string_view, 3> names{"fucheng", "xiji", "shanting"};
constexpr std::uint8_t commands = 12;  // few, so that they come again

enum class verb : std::uint8_t { append, claim, read, find, put_snapshot, snapshot, keep_house, restart };

struct entry_draft {
    std::uint8_t command = 0;
    std::uint8_t hours_later = 0;
};

struct request_draft {
    std::uint8_t hall = 0;
    std::uint8_t stale_epochs = 0;  // usually none
    std::uint8_t stale_seqs = 0;
    std::vector<entry_draft> entries;
};

struct step {
    verb what = verb::append;
    std::uint8_t hall = 0;
    std::uint8_t number = 0;
    std::vector<request_draft> requests;
};

std::ostream& operator<<(std::ostream& out, step const& one) {
    out << "verb " << static_cast<int>(one.what) << " hall " << int{one.hall} << " number " << int{one.number};
    for (auto const& request : one.requests) {
        out << " [hall " << int{request.hall} << " stale " << int{request.stale_epochs} << ','
            << int{request.stale_seqs};
        for (auto const& entry : request.entries) {
            out << " command " << int{entry.command} << " +" << int{entry.hours_later} << 'h';
        }
        out << ']';
    }
    return out;
}

auto below(int limit) {
    return rc::gen::inRange<std::uint8_t>(0, static_cast<std::uint8_t>(limit));
}

rc::Gen<std::uint8_t> seldom() {
    return rc::gen::weightedElement<std::uint8_t>({{9, 0}, {1, 1}});
}

rc::Gen<request_draft> a_request() {
    auto const an_entry = rc::gen::build<entry_draft>(rc::gen::set(&entry_draft::command, below(commands)),
                                                      rc::gen::set(&entry_draft::hours_later, below(20)));
    return rc::gen::build<request_draft>(
        rc::gen::set(&request_draft::hall, below(names.size())), rc::gen::set(&request_draft::stale_epochs, seldom()),
        rc::gen::set(&request_draft::stale_seqs, seldom()),
        rc::gen::set(&request_draft::entries,
                     rc::gen::resize(4, rc::gen::container<std::vector<entry_draft>>(an_entry))));
}

rc::Gen<step> a_step() {
    auto const verbs = rc::gen::weightedElement<verb>({{12, verb::append},
                                                       {3, verb::claim},
                                                       {3, verb::read},
                                                       {3, verb::find},
                                                       {1, verb::put_snapshot},
                                                       {1, verb::snapshot},
                                                       {1, verb::keep_house},
                                                       {1, verb::restart}});
    return rc::gen::build<step>(
        rc::gen::set(&step::what, verbs), rc::gen::set(&step::hall, below(names.size())),
        rc::gen::set(&step::number, below(commands)),
        rc::gen::set(&step::requests, rc::gen::resize(3, rc::gen::container<std::vector<request_draft>>(a_request()))));
}

// Two journals walked in step.
class pair_of_journals {
public:
    explicit pair_of_journals(journal_backend const& backend) : place_(backend.make()), log_(&place_->open()) {}

    void walk(step const& one) {
        auto const in = hall(names[one.hall]);
        switch (one.what) {
            case verb::append: append(one.requests); break;
            case verb::claim: RC_ASSERT(log_->claim(in, "node") == reference_.claim(in, "node")); break;
            case verb::read:
                RC_ASSERT(log_->read(in, one.number, one.number + 1U) ==
                          reference_.read(in, one.number, one.number + 1U));
                break;
            case verb::find:
                RC_ASSERT(log_->find(in, command(one.number)) == reference_.find(in, command(one.number)));
                break;
            case verb::put_snapshot: put_snapshot(in, one.number); break;
            case verb::snapshot: compare_snapshots(in); break;
            case verb::keep_house:
                while (log_->quiet()) {
                }
                break;
            case verb::restart: log_ = &place_->restart(); break;
        }
    }

    void compare_all() {
        RC_ASSERT(log_->halls() == reference_.halls());
        for (auto const in : reference_.halls()) {
            RC_ASSERT(log_->tail(in) == reference_.tail(in));
            RC_ASSERT(log_->read(in, 0, 100'000) == reference_.read(in, 0, 100'000));
            for (std::uint8_t number = 0; number < commands; ++number) {
                RC_ASSERT(log_->find(in, command(number)) == reference_.find(in, command(number)));
            }
            compare_snapshots(in);
        }
        RC_ASSERT(log_->verify().empty());
    }

private:
    void append(std::vector<request_draft> const& drafts) {
        std::vector<journal::append_request> group;
        for (auto const& draft : drafts) {
            auto const tail = reference_.tail(hall(names[draft.hall]));
            auto one = request(names[draft.hall], tail, {});
            one.epoch -= std::min<std::uint64_t>(one.epoch, draft.stale_epochs);
            one.expected_seq += draft.stale_seqs;
            for (auto const& wanted : draft.entries) {
                now_ += std::chrono::hours(wanted.hours_later);
                one.entries.push_back({command(wanted.command), at(now_), std::to_string(now_.count())});
            }
            group.push_back(std::move(one));
        }
        auto const answers = log_->append(group);
        auto const expected = reference_.append(group);
        RC_ASSERT(answers.size() == expected.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            RC_ASSERT(answers[i].status == expected[i].status);
            RC_ASSERT(answers[i].tail == expected[i].tail);
            RC_ASSERT(answers[i].duplicate_seq == expected[i].duplicate_seq);
        }
    }

    void put_snapshot(dispatch::hall_id in, std::uint8_t number) {
        auto const tail = reference_.tail(in);
        if (tail.epoch == 0) return;
        journal::stored_snapshot const taken{tail.seq, tail.hash, std::string(number * 100U, 's')};
        log_->put_snapshot(in, taken);
        reference_.put_snapshot(in, taken);
    }

    void compare_snapshots(dispatch::hall_id in) {
        auto const found = log_->snapshot(in);
        auto const expected = reference_.snapshot(in);
        RC_ASSERT(found.has_value() == expected.has_value());
        if (!found) return;
        RC_ASSERT(found->seq == expected->seq);
        RC_ASSERT(found->hash == expected->hash);
        RC_ASSERT(found->state == expected->state);
    }

    std::unique_ptr<journal_place> place_;
    journal::journal* log_;
    journal::memory_journal reference_;
    std::chrono::milliseconds now_{0};
};

}  // namespace

TEST_CASE("all back ends answer any sequence of questions as the memory does", "[journal][property]") {
    for (auto const& backend : journal_backends()) {
        INFO(backend.name);
        CHECK(rc::check(backend.name, [&backend] {
            auto const steps = *rc::gen::container<std::vector<step>>(a_step());
            pair_of_journals both(backend);
            for (auto const& one : steps) {
                both.walk(one);
            }
            both.compare_all();
        }));
    }
}
