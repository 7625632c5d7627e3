#pragma once

// A running server, whole: everything that `buduan serve` starts, owned here as a tree in the order in which the parts
// need each other, and taken down in the opposite one. One thread runs all of it but the disk and the password hashes.
//
// Start: data folder locked, files opened, halls recovered, then listening; the operator is told once it serves.
// Stop, in this order: nobody new is let in and open connections are told to come back; the simulated people go home;
// the operator's socket closes; the halls take their last turn and leave snapshots; the journal falls idle; the files
// close and the folder is unlocked. A second signal, or `stop_limit`, ends the waiting.

#include "app/administration.hpp"
#include "app/config.hpp"
#include "app/demonstration.hpp"
#include "app/hall_files.hpp"
#include "app/stores.hpp"
#include "halls/asio_runtime.hpp"
#include "identity/work_queue.hpp"
#include "net/server.hpp"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>

namespace buduan::app {

class admin_socket;

class house {
public:
    static constexpr std::chrono::seconds recovery_patience{5};  // then it serves what has recovered
    static constexpr std::chrono::seconds stop_limit{20};
    static constexpr std::chrono::seconds same_wish{1};  // signals closer together are one: some senders send two

    // Opens the files. Throws stop_program.
    house(config settings, hall_files files);
    ~house();
    house(house const&) = delete;
    house& operator=(house const&) = delete;

    // Serves until a signal ends it. `serving` is told the port, once. Throws stop_program when it cannot begin.
    [[nodiscard]] exit_code run(std::function<void(house const&)> const& serving);

    // For the page of links.
    [[nodiscard]] config const& settings() const { return config_; }
    [[nodiscard]] hall_files const& files() const { return files_; }
    [[nodiscard]] demonstration_tokens const& tokens() const { return tokens_; }
    [[nodiscard]] path const& folder() const { return folder_.path(); }
    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

private:
    void recover();
    void listen();
    void hear_signals();
    void reload();
    void stop(int signal);
    void do_chores();
    void delete_what_is_due();
    void watch_over();  // signs of life for the service manager
    void heard(halls::notice const& news);
    void register_figures();

    config config_;
    hall_files files_;
    std::unique_ptr<halls::clock> clock_;
    log::logger log_;
    data_folder folder_;
    stores stores_;
    demonstration_tokens tokens_;

    boost::asio::io_context loop_{1};
    identity::registry people_;
    personal::vault vault_;
    identity::work_queue vault_thread_;
    personal::custodian custodian_;
    live::hub hub_;
    halls::asio_runtime runtime_;
    net::metrics figures_;
    net::server server_;
    administration desk_;

    boost::asio::signal_set signals_;
    boost::asio::steady_timer chores_;
    boost::asio::steady_timer life_;
    boost::asio::steady_timer patience_;
    std::unique_ptr<admin_socket> admin_;
    std::optional<demonstration_people> crowd_;

    std::optional<stop_program> unreadable_;  // a hall whose journal is damaged, until it serves
    int chores_done_ = 0;
    bool serving_ = false;
    bool stopping_ = false;
    std::chrono::steady_clock::time_point stop_asked_;
    exit_code ended_ = exit_code::ok;
};

}  // namespace buduan::app
