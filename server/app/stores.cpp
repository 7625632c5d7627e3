#include "app/stores.hpp"

namespace buduan::app {
namespace {

std::unique_ptr<journal::sqlite_journal> open_journal(data_folder const& folder, store_options const& options) {
    journal::sqlite_options wanted;
    wanted.path = folder.journal();
    wanted.ballast_bytes = options.ballast_bytes;
    wanted.accept_lost_tail = options.accept_lost_tail;
    try {
        return std::make_unique<journal::sqlite_journal>(std::move(wanted));
    } catch (journal::damaged_journal const& damaged) {
        throw stop_program(exit_code::data_error, std::string(damaged.what()) +
                                                      "\nNothing is served from a damaged journal. Restore the last "
                                                      "backup (buduan restore), or see `buduan verify`.");
    } catch (journal::unavailable_journal const& unavailable) {
        throw stop_program(exit_code::io_error, unavailable.what());
    } catch (std::runtime_error const& failure) {
        throw stop_program(exit_code::no_permission, failure.what());
    }
}

template <class Store>
std::unique_ptr<Store> open(std::filesystem::path const& file) {
    try {
        return std::make_unique<Store>(file.string());
    } catch (std::runtime_error const& failure) {
        throw stop_program(exit_code::io_error, failure.what());
    }
}

}  // namespace

stores open_stores(data_folder const& folder, store_options options) {
    stores opened;
    opened.journal = open_journal(folder, options);
    opened.identity = open<journal::sqlite_identity>(folder.identity());
    opened.records = open<journal::sqlite_personal>(folder.personal());
    opened.keys = open<journal::personal_key_file>(folder.personal_keys());
    return opened;
}

}  // namespace buduan::app
