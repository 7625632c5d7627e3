#pragma once

// The halls on a network thread: one io_context runs them, another thread owns the journal, and work crosses between
// the two as messages. Every public call is made on the io_context's thread.

#include "halls/hall_directory.hpp"
#include "journal/journal.hpp"
#include "journal/journal_thread.hpp"

#include <boost/asio/io_context.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace buduan::halls {

class asio_runtime {
public:
    // REQUIRES: `storage` is used by nobody else until the runtime is destroyed; a maintenance job goes through
    // `with_journal`.
    asio_runtime(boost::asio::io_context& context, journal::journal& storage, directory_options options,
                 std::vector<dispatch::hall_config> configurations, phase_lookup phase_at, clock const& time,
                 live::publisher& out, std::function<void(notice const&)> heard);
    ~asio_runtime();

    [[nodiscard]] hall_directory& halls();

    void start();

    // Runs a short job on the journal's thread (a look at the tails) and then `done` on the io_context's. No hall
    // commits during the job. When the journal's thread has too much to do it is tried again a little later; after
    // `stop` neither of the two is called any more.
    void with_journal(std::function<void(journal::journal&)> job, std::function<void()> done);

    // Copies the journal into a new file while the halls go on; `done` is told what failed, null when nothing did. One
    // at a time: a second one fails at once.
    void backup(std::string path, std::function<void(std::exception_ptr)> done);

    // Walks the whole journal while the halls go on, and tells what is damaged. One backup or verification at a time.
    void verify(std::function<void(std::vector<journal::damage> const&, std::exception_ptr)> done);

    // What the journal's thread has done so far, for /metrics.
    [[nodiscard]] journal::journal_counts journal_counts() const;

    // Begins the orderly end; `done` is called when every hall has taken its last turn and the journal is idle.
    void stop(std::function<void()> done);

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace buduan::halls
