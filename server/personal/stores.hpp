#pragma once

// Where sealed records and their keys are kept: apart, because backups take the records and never the keys. Calls are
// synchronous, from one thread at a time; what returns is durable, what cannot be done throws store_failure and has
// changed nothing.

#include "personal/retention.hpp"
#include "personal/seal.hpp"

#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace buduan::personal {

class store_failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct sealed_record {
    reference ref;
    record_kind kind = record_kind::ticket_contact;
    std::string sealed;
    friend bool operator==(sealed_record const&, sealed_record const&) = default;
};

// That something was deleted, when and why, without saying whose it was.
enum class deletion_cause : std::uint8_t { due, on_request, orphaned };
struct deletion {
    instant at{};
    reference ref;
    std::string what;  // a record kind, or "day_key"
    deletion_cause cause = deletion_cause::due;
    friend bool operator==(deletion const&, deletion const&) = default;
};
[[nodiscard]] std::string_view to_string(deletion_cause cause);

class record_store {
public:
    virtual ~record_store() = default;
    virtual void put(sealed_record const& record) = 0;
    [[nodiscard]] virtual std::optional<sealed_record> get(reference ref) = 0;
    [[nodiscard]] virtual std::vector<sealed_record> all() = 0;
    // Erases the records of these deletions and keeps the deletions, together.
    virtual void erase(std::span<deletion const> deletions) = 0;
    [[nodiscard]] virtual std::vector<deletion> deletions() = 0;  // oldest first
    // A consistent copy in a new file.
    virtual void backup(std::string const& path) = 0;
};

struct stored_key {
    reference ref;
    secret_key secret{};
    instant due{};
    friend bool operator==(stored_key const&, stored_key const&) = default;
};

class key_store {
public:
    virtual ~key_store() = default;
    virtual void put(stored_key const& key) = 0;  // replaces the key of the same reference
    [[nodiscard]] virtual std::optional<stored_key> get(reference ref) = 0;
    [[nodiscard]] virtual std::vector<stored_key> due(instant now) = 0;  // due at or before it, by due then reference
    // Overwrites the keys where they lie. Unknown ones are no failure.
    virtual void destroy(std::span<reference const> refs) = 0;
    [[nodiscard]] virtual std::size_t size() const = 0;
};

}  // namespace buduan::personal
