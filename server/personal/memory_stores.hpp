#pragma once

// The contracts of records and keys in memory, for tests and simulation.

#include "personal/stores.hpp"

#include <algorithm>
#include <map>

namespace buduan::personal {

class memory_record_store final : public record_store {
public:
    void put(sealed_record const& record) override { records_[record.ref] = record; }
    [[nodiscard]] std::optional<sealed_record> get(reference ref) override {
        auto const found = records_.find(ref);
        return found == records_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::vector<sealed_record> all() override {
        std::vector<sealed_record> every;
        for (auto const& [ref, record] : records_)
            every.push_back(record);
        return every;
    }
    void erase(std::span<deletion const> deletions) override {
        for (auto const& deletion : deletions)
            records_.erase(deletion.ref);
        deletions_.insert(deletions_.end(), deletions.begin(), deletions.end());
    }
    [[nodiscard]] std::vector<deletion> deletions() override { return deletions_; }
    void backup(std::string const&) override { throw store_failure("records in memory have no file to copy"); }

private:
    std::map<reference, sealed_record> records_;
    std::vector<deletion> deletions_;
};

class memory_key_store final : public key_store {
public:
    void put(stored_key const& key) override { keys_[key.ref] = key; }
    [[nodiscard]] std::optional<stored_key> get(reference ref) override {
        auto const found = keys_.find(ref);
        return found == keys_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::vector<stored_key> due(instant now) override {
        std::vector<stored_key> found;
        for (auto const& [ref, key] : keys_) {
            if (key.due <= now) found.push_back(key);
        }
        std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.due < b.due; });
        return found;
    }
    void destroy(std::span<reference const> refs) override {
        for (auto const& ref : refs)
            keys_.erase(ref);
    }
    [[nodiscard]] std::size_t size() const override { return keys_.size(); }

private:
    std::map<reference, stored_key> keys_;
};

}  // namespace buduan::personal
