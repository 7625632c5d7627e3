#pragma once

// The halls on a network thread: one io_context runs them, another thread owns the journal, and work crosses between
// the two as messages. Every public call is made on the io_context's thread.

#include "halls/hall_directory.hpp"
#include "journal/journal.hpp"

#include <boost/asio/io_context.hpp>

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

    // Runs a job on the journal's thread (backup, verify) and then `done` on the io_context's.
    void with_journal(std::function<void(journal::journal&)> job, std::function<void()> done);

    // Begins the orderly end; `done` is called when every hall has taken its last turn and the journal is idle.
    void stop(std::function<void()> done);

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace buduan::halls
