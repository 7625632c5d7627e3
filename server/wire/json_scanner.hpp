#pragma once

// The grammar of JSON (RFC 8259): values are taken off the front of a text one by one. Never throws; after a fault every
// call fails.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace buduan::wire {

enum class json_kind : unsigned char { object, array, text, number, yes, no, null, none };

class json_scanner {
public:
    static constexpr int depth_limit = 32;

    explicit json_scanner(std::string_view text) : text_(text) {}

    // What comes next, behind white space; `none` at the end or at something that begins no value.
    [[nodiscard]] json_kind peek();

    // REQUIRES: peek() said so. A text without escapes is a view into the input, else into `scratch`.
    [[nodiscard]] std::optional<std::string_view> take_text(std::string& scratch);
    [[nodiscard]] std::optional<std::string_view> take_number();
    [[nodiscard]] bool take_word();  // true, false, null

    // Takes the punctuation mark if it comes next.
    [[nodiscard]] bool take(char mark);
    // Takes a whole value, whatever it is.
    [[nodiscard]] bool skip();
    // Nothing but white space is left.
    [[nodiscard]] bool at_end();

    // Refuses what nests deeper than any message of ours.
    [[nodiscard]] bool descend() { return ++depth_ <= depth_limit; }
    void ascend() { --depth_; }

    [[nodiscard]] std::size_t line() const;

private:
    void skip_blanks();
    [[nodiscard]] bool skip_list(char end, bool members);
    [[nodiscard]] bool unescape(std::string& to);
    [[nodiscard]] std::optional<unsigned> take_hex();

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace buduan::wire
