#include "net/http_codec.hpp"

#include "fuzz/target.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace buduan;

namespace {

constexpr std::size_t header_limit = 4'096;
constexpr std::size_t body_limit = 1'024;

// The requests on one connection, or the fault it ends with, in words.
std::vector<std::string> heard_in_pieces(std::string_view bytes, std::size_t piece) {
    std::vector<std::string> heard;
    net::request_reader reader(header_limit);
    bool allowed = false;
    std::string waiting;
    while (!bytes.empty() || !waiting.empty()) {
        auto const take = std::min(piece, bytes.size());
        waiting.append(bytes.substr(0, take));
        bytes.remove_prefix(take);
        std::size_t const used = reader.put(waiting);
        fuzz::must(used <= waiting.size(), "no more bytes are used than there are");
        waiting.erase(0, used);
        if (!reader.fault() && reader.head_complete() && !allowed) {
            allowed = true;
            reader.allow_body(body_limit);
        }
        if (reader.fault()) {
            heard.push_back("fault " + std::to_string(static_cast<int>(*reader.fault())));
            return heard;
        }
        if (reader.complete()) {
            auto const request = reader.take();
            fuzz::must(request.body.size() <= body_limit, "no body is larger than allowed");
            heard.push_back(request.path + ' ' + request.query + ' ' + request.body);
            reader = net::request_reader(header_limit);
            allowed = false;
        } else if (used == 0 && take == 0) {
            return heard;
        }
    }
    return heard;
}

// How bytes come in decides when a fault is seen, and which of two; never whether a request is one.
bool agree(std::vector<std::string> a, std::vector<std::string> b) {
    auto const drop_fault = [](std::vector<std::string>& heard) {
        if (!heard.empty() && heard.back().starts_with("fault")) heard.pop_back();
    };
    drop_fault(a);
    drop_fault(b);
    return a == b;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const bytes = fuzz::text_of(data, size);
    auto const whole = heard_in_pieces(bytes, bytes.size() + 1);
    for (std::size_t const piece : {1UL, 5UL, 64UL}) {
        fuzz::must(agree(whole, heard_in_pieces(bytes, piece)), "bytes mean the same in pieces");
    }
    return 0;
}
