#include "net/static_files.hpp"

#include "net/http_text.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace buduan::net {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wav", "audio/wav"},
    {".mp3", "audio/mpeg"},
}};

std::string_view type_of(fs::path const& name) {
    auto const extension = name.extension().string();
    auto const found = std::find_if(content_types.begin(), content_types.end(),
                                    [&extension](auto const& known) { return known.first == extension; });
    return found == content_types.end() ? "application/octet-stream" : found->second;
}

std::string etag_of(std::string const& contents) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(contents.data()), contents.size(), digest.data());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string tag = "\"";
    for (std::size_t i = 0; i < 16; ++i) {
        tag.push_back(digits[digest[i] >> 4U]);
        tag.push_back(digits[digest[i] & 0x0FU]);
    }
    return tag + '"';
}

std::string read(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::string contents{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error("cannot read the page " + file.string());
    return contents;
}

// A list of tags, as weak or strong as it likes (RFC 9110, section 13.1.2).
bool matches(std::string_view if_none_match, std::string const& etag) {
    return if_none_match == "*" || has_token(if_none_match, etag) || has_token(if_none_match, "W/" + etag);
}

}  // namespace

static_files::static_files(fs::path const& folder) {
    std::error_code missing;
    if (folder.empty() || !fs::is_directory(folder, missing)) return;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_symlink() || !entry.is_regular_file() || entry.file_size() > file_limit) continue;
        auto const name = "/" + fs::relative(entry.path(), folder).generic_string();
        auto contents = std::make_shared<std::string const>(read(entry.path()));
        auto etag = etag_of(*contents);
        files_.emplace(name,
                       file{std::move(contents), type_of(entry.path()), std::move(etag), name.starts_with("/assets/")});
    }
}

std::optional<response> static_files::find(request const& asked) const {
    auto const segments = path_segments(asked.path);
    if (!segments) return std::nullopt;
    std::string name;
    for (auto const& segment : *segments)
        name.append("/").append(segment);
    if (name.ends_with('/')) name += "index.html";

    auto const found = files_.find(name);
    if (found == files_.end()) {
        if (!files_.contains(name + "/index.html")) return std::nullopt;
        response there;
        there.status = 308;
        there.fields.emplace_back("Location", asked.path + "/");
        return there;
    }
    auto const& page = found->second;
    response out;
    out.fields.emplace_back("ETag", page.etag);
    out.fields.emplace_back("Cache-Control", page.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (matches(asked.if_none_match, page.etag)) {
        out.status = 304;
        return out;
    }
    out.content_type = page.content_type;
    out.shared_body = page.contents;
    return out;
}

}  // namespace buduan::net
