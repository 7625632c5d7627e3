#pragma once

// What the people and screens of a simulated world saw, and what the server was told is durable. The checkers look at
// this and at the stream in the journal, never into the server. A broken property ends the seed with its name.

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"
#include "halls/directory.hpp"
#include "halls/loop_listener.hpp"
#include "journal/journal.hpp"
#include "live/publisher.hpp"

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace buduan::simulation {

class broken_property : public std::runtime_error {
public:
    broken_property(std::string_view checker, std::string const& what)
        : std::runtime_error(std::string(checker) + ": " + what), checker_(checker) {}
    [[nodiscard]] std::string const& checker() const { return checker_; }

private:
    std::string checker_;
};

// One checker, one property.
class checker {
public:
    virtual ~checker() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;

    // A command was answered with a record, perhaps not for the first time.
    virtual void replied(dispatch::hall_id /*hall*/, dispatch::record const& /*answer*/) {}
    // Any answer at all.
    virtual void answered(dispatch::hall_id /*hall*/, dispatch::command const& /*to*/,
                          halls::outcome const& /*answer*/) {}
    // A frame reached the screens.
    virtual void shown(std::string_view /*topic*/, live::position /*at*/, live::frame_kind /*kind*/,
                       std::string const& /*bytes*/) {}
    // Somebody read the state of a hall.
    virtual void looked(dispatch::hall_id /*hall*/, std::uint64_t /*seq*/, dispatch::hall const& /*state*/) {}
    virtual void became_durable(dispatch::hall_id /*hall*/, std::uint64_t /*seq*/) {}
    virtual void writable_changed(dispatch::hall_id /*hall*/, bool /*writable*/) {}
    virtual void noticed(halls::notice const& /*news*/) {}
    virtual void restarted() {}

    // At the end, the whole stream of each hall, record by record, with the state that each was decided in.
    virtual void stepped(dispatch::hall_id /*hall*/, dispatch::hall const& /*before*/,
                         journal::stored_record const& /*stored*/, dispatch::record const& /*happened*/) {}
    // Behind the last record. `live` is what the server has, `folded` what the stream says.
    virtual void ended(dispatch::hall_id /*hall*/, dispatch::hall const& /*live*/, dispatch::hall const& /*folded*/) {}

protected:
    [[noreturn]] void broken(std::string const& what) const { throw broken_property(name(), what); }
};

class sightings {
public:
    void attach(checker& one) { checkers_.push_back(&one); }

    void replied(dispatch::hall_id hall, dispatch::record const& answer) {
        mark(answer.seq);
        tell([&](checker& one) { one.replied(hall, answer); });
    }
    void answered(dispatch::hall_id hall, dispatch::command const& to, halls::outcome const& answer) {
        mark(answer.index());
        tell([&](checker& one) { one.answered(hall, to, answer); });
    }
    void shown(std::string_view topic, live::position at, live::frame_kind kind, std::string const& bytes) {
        mark(at.seq);
        mark(bytes.size());
        for (char const octet : bytes) {
            mark(static_cast<unsigned char>(octet));
        }
        tell([&](checker& one) { one.shown(topic, at, kind, bytes); });
    }
    void looked(dispatch::hall_id hall, std::uint64_t seq, dispatch::hall const& state) {
        tell([&](checker& one) { one.looked(hall, seq, state); });
    }
    void durable(dispatch::hall_id hall, std::uint64_t seq) {
        mark(seq);
        tell([&](checker& one) { one.became_durable(hall, seq); });
    }
    void writable_changed(dispatch::hall_id hall, bool writable) {
        tell([&](checker& one) { one.writable_changed(hall, writable); });
    }
    void noticed(halls::notice const& news) {
        mark(static_cast<std::uint64_t>(news.what));
        tell([&](checker& one) { one.noticed(news); });
    }
    void restarted() {
        mark(1);
        tell([](checker& one) { one.restarted(); });
    }
    void stepped(dispatch::hall_id hall, dispatch::hall const& before, journal::stored_record const& stored,
                 dispatch::record const& happened) {
        mark(stored.hash[0]);
        tell([&](checker& one) { one.stepped(hall, before, stored, happened); });
    }
    void ended(dispatch::hall_id hall, dispatch::hall const& live, dispatch::hall const& folded) {
        tell([&](checker& one) { one.ended(hall, live, folded); });
    }

    void count(std::string const& what, std::uint64_t times = 1) { counters_[what] += times; }
    [[nodiscard]] std::map<std::string, std::uint64_t> const& counters() const { return counters_; }

    // Of everything seen, in order: two runs of one seed must agree.
    [[nodiscard]] std::uint64_t trace() const { return trace_; }
    void mark(std::uint64_t word) { trace_ = (trace_ ^ word) * 0x100000001b3; }

private:
    template <class Tell>
    void tell(Tell const& what) {
        for (checker* one : checkers_) {
            what(*one);
        }
    }

    std::vector<checker*> checkers_;
    std::map<std::string, std::uint64_t> counters_;
    std::uint64_t trace_ = 0xcbf29ce484222325;
};

}  // namespace buduan::simulation
