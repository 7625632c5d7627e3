#include "net/static_files.hpp"

#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace buduan;
using namespace buduan::net;

namespace {

struct built_pages {
    tests::temporary_folder folder;

    built_pages() {
        write("index.html", "<h1>front</h1>");
        write("board/index.html", "<h1>board</h1>");
        write("assets/board-abc123.js", "alert(1)");
        std::ofstream(folder / "secret.txt") << "outside";
        std::filesystem::create_symlink(folder / "secret.txt", folder.path() / "dist/link.html");
    }
    void write(std::string const& name, std::string const& contents) {
        auto const file = folder.path() / "dist" / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << contents;
    }
    [[nodiscard]] static_files read() const { return static_files(folder.path() / "dist"); }
};

request get(std::string path, std::string if_none_match = {}) {
    request made;
    made.path = std::move(path);
    made.if_none_match = std::move(if_none_match);
    return made;
}

std::string field(response const& in, std::string_view name) {
    auto const found =
        std::find_if(in.fields.begin(), in.fields.end(), [&](auto const& each) { return each.first == name; });
    return found == in.fields.end() ? std::string() : found->second;
}

}  // namespace

TEST_CASE("a page is served with its type, tag and how long it may be kept", "[net][static_files]") {
    built_pages const built;
    auto const pages = built.read();

    auto const front = pages.find(get("/"));
    REQUIRE(front.has_value());
    CHECK(*front->shared_body == "<h1>front</h1>");
    CHECK(front->content_type == "text/html; charset=utf-8");
    CHECK(field(*front, "Cache-Control") == "no-cache");
    auto const script = pages.find(get("/assets/board-abc123.js"));
    REQUIRE(script.has_value());
    CHECK(field(*script, "Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("a page that the browser has is not sent again", "[net][static_files]") {
    built_pages const built;
    auto const pages = built.read();
    auto const tag = field(*pages.find(get("/board/")), "ETag");

    for (auto const& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
        auto const again = pages.find(get("/board/", known));
        CHECK(again->status == 304);
        CHECK(again->shared_body == nullptr);
        CHECK(field(*again, "ETag") == tag);
    }
    CHECK(pages.find(get("/board/", "\"other\""))->status == 200);
}

TEST_CASE("a folder is entered by its slash", "[net][static_files]") {
    built_pages const built;
    auto const there = built.read().find(get("/board"));

    REQUIRE(there.has_value());
    CHECK(there->status == 308);
    CHECK(field(*there, "Location") == "/board/");
}

TEST_CASE("no path leads out of the folder", "[net][static_files]") {
    built_pages const built;
    auto const pages = built.read();
    auto const path = GENERATE(as<std::string>{}, "/../secret.txt", "/%2e%2e/secret.txt", "/board/../../secret.txt",
                               "/..%2fsecret.txt", "/link.html", "//secret.txt", "/board/index.html/", "/nothing");
    INFO(path);
    CHECK_FALSE(pages.find(get(path)).has_value());
}

TEST_CASE("without pages nothing is found and nothing fails", "[net][static_files]") {
    CHECK(static_files("").size() == 0);
    CHECK(static_files("/no/such/folder").size() == 0);
}
