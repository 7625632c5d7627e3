#include "identity/registry.hpp"

#include "identity/memory_store.hpp"
#include "identity/secret.hpp"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>

using namespace buduan::identity;
using namespace std::chrono_literals;

namespace {

hall_id const hall = *hall_id::parse("shanting");
staff_id const s01 = *staff_id::parse("s01");

// The network thread of a test: runs what was posted, one at a time, when the test waits for an answer.
class turn_table {
public:
    void post(std::function<void()> work) {
        std::lock_guard const lock(mutex_);
        posted_.push_back(std::move(work));
        came_.notify_one();
    }
    void run_one() {
        std::unique_lock lock(mutex_);
        came_.wait(lock, [this] { return !posted_.empty(); });
        auto work = std::move(posted_.front());
        posted_.pop_front();
        lock.unlock();
        work();
    }

private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<std::function<void()>> posted_;
};

struct house {
    memory_store store;
    turn_table loop;
    instant now{std::chrono::hours(490'000)};
    registry_limits limits = cheap();
    std::unique_ptr<registry> door;

    explicit house(registry_limits wanted = cheap()) : limits(wanted) { open(); }

    static registry_limits cheap() {
        registry_limits limits;
        limits.cost = {64, 1, 1};
        return limits;
    }
    void open() {
        door.reset();
        door = std::make_unique<registry>(
            store,
            registry::links{[this](registry::posted work) { loop.post(std::move(work)); }, [this] { return now; }},
            limits);
    }

    // Calls `ask` with a completion and turns the loop until that has been called.
    template <class Answer, class Ask>
    Answer await(Ask ask) {
        std::optional<Answer> answer;
        ask([&answer](Answer got) { answer = std::move(got); });
        while (!answer)
            loop.run_one();
        return std::move(*answer);
    }
    change add(std::string name, std::string password, bool replace = false, role of = role::window,
               hall_id where = hall) {
        return await<change>([&](auto done) { door->put_account({where, name, s01, of, password}, replace, done); });
    }
    change disable(std::string const& name) {
        return await<change>([&](auto done) { door->set_disabled(hall, name, true, done); });
    }
    sign_in_outcome sign_in(std::string name, std::string password) {
        return await<sign_in_outcome>([&](auto done) { door->sign_in({hall, name, password, "10.0.0.7"}, done); });
    }
    std::string signed_in(std::string name, std::string password) {
        auto const outcome = sign_in(std::move(name), std::move(password));
        REQUIRE(std::holds_alternative<grant>(outcome));
        return std::get<grant>(outcome).token;
    }
    std::pair<change, std::string> add_device(std::string const& id) {
        using answer = std::pair<change, std::string>;
        return await<answer>([&](auto done) {
            device_draft const draft{hall, *device_id::parse(id), device_kind::kiosk, "east door"};
            door->put_device(draft, [done](change how, std::string token) { done(answer{how, token}); });
        });
    }
    sign_in_outcome sign_in_device(std::string const& token) {
        return await<sign_in_outcome>([&](auto done) { door->sign_in_device(token, done); });
    }
};

denial why(sign_in_outcome const& outcome) {
    REQUIRE(std::holds_alternative<denied>(outcome));
    return std::get<denied>(outcome).why;
}

}  // namespace

TEST_CASE("the right password opens a session that the cookie finds again", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);

    auto const token = it.signed_in("s01", "correct horse");

    auto const* session = it.door->find(token);
    REQUIRE(session);
    CHECK(session->hall == hall);
    CHECK(*session->staff() == staff_actor{"s01", s01, role::window});
    CHECK(session->expires == it.now + 12h);
    CHECK_FALSE(it.door->find(token.substr(1) + "A"));
}

TEST_CASE("a wrong password and an unknown account get one answer", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);

    CHECK(why(it.sign_in("s01", "wrong horse")) == denial::wrong);
    CHECK(why(it.sign_in("s99", "correct horse")) == denial::wrong);
}

TEST_CASE("an account of all halls signs in at every hall", "[identity][registry]") {
    house it;
    REQUIRE(it.add("boss", "correct horse", false, role::admin, hall_id{}) == change::ok);

    auto const* session = it.door->find(it.signed_in("boss", "correct horse"));

    REQUIRE(session);
    CHECK(session->covers(hall));
    CHECK(session->covers(*hall_id::parse("fucheng")));
}

TEST_CASE("an account is locked after five failures, also for the right password", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    for (int i = 0; i < 5; ++i)
        CHECK(why(it.sign_in("s01", "wrong horse")) == denial::wrong);

    auto const outcome = it.sign_in("s01", "correct horse");

    CHECK(why(outcome) == denial::locked_out);
    CHECK(std::get<denied>(outcome).until == it.now + 15min);
    it.now += 15min;
    CHECK(std::holds_alternative<grant>(it.sign_in("s01", "correct horse")));
}

TEST_CASE("tries made at once count before their outcome is known", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    int wrong = 0;
    int locked = 0;
    for (int i = 0; i < 20; ++i) {
        it.door->sign_in({hall, "s01", "wrong horse", "10.0.0.7"}, [&](sign_in_outcome const& outcome) {
            (why(outcome) == denial::locked_out ? locked : wrong) += 1;
        });
    }
    while (wrong + locked < 20)
        it.loop.run_one();

    CHECK(wrong == 5);
    CHECK(locked == 15);
}

TEST_CASE("sessions and devices survive a restart", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    auto const token = it.signed_in("s01", "correct horse");
    auto const [how, device_token] = it.add_device("K1");
    REQUIRE(how == change::ok);

    it.open();

    CHECK(it.door->find(token));
    CHECK(std::holds_alternative<grant>(it.sign_in_device(device_token)));
}

TEST_CASE("a session ends when its time has come, and whoever listens is told", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    auto const token = it.signed_in("s01", "correct horse");
    std::vector<digest> ended;
    it.door->on_end([&](session const& session) { ended.push_back(session.id); });

    it.now += 12h;

    CHECK_FALSE(it.door->find(token));
    it.door->expire();
    CHECK(ended == std::vector<digest>{digest_of(token)});
    it.open();
    CHECK(it.store.load().sessions.empty());
}

TEST_CASE("signing out ends that session alone", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    auto const first = it.signed_in("s01", "correct horse");
    auto const second = it.signed_in("s01", "correct horse");

    it.door->sign_out(first);

    CHECK_FALSE(it.door->find(first));
    CHECK(it.door->find(second));
}

TEST_CASE("disabling an account or changing its password ends its sessions", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    REQUIRE(it.add("s02", "correct horse") == change::ok);
    auto const first = it.signed_in("s01", "correct horse");
    auto const second = it.signed_in("s02", "correct horse");

    REQUIRE(it.disable("s01") == change::ok);
    REQUIRE(it.add("s02", "another horse", true) == change::ok);

    CHECK_FALSE(it.door->find(first));
    CHECK_FALSE(it.door->find(second));
    CHECK(why(it.sign_in("s01", "correct horse")) == denial::wrong);
    it.signed_in("s02", "another horse");
}

TEST_CASE("an account name is taken once", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);

    CHECK(it.add("s01", "another horse") == change::exists);
    CHECK(it.add("with blank", "correct horse") == change::invalid);
    CHECK(it.add("s03", "short") == change::invalid);
    CHECK(it.disable("s99") == change::unknown);
}

TEST_CASE("a device's token is exchanged for a session until it is revoked", "[identity][registry]") {
    house it;
    auto const [how, token] = it.add_device("K1");
    REQUIRE(how == change::ok);
    CHECK(it.add_device("K1").first == change::exists);
    auto const outcome = it.sign_in_device(token);
    REQUIRE(std::holds_alternative<grant>(outcome));
    auto const cookie = std::get<grant>(outcome).token;
    REQUIRE(it.door->find(cookie));
    CHECK(it.door->find(cookie)->device()->kind == device_kind::kiosk);

    auto const revoked =
        it.await<change>([&](auto done) { it.door->revoke_device(hall, *device_id::parse("K1"), done); });

    CHECK(revoked == change::ok);
    CHECK_FALSE(it.door->find(cookie));
    CHECK(why(it.sign_in_device(token)) == denial::wrong);
    CHECK(it.add_device("K1").first == change::ok);  // a new token for the same place
}

TEST_CASE("what the store cannot write is not granted", "[identity][registry]") {
    house it;
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    it.store.break_down();

    CHECK(why(it.sign_in("s01", "correct horse")) == denial::unavailable);
    CHECK(it.add("s02", "correct horse") == change::unavailable);
    CHECK(it.door->accounts().size() == 1);
}

TEST_CASE("a full hashing queue answers busy at once", "[identity][registry]") {
    auto limits = house::cheap();
    limits.hashing_queue = 0;
    house it(limits);

    CHECK(why(it.sign_in("s01", "correct horse")) == denial::busy);
    CHECK(it.add("s01", "correct horse") == change::busy);
}

TEST_CASE("beyond the limit of sessions the one that expires first makes room", "[identity][registry]") {
    auto limits = house::cheap();
    limits.sessions = 2;
    house it(limits);
    REQUIRE(it.add("s01", "correct horse") == change::ok);
    auto const first = it.signed_in("s01", "correct horse");
    it.now += 1min;
    auto const second = it.signed_in("s01", "correct horse");
    it.now += 1min;
    auto const third = it.signed_in("s01", "correct horse");

    CHECK_FALSE(it.door->find(first));
    CHECK(it.door->find(second));
    CHECK(it.door->find(third));
}

TEST_CASE("an empty house gets one administrator, once", "[identity][bootstrap]") {
    memory_store store;
    auto const password = bootstrap_admin(store, {64, 1, 1});
    REQUIRE(password);
    auto const accounts = store.load().accounts;

    REQUIRE(accounts.size() == 1);
    CHECK(accounts[0].name == "admin");
    CHECK(accounts[0].role == role::admin);
    CHECK(accounts[0].hall.empty());
    CHECK(verify_password(*password, accounts[0].password_hash));
    CHECK_FALSE(bootstrap_admin(store, {64, 1, 1}));
}
