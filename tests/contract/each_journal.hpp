#pragma once

// A test case that declares an `each_journal` runs once a back end.

#include "contract/journal_factory.hpp"

#include <catch2/catch.hpp>

namespace buduan::contract {

inline journal_backend each_backend() {
    auto const all = journal_backends();
    auto const chosen = GENERATE_COPY(range(std::size_t{0}, all.size()));
    return all[chosen];
}

// A place with an open journal, named in the report of a failing test.
struct each_journal {
    journal_backend backend = each_backend();
    std::unique_ptr<journal_place> place = backend.make();
    journal::journal* log = &place->open();
    void restart() { log = &place->restart(); }
};

}  // namespace buduan::contract
