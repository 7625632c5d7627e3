#include "app/admin_socket.hpp"

#include "app/data_folder.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <thread>

using namespace buduan::app;
using buduan::tests::temporary_folder;

namespace {

// A server with its own thread for as long as a test asks it.
struct server {
    temporary_folder folder;
    boost::asio::io_context loop;
    std::unique_ptr<admin_socket> socket;
    std::thread thread;

    explicit server(admin_answer answer) {
        socket = std::make_unique<admin_socket>(loop, folder / "admin.sock", std::move(answer));
        thread = std::thread([this] {
            auto const open = boost::asio::make_work_guard(loop);
            loop.run();
        });
    }
    ~server() {
        boost::asio::post(loop, [this] { socket.reset(); });
        boost::asio::post(loop, [this] { loop.stop(); });
        thread.join();
    }
    std::optional<admin_end> ask(boost::json::object const& request,
                                 std::vector<boost::json::object>* lines = nullptr) {
        return ask_server(folder / "admin.sock", request, [lines](boost::json::object line) {
            if (lines != nullptr) lines->push_back(std::move(line));
        });
    }
};

}  // namespace

TEST_CASE("a request is answered with lines and an end", "[app][admin]") {
    server it([](std::shared_ptr<admin_call> call) {
        for (int i = 1; i <= 3; ++i)
            call->say("line " + std::to_string(i), {{"line", i}});
        call->succeed();
    });
    std::vector<boost::json::object> lines;

    auto const end = it.ask({{"command", "count"}}, &lines);

    REQUIRE(end);
    CHECK(end->code == exit_code::ok);
    REQUIRE(lines.size() == 3);
    CHECK(lines[2] == boost::json::object{{"text", "line 3"}, {"line", 3}});
}

TEST_CASE("a failure carries its exit code and its reason", "[app][admin]") {
    server it(
        [](std::shared_ptr<admin_call> call) { call->fail(exit_code::io_error, "no disk for " + call->text("to")); });

    auto const end = it.ask({{"to", "/srv"}});

    REQUIRE(end);
    CHECK(end->code == exit_code::io_error);
    CHECK(end->why == "no disk for /srv");
}

TEST_CASE("only the first end counts and nothing follows it", "[app][admin]") {
    server it([](std::shared_ptr<admin_call> call) {
        call->succeed();
        call->say("too late", {});
        call->fail(exit_code::failed, "too late");
    });
    std::vector<boost::json::object> lines;

    auto const end = it.ask({}, &lines);

    REQUIRE(end);
    CHECK(end->code == exit_code::ok);
    CHECK(lines.empty());
}

TEST_CASE("where no server listens there is no answer", "[app][admin]") {
    temporary_folder folder;

    CHECK_FALSE(ask_server(folder / "admin.sock", {}, [](auto const&) {}));
}

TEST_CASE("the socket belongs to the server's user alone and replaces one left behind", "[app][admin]") {
    temporary_folder folder;
    boost::asio::io_context loop;
    auto const where = folder / "admin.sock";
    auto const nothing = [](std::shared_ptr<admin_call> const&) {};
    auto first = std::make_unique<admin_socket>(loop, where, nothing);
    admin_socket const second(loop, where, nothing);

    struct stat about {};
    REQUIRE(::stat(where.c_str(), &about) == 0);
    CHECK((about.st_mode & (S_IRWXG | S_IRWXO)) == 0);
}
