#include "halls/asio_runtime.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace buduan::halls {
namespace {

// A wall clock may be set while the timer sleeps; it is looked at this often whatever the next deadline was.
constexpr std::chrono::milliseconds longest_sleep{1'000};
constexpr std::chrono::milliseconds maintenance_retry{100};

}  // namespace

class asio_runtime::impl final : private journal_port {
public:
    impl(boost::asio::io_context& context, journal::journal& storage, directory_options options,
         std::vector<dispatch::hall_config> configurations, phase_lookup phase_at, clock const& time,
         live::publisher& out, std::function<void(notice const&)> heard)
        : context_(context),
          answers_to_come_(context.get_executor()),
          timer_(context),
          node_(options.node),
          halls_(std::move(options), std::move(configurations), std::move(phase_at), time, *this, out, std::move(heard),
                 [this] { wake(); }),
          thread_(storage, [this](std::function<void()> what) { later(std::move(what)); }) {}

    ~impl() override {
        *alive_ = false;
        thread_.stop();
    }

    hall_directory& halls() { return halls_; }
    journal::journal_counts counts() const { return thread_.counts(); }

    void start() {
        halls_.start();
        wake();
    }

    void with_journal(std::function<void(journal::journal&)> job, std::function<void()> done) {
        if (ended_) return;
        if (thread_.run(job, [done](std::exception_ptr const&) { done(); })) return;
        auto const retry = std::make_shared<boost::asio::steady_timer>(context_, maintenance_retry);
        retry->async_wait([this, alive = alive_, retry, job = std::move(job),
                           done = std::move(done)](boost::system::error_code const&) {
            if (*alive) with_journal(job, done);
        });
    }

    void backup(std::string path, std::function<void(std::exception_ptr)> done) {
        if (!ended_ && thread_.backup(std::move(path), done)) return;
        later([done = std::move(done)] {
            done(std::make_exception_ptr(
                std::runtime_error("the journal is being copied or walked already, or is busy")));
        });
    }

    void verify(std::function<void(std::vector<journal::damage> const&, std::exception_ptr)> done) {
        if (!ended_ && thread_.verify(done)) return;
        later([done = std::move(done)] {
            done({}, std::make_exception_ptr(
                         std::runtime_error("the journal is being copied or walked already, or is busy")));
        });
    }

    void stop(std::function<void()> done) {
        when_stopped_ = std::move(done);
        halls_.stop();
        wake();
    }

private:
    // May be called from the journal's thread.
    void later(std::function<void()> what) {
        boost::asio::post(context_, [alive = alive_, what = std::move(what)] {
            if (*alive) what();
        });
    }

    void wake() {
        if (woken_) return;
        woken_ = true;
        later([this] { run(); });
    }

    void run() {
        woken_ = false;
        halls_.run();
        if (when_stopped_ && halls_.drained()) return end();
        if (woken_) return;
        std::chrono::milliseconds const sleep = std::min(halls_.idle_for().value_or(longest_sleep), longest_sleep);
        timer_.expires_after(sleep);
        timer_.async_wait([this, alive = alive_](boost::system::error_code const& cancelled) {
            if (!cancelled && *alive) wake();
        });
    }

    // The last snapshots lie in the thread's queue; what is asked behind them finds it idle.
    void end() {
        if (std::exchange(ended_, true)) return;
        timer_.cancel();
        auto const tell = [this](std::exception_ptr const&) {
            auto const told = std::exchange(when_stopped_, nullptr);
            answers_to_come_.reset();
            if (told) told();
        };
        if (!thread_.run([](journal::journal&) {}, tell)) later([tell] { tell(nullptr); });
    }

    // --- journal_port. A refusal of the thread means that it is full far beyond what the halls ask together.

    void submit_recovery(dispatch::hall_id hall) override {
        auto const answer = std::make_shared<recovery_answer>();
        bool const taken = thread_.run(
            [this, hall, answer](journal::journal& from) { *answer = recover_or_say_why(from, hall, node_); },
            [this, hall, answer](std::exception_ptr const& failed) {
                if (failed) *answer = unreadable{unreadable::cause::poisoned, "the state could not be rebuilt"};
                halls_.on_recovered(hall, std::move(*answer));
            });
        if (taken) return;
        later([this, hall] {
            halls_.on_recovered(hall, unreadable{unreadable::cause::poisoned, "the journal takes no more work"});
        });
    }

    void submit_append(journal::append_request request) override {
        dispatch::hall_id const hall = request.hall;
        bool const taken = thread_.append(std::move(request), [this, hall](journal::append_result const& result) {
            halls_.on_appended(hall, result);
        });
        if (!taken) later([this, hall] { halls_.on_append_lost(hall); });
    }

    void submit_read(dispatch::hall_id hall, std::uint64_t seq) override {
        auto const found = std::make_shared<std::optional<dispatch::record>>();
        auto const tell = [this, hall, seq, found](std::exception_ptr const&) {
            halls_.on_read(hall, seq, std::move(*found));
        };
        bool const taken =
            thread_.run([hall, seq, found](journal::journal& from) { *found = record_at(from, hall, seq); }, tell);
        if (!taken) later([tell] { tell(nullptr); });
    }

    void submit_release_ballast() override {
        static_cast<void>(thread_.run([](journal::journal& of) { static_cast<void>(of.release_ballast()); }, nullptr));
    }

    void submit_restore_ballast(dispatch::hall_id hall) override {
        auto const held = std::make_shared<bool>(false);
        static_cast<void>(
            thread_.run([held](journal::journal& of) { *held = of.restore_ballast(); },
                        [this, hall, held](std::exception_ptr const&) { halls_.on_ballast(hall, *held); }));
    }

    void submit_snapshot(dispatch::hall_id hall, journal::stored_snapshot snapshot) override {
        static_cast<void>(thread_.run(
            [hall, snapshot = std::move(snapshot)](journal::journal& to) { to.put_snapshot(hall, snapshot); },
            nullptr));
    }

    boost::asio::io_context& context_;
    // While the journal works nothing else may be pending on the io_context; it must not run out meanwhile.
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> answers_to_come_;
    boost::asio::steady_timer timer_;
    std::string node_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // its value is the io_context's thread's
    bool woken_ = false;
    bool ended_ = false;
    std::function<void()> when_stopped_;
    hall_directory halls_;
    journal::journal_thread thread_;  // the last member: its answers use all others
};

asio_runtime::asio_runtime(boost::asio::io_context& context, journal::journal& storage, directory_options options,
                           std::vector<dispatch::hall_config> configurations, phase_lookup phase_at, clock const& time,
                           live::publisher& out, std::function<void(notice const&)> heard)
    : impl_(std::make_unique<impl>(context, storage, std::move(options), std::move(configurations), std::move(phase_at),
                                   time, out, std::move(heard))) {}

asio_runtime::~asio_runtime() = default;

hall_directory& asio_runtime::halls() {
    return impl_->halls();
}

void asio_runtime::start() {
    impl_->start();
}

void asio_runtime::with_journal(std::function<void(journal::journal&)> job, std::function<void()> done) {
    impl_->with_journal(std::move(job), std::move(done));
}

void asio_runtime::backup(std::string path, std::function<void(std::exception_ptr)> done) {
    impl_->backup(std::move(path), std::move(done));
}

void asio_runtime::verify(std::function<void(std::vector<journal::damage> const&, std::exception_ptr)> done) {
    impl_->verify(std::move(done));
}

journal::journal_counts asio_runtime::journal_counts() const {
    return impl_->counts();
}

void asio_runtime::stop(std::function<void()> done) {
    impl_->stop(std::move(done));
}

}  // namespace buduan::halls
