#include "app/house.hpp"

#include "app/admin_socket.hpp"
#include "app/config_slices.hpp"
#include "app/demonstration_day.hpp"
#include "app/operator_log.hpp"
#include "app/service_manager.hpp"
#include "app/wall_clock.hpp"
#include "calendar/business_day.hpp"

#include <boost/asio/post.hpp>

#include <csignal>

namespace buduan::app {
namespace {

namespace asio = boost::asio;

identity::instant real_now() {
    return wall_clock().now();
}

std::unique_ptr<halls::clock> clock_of(config const& settings, hall_files const& files) {
    if (!settings.demonstration.enabled || settings.demonstration.real_clock) return std::make_unique<wall_clock>();
    auto const start = demonstration_start(settings, files, calendar::business_day_of(real_now()));
    return std::make_unique<demonstration_clock>(start, settings.demonstration.speed);
}

data_folder folder_of(config const& settings) {
    if (settings.demonstration.enabled && settings.server.data.empty()) return data_folder::throw_away();
    return {settings.server.data,
            settings.demonstration.enabled ? data_folder::purpose::demonstrate : data_folder::purpose::serve};
}

// Before anybody can sign in: the accounts of a demonstration, or the first administrator of an empty house.
demonstration_tokens prepare_people(config const& settings, hall_files const& files, data_folder const& folder,
                                    identity::store& store, log::logger const& log) {
    if (settings.demonstration.enabled) return prepare_demonstration(store, files.halls);
    if (auto const password = identity::bootstrap_admin(store)) {
        write_private(folder.first_admin(), "admin\n" + *password + '\n');
        log.warning("identity.first_admin", {log::field::text(log::key::path, folder.first_admin().string())});
    }
    return {};
}

}  // namespace

house::house(config settings, hall_files files)
    : config_(std::move(settings)),
      files_(std::move(files)),
      clock_(clock_of(config_, files_)),
      log_(real_now, log::to_stderr(), config_.log.level),
      folder_(folder_of(config_)),
      stores_(open_stores(folder_, files_options(config_))),
      tokens_(prepare_people(config_, files_, folder_, *stores_.identity, log_)),
      people_(*stores_.identity, {[this](std::function<void()> work) { asio::post(loop_, std::move(work)); }, real_now},
              people_limits(config_)),
      vault_(*stores_.records, *stores_.keys),
      vault_thread_(1, 1'024),
      custodian_(vault_, {[this](personal::custodian::posted work) { return vault_thread_.give(std::move(work)); },
                          [this](personal::custodian::posted work) { asio::post(loop_, std::move(work)); }}),
      hub_([this](std::string_view topic, live::position& at,
                  live::encode& make) { return runtime_.halls().current_picture(topic, at, make); },
           [this] { asio::post(loop_, [this] { hub_.flush(); }); }),
      runtime_(loop_, *stores_.journal, hall_options(config_, folder_), files_.halls, phase_lookup_of(files_), *clock_,
               hub_, [this](halls::notice const& news) { heard(news); }),
      server_({loop_, hub_, runtime_.halls(), *clock_, people_, custodian_, log_, figures_}, network_options(config_),
              phase_lookup_of(files_)),
      desk_({loop_, folder_, people_, custodian_,
             [this](auto job, auto done) { runtime_.with_journal(std::move(job), std::move(done)); },
             [this](auto to, auto done) { runtime_.backup(std::move(to), std::move(done)); },
             [this](auto done) { runtime_.verify(std::move(done)); }, &runtime_.halls()}),
      signals_(loop_, SIGTERM, SIGINT, SIGHUP),
      chores_(loop_),
      life_(loop_),
      patience_(loop_) {
    runtime_.halls().on_contact_ended(
        [this](std::string const& ref, dispatch::instant when) { custodian_.ended(ref, when); });
    std::signal(SIGPIPE, SIG_IGN);
    register_figures();
}

house::~house() = default;

exit_code house::run(std::function<void(house const&)> const& serving) {
    hear_signals();
    recover();
    if (stopping_) return ended_;
    listen();
    serving(*this);
    do_chores();
    delete_what_is_due();
    watch_over();
    loop_.run();
    return ended_;
}

void house::recover() {
    // Shared with the handler, which may still be queued when this function is over.
    auto const waited_enough = std::make_shared<bool>(false);
    patience_.expires_after(recovery_patience);
    patience_.async_wait([waited_enough](boost::system::error_code const& cancelled) {
        if (!cancelled) *waited_enough = true;
    });
    runtime_.start();
    while (!runtime_.halls().ready() && !unreadable_ && !*waited_enough && !stopping_)
        loop_.run_one();
    if (patience_.cancel() > 0) loop_.poll();
    if (unreadable_) throw *unreadable_;
    if (!runtime_.halls().ready() && !stopping_) log_.warning("server.not_ready");
    if (runtime_.halls().ready()) folder_.forget_restored();
}

void house::listen() {
    server_.start();
    if (!config_.http.port_file.empty()) write_private(config_.http.port_file, std::to_string(server_.port()) + '\n');
    admin_ =
        std::make_unique<admin_socket>(loop_, data_folder::admin_socket(folder_.path()),
                                       [this](std::shared_ptr<admin_call> call) { desk_.answer(std::move(call)); });
    serving_ = true;
    if (config_.demonstration.enabled && config_.demonstration.people) {
        people_options options;
        options.port = server_.port();
        options.seed = config_.demonstration.seed;
        options.password = demonstration_password;
        crowd_.emplace(std::move(options), rosters_of(files_.halls, tokens_));
    }
    log_.info("server.serving", {log::field::number(log::key::port, std::uint64_t{server_.port()}),
                                 log::field::number(log::key::count, std::uint64_t{files_.halls.size()})});
    service_manager::ready(std::to_string(files_.halls.size()) + " halls on port " + std::to_string(server_.port()));
}

void house::hear_signals() {
    signals_.async_wait([this](boost::system::error_code const& cancelled, int signal) {
        if (cancelled) return;
        hear_signals();
        if (signal == SIGHUP) return reload();
        stop(signal);
    });
}

void house::heard(halls::notice const& news) {
    write(log_, news);
    if (serving_ || unreadable_) return;
    std::string details = news.hall.str();
    for (auto const& detail : news.details)
        details += ": " + detail;
    if (news.what == halls::notice::kind::unreadable) {
        unreadable_.emplace(exit_code::data_error, "the journal is damaged: " + details +
                                                       "\nNothing is served from a damaged journal. Restore the last "
                                                       "backup (buduan restore), or see `buduan verify`.");
    } else if (news.what == halls::notice::kind::poisoned) {
        unreadable_.emplace(exit_code::io_error, "the journal cannot be read or written: " + details);
    }
}

}  // namespace buduan::app
