#pragma once

// What the halls ask of the journal, and how it answers. The journal works on its own thread; every request returns at
// once and is answered later, in order, on the thread of the halls, never from within the request itself.

#include "halls/recovery.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace buduan::halls {

class journal_port {
public:
    virtual ~journal_port() = default;

    // Claims the hall for this process and rebuilds its state; answered by `on_recovered`.
    virtual void submit_recovery(dispatch::hall_id hall) = 0;

    // Answered by `on_appended`, or by `on_append_lost` when the answer can never come.
    virtual void submit_append(journal::append_request request) = 0;

    // One record that stands in the stream, to answer a retry from long ago; answered by `on_read`.
    virtual void submit_read(dispatch::hall_id hall, std::uint64_t seq) = 0;

    // The disk is full: gives up the space held in reserve, before any later append. Not answered.
    virtual void submit_release_ballast() = 0;
    // Tries to hold the reserve again; answered by `on_ballast`.
    virtual void submit_restore_ballast(dispatch::hall_id hall) = 0;

    // Not answered: a lost snapshot costs replay time only.
    virtual void submit_snapshot(dispatch::hall_id hall, journal::stored_snapshot snapshot) = 0;
};

// The answering side; the directory is one.
class journal_answers {
public:
    virtual ~journal_answers() = default;

    virtual void on_recovered(dispatch::hall_id hall, recovery_answer answer) = 0;
    virtual void on_appended(dispatch::hall_id hall, journal::append_result const& result) = 0;
    virtual void on_append_lost(dispatch::hall_id hall) = 0;
    virtual void on_ballast(dispatch::hall_id hall, bool held) = 0;
    virtual void on_read(dispatch::hall_id hall, std::uint64_t seq, std::optional<dispatch::record> found) = 0;
};

}  // namespace buduan::halls
