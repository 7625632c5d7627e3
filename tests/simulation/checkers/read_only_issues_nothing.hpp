#pragma once

// While a hall says that it cannot write, no number is given out: what could be printed then could be lost.

#include "simulation/sightings.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace buduan::simulation {

class read_only_issues_nothing final : public checker {
public:
    [[nodiscard]] std::string_view name() const override { return "read_only_issues_nothing"; }

    void became_durable(dispatch::hall_id hall, std::uint64_t seq) override {
        book& kept = books_[hall];
        if (kept.read_only && seq > kept.durable) kept.suspect.emplace_back(kept.durable, seq);
        kept.durable = seq;
    }
    void writable_changed(dispatch::hall_id hall, bool writable) override { books_[hall].read_only = !writable; }
    void restarted() override {
        for (auto& [hall, kept] : books_) {
            kept.read_only = false;
        }
    }

    void stepped(dispatch::hall_id hall, dispatch::hall const& /*before*/, journal::stored_record const& stored,
                 dispatch::record const& happened) override {
        for (auto const& [after, last] : books_[hall].suspect) {
            if (stored.seq <= after || stored.seq > last) continue;
            for (dispatch::event const& event : happened.events) {
                if (auto const* issued = std::get_if<dispatch::ticket_issued>(&event)) {
                    broken(dispatch::to_string(issued->number) + " was issued while the hall was read-only");
                }
            }
        }
    }

private:
    struct book {
        std::uint64_t durable = 0;
        bool read_only = false;
        std::vector<std::pair<std::uint64_t, std::uint64_t>> suspect;  // (after, up to] were written while read-only
    };
    std::map<dispatch::hall_id, book> books_;
};

}  // namespace buduan::simulation
