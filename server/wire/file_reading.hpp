#pragma once

// What the readers of a house's files share: faults with the place they lie at, and the small words of the files.

#include "calendar/time.hpp"
#include "wire/hall_file.hpp"
#include "wire/json_reader.hpp"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace buduan::wire {

// "windows[W05]", or by its place when it has no id.
[[nodiscard]] std::string element(std::string_view list, std::string const& id, int place);

// Collects the faults of one file.
class file_reader {
public:
    [[nodiscard]] config_faults take() && { return std::move(faults_); }
    [[nodiscard]] bool clean() const { return faults_.empty(); }

    void fault(std::string where, std::string what) { faults_.push_back({std::move(where), std::move(what)}); }
    // False when the text is no JSON at all, and nothing else is worth saying.
    [[nodiscard]] bool add(json_outcome const& outcome);
    void expect_schema(std::string_view given, std::string_view wanted);

    template <class Id>
    [[nodiscard]] Id id(std::string const& where, std::string const& text) {
        auto const parsed = Id::parse(text);
        if (!parsed) {
            fault(where, text.empty() ? "missing" : '"' + text + "\" is no id: 1 to 23 of A-Z a-z 0-9 _ . -");
        }
        return parsed.value_or(Id{});
    }
    // What a word of the file means; a word that is missing is a fault.
    template <class Domain, class Word>
    [[nodiscard]] Domain choose(std::string const& where, Word given,
                                std::initializer_list<std::pair<std::type_identity_t<Word>, Domain>> meanings) {
        for (auto const& [word, meaning] : meanings) {
            if (word == given) return meaning;
        }
        fault(where, "missing, or none of the words allowed here");
        return {};
    }
    // YYYY-MM-DD
    [[nodiscard]] calendar::civil_day day(std::string const& where, std::string_view text);
    // MM-DD; 02-29 is a date
    [[nodiscard]] std::chrono::month_day date(std::string const& where, std::string_view text);
    // HH:MM, up to 24:00
    [[nodiscard]] calendar::time_of_day time(std::string const& where, std::string_view text);

private:
    config_faults faults_;
};

}  // namespace buduan::wire
