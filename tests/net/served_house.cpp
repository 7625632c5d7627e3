#include "net/served_house.hpp"

#include "halls/asio_runtime.hpp"
#include "identity/memory_store.hpp"
#include "identity/password.hpp"
#include "identity/secret.hpp"
#include "identity/work_queue.hpp"
#include "journal/memory_journal.hpp"
#include "live/hub.hpp"
#include "net/server.hpp"
#include "personal/memory_stores.hpp"
#include "personal/vault.hpp"
#include "simulation/sample_halls.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace buduan::tests {
namespace {

namespace asio = boost::asio;
using namespace std::chrono;
using namespace std::chrono_literals;

class standing_clock final : public halls::clock {
public:
    [[nodiscard]] halls::instant now() const override { return halls::instant{sys_days{year{2026} / 11 / 25}} + 2h; }
    [[nodiscard]] halls::steady_time steady() const override { return floor<milliseconds>(steady_clock::now()); }
    [[nodiscard]] milliseconds until(halls::instant) const override { return 1h; }
};

template <class Id>
Id id(std::string_view text) {
    return Id::parse(text).value();
}

void fill(identity::memory_store& people) {
    auto const district = id<dispatch::hall_id>("district");
    auto const hash = identity::hash_password(served_house::password, {64, 1, 1});
    auto const person = [&](std::string const& name, identity::role role) {
        return identity::account{district, name, id<dispatch::staff_id>(name), role, hash};
    };
    std::vector<identity::account> const all{person("S01", identity::role::window),
                                             person("S02", identity::role::window),
                                             person("S04", identity::role::window),
                                             person("S90", identity::role::guide),
                                             {{}, "admin", {}, identity::role::admin, hash}};
    people.put_accounts(all);
    auto const device = [&](std::string const& name, dispatch::hall_id hall, identity::device_kind kind) {
        people.put_device({id<dispatch::device_id>(name), hall, kind, name,
                           identity::digest_of(served_house::token_of(name)), false});
    };
    device("kiosk-1", district, identity::device_kind::kiosk);
    device("screen-1", district, identity::device_kind::screen);
    device("kiosk-town", id<dispatch::hall_id>("town-1"), identity::device_kind::kiosk);
}

}  // namespace

class served_house::impl {
public:
    template <class Work>
    auto on_loop(Work work) {
        std::promise<decltype(work(std::declval<halls::hall_directory&>()))> done;
        auto result = done.get_future();
        asio::post(loop_, [&] {
            if constexpr (std::is_void_v<decltype(work(runtime_->halls()))>) {
                work(runtime_->halls());
                done.set_value();
            } else {
                done.set_value(work(runtime_->halls()));
            }
        });
        return result.get();
    }

    impl(net::options with, std::size_t halls)
        : registry_(people_with_contents(),
                    {[this](identity::registry::posted work) { asio::post(loop_, std::move(work)); },
                     [] { return floor<milliseconds>(system_clock::now()); }}),
          custodian_(vault_, {[this](personal::custodian::posted work) { return vault_thread_.give(std::move(work)); },
                              [this](personal::custodian::posted work) { asio::post(loop_, std::move(work)); }}),
          hub_([this](std::string_view topic, live::position& at,
                      live::encode& make) { return runtime_->halls().current_picture(topic, at, make); },
               [this] { asio::post(loop_, [this] { hub_.flush(); }); }) {
        halls::directory_options options;
        options.key.fill(9);
        runtime_.emplace(loop_, journal_, options, simulation::sample_halls(halls), simulation::hall_phase_lookup(),
                         time_, hub_, [](halls::notice const&) {});
        server_.emplace(
            net::server::parts{loop_, hub_, runtime_->halls(), time_, registry_, custodian_, log_, figures_},
            std::move(with), simulation::hall_phase_lookup());
        runtime_->start();
        server_->start();
        thread_ = std::thread([this] { loop_.run(); });
        auto const until = steady_clock::now() + 20s;
        while (!on_loop([](auto& all) { return all.ready(); })) {
            if (steady_clock::now() > until) throw std::runtime_error("the halls do not become ready");
        }
    }

    ~impl() {
        stop();
        ended_.get_future().wait();
        guard_.reset();
        thread_.join();
        server_.reset();
    }

    void stop() {
        if (std::exchange(stopping_, true)) return;
        asio::post(loop_, [this] { server_->stop([this] { runtime_->stop([this] { ended_.set_value(); }); }); });
    }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] identity::registry& people() { return registry_; }
    [[nodiscard]] std::size_t contacts() {
        // Behind everything that was given to the vault's thread so far.
        std::promise<std::size_t> count;
        auto result = count.get_future();
        while (!vault_thread_.give([&] { count.set_value(records_.all().size()); })) {
        }
        return result.get();
    }
    [[nodiscard]] std::string log() const {
        std::lock_guard const lock(log_mutex_);
        return lines_;
    }

private:
    identity::memory_store& people_with_contents() {
        fill(people_);
        return people_;
    }

    asio::io_context loop_;
    asio::executor_work_guard<asio::io_context::executor_type> guard_ = asio::make_work_guard(loop_);
    standing_clock time_;
    mutable std::mutex log_mutex_;
    std::string lines_;
    log::logger log_{[] { return floor<milliseconds>(system_clock::now()); },
                     [this](log::level, std::string const& line) {
                         std::lock_guard const lock(log_mutex_);
                         lines_ += line + '\n';
                     }};
    journal::memory_journal journal_;
    identity::memory_store people_;
    identity::registry registry_;
    personal::memory_record_store records_;
    personal::memory_key_store keys_;
    personal::vault vault_{records_, keys_};
    personal::custodian custodian_;
    identity::work_queue vault_thread_{1, 1'000};
    live::hub hub_;
    net::metrics figures_;
    std::optional<halls::asio_runtime> runtime_;
    std::optional<net::server> server_;
    std::promise<void> ended_;
    std::thread thread_;
    bool stopping_ = false;
};

served_house::served_house(net::options with, std::size_t halls)
    : impl_(std::make_unique<impl>(std::move(with), halls)) {}

served_house::~served_house() = default;

std::uint16_t served_house::port() const {
    return impl_->port();
}

void served_house::on_loop(std::function<void(halls::hall_directory&)> work) {
    impl_->on_loop([&](halls::hall_directory& all) { work(all); });
}

std::size_t served_house::contacts() {
    return impl_->contacts();
}

void served_house::stop() {
    impl_->stop();
}

void served_house::end_session_of(std::string const& token) {
    impl_->on_loop([&](halls::hall_directory&) { impl_->people().sign_out(token); });
}

std::string served_house::log() const {
    return impl_->log();
}

net::options quick_options() {
    net::options with;
    with.listen.port = 0;
    with.build = "test";
    return with;
}

}  // namespace buduan::tests
