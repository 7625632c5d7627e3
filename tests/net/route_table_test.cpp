#include "net/route_table.hpp"

#include <catch2/catch.hpp>

using namespace buduan::net;

namespace {

route_table sample() {
    route_table table;
    table.add({method::get, "/v1/halls", 0, who::anyone, {}});
    table.add({method::get, "/v1/halls/{hall}", 0, who::anyone, {}});
    table.add({method::post, "/v1/halls/{hall}/tickets", 100, who::signed_in, {}});
    table.add({method::post, "/v1/session", 200, who::anyone, {}});
    table.add({method::get, "/v1/session", 0, who::signed_in, {}});
    return table;
}

}  // namespace

TEST_CASE("a route is found by method and path, and what stands for its places", "[net][route_table]") {
    auto const table = sample();

    auto const list = std::get<route_table::found>(table.find(method::get, "/v1/halls"));
    CHECK(list.at->pattern == "/v1/halls");
    auto const issue = std::get<route_table::found>(table.find(method::post, "/v1/halls/sh%61nting/tickets"));
    CHECK(issue.at->body_limit == 100);
    CHECK(issue.names == std::vector<std::string>{"shanting"});
    CHECK(issue.at->changes_something());
    auto const head = std::get<route_table::found>(table.find(method::head, "/v1/halls/x"));
    CHECK(head.at->pattern == "/v1/halls/{hall}");
    CHECK_FALSE(head.at->changes_something());
}

TEST_CASE("what is nearly a route is none", "[net][route_table]") {
    auto const table = sample();
    auto const path = GENERATE(as<std::string>{}, "/", "/v1", "/v1/halls/", "/v1/halls//tickets", "/v1/halls/a/b",
                               "/V1/halls", "/v1/halls/a/tickets/b", "/v1/../v1/halls", "v1/halls");
    INFO(path);
    CHECK(std::holds_alternative<route_table::not_found>(table.find(method::get, path)));
}

TEST_CASE("a path of another method says which ones it takes", "[net][route_table]") {
    auto const table = sample();

    CHECK(std::get<route_table::wrong_method>(table.find(method::del, "/v1/session")).allowed == "POST, GET, HEAD");
    CHECK(std::get<route_table::wrong_method>(table.find(method::other, "/v1/halls")).allowed == "GET, HEAD");
}
