#pragma once

// The built pages, read once and kept in memory. What is not in the table of their names is not there: a path never
// touches the file system, so it cannot climb out of the folder.

#include "net/http_message.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace buduan::net {

class static_files {
public:
    static constexpr std::size_t file_limit = 8 * 1024 * 1024;  // a larger file is no page: left out

    // Reads the folder. An empty or missing folder serves nothing. Throws std::runtime_error when a file cannot be
    // read. Symbolic links are not followed.
    explicit static_files(std::filesystem::path const& folder);

    // The answer to GET or HEAD, 304 included; empty when there is no such file. A folder stands for its index.html;
    // without the slash at its end it is redirected there.
    [[nodiscard]] std::optional<response> find(request const& asked) const;

    [[nodiscard]] std::size_t size() const { return files_.size(); }

private:
    struct file {
        std::shared_ptr<std::string const> contents;
        std::string_view content_type;
        std::string etag;
        bool immutable = false;  // its name has its content's hash in it
    };

    std::map<std::string, file, std::less<>> files_;  // "/board/index.html"
};

}  // namespace buduan::net
