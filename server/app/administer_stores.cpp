// Answers about what lies on disk: backup, verify, status.

#include "app/administration.hpp"
#include "app/backup_folder.hpp"

#include <boost/json/array.hpp>

#include <optional>

namespace buduan::app {
namespace {

namespace json = boost::json;

// What a job on the journal's thread found out, for the answer on the loop.
struct findings {
    std::optional<std::string> failure;
    std::vector<std::pair<dispatch::hall_id, journal::tail_position>> halls;
};

std::vector<std::pair<dispatch::hall_id, journal::tail_position>> tails(journal::journal& of) {
    std::vector<std::pair<dispatch::hall_id, journal::tail_position>> all;
    for (auto const& hall : of.halls())
        all.emplace_back(hall, of.tail(hall));
    return all;
}

std::string words_of(std::exception_ptr const& failed) {
    try {
        std::rethrow_exception(failed);
    } catch (std::exception const& failure) {
        return failure.what();
    }
}

void say_halls(admin_call& it, findings const& found, std::string const& verb) {
    for (auto const& [hall, tail] : found.halls) {
        it.say(
            verb + ' ' + hall.str() + ": " + std::to_string(tail.seq) + " records, epoch " + std::to_string(tail.epoch),
            {{"hall", hall.view()}, {"records", tail.seq}, {"epoch", tail.epoch}});
    }
}

}  // namespace

void administration::add_store_answers() {
    answers_["backup"] = [this](call it) { back_up(std::move(it)); };
    answers_["verify"] = [this](call it) { verify(std::move(it)); };
    answers_["status"] = [this](call it) { status(std::move(it)); };
}

void administration::back_up(call it) {
    auto const target = it->text("to");
    if (target.empty() || target.front() != '/') return it->fail(exit_code::usage, "a backup goes to an absolute path");
    backup_folder const folder(target);
    try {
        static_cast<void>(parts_.folder.server_key());
        folder.make();
    } catch (stop_program const& stop) {
        return it->fail(stop.code(), stop.what());
    }
    auto const fail = [it, folder](std::string const& why) {
        folder.remove();
        it->fail(exit_code::io_error, why);
    };
    auto const finish = [this, it, folder, fail](findings const& found) {
        try {
            folder.complete(parts_.folder);
        } catch (stop_program const& stop) {
            return fail(stop.what());
        }
        say_halls(*it, found, "saved");
        it->succeed();
    };
    auto const found = std::make_shared<findings>();
    auto const copy_rest = [this, folder, found, fail, finish] {
        if (found->failure) return fail(*found->failure);
        parts_.people.backup(folder.identity(), [this, folder, found, fail, finish](identity::change identity) {
            if (identity != identity::change::ok) return fail("the identity file cannot be copied");
            parts_.custodian.backup(folder.personal(), [found, fail, finish](bool made) {
                if (!made) return fail("the personal file cannot be copied");
                finish(*found);
            });
        });
    };
    parts_.copy_journal(folder.journal(), [this, found, fail, copy_rest](std::exception_ptr failed) {
        if (failed) return fail(words_of(failed));
        // Where the halls stand is told as of now: the copy holds at least what stood when it began.
        parts_.with_journal(
            [found](journal::journal& journal) {
                try {
                    found->halls = tails(journal);
                } catch (std::exception const& failure) {
                    found->failure = failure.what();
                }
            },
            copy_rest);
    });
}

void administration::verify(call it) {
    auto const say_sound = [this, it] {
        auto const found = std::make_shared<findings>();
        parts_.with_journal(
            [found](journal::journal& journal) {
                try {
                    found->halls = tails(journal);
                } catch (std::exception const& failure) {
                    found->failure = failure.what();
                }
            },
            [it, found] {
                if (found->failure) return it->fail(exit_code::io_error, *found->failure);
                say_halls(*it, *found, "sound");
                it->succeed();
            });
    };
    parts_.walk_journal([it, say_sound](std::vector<journal::damage> const& found, std::exception_ptr const& failed) {
        if (failed) return it->fail(exit_code::io_error, words_of(failed));
        if (found.empty()) return say_sound();
        for (auto const& damage : found) {
            it->say(damage.hall.str() + " record " + std::to_string(damage.seq) + ": " + damage.what,
                    {{"hall", damage.hall.view()}, {"seq", damage.seq}, {"what", damage.what}});
        }
        it->fail(exit_code::failed, "the journal is damaged");
    });
}

void administration::status(call it) {
    if (parts_.halls == nullptr) return it->fail(exit_code::unavailable, "no server runs on this data folder");
    for (auto const& hall : parts_.halls->halls()) {
        auto const [epoch, seq] = parts_.halls->position(hall);
        bool const writable = parts_.halls->writable(hall);
        it->say(hall.str() + ": record " + std::to_string(seq) + (writable ? "" : ", cannot write"),
                {{"hall", hall.view()}, {"epoch", epoch}, {"seq", seq}, {"writable", writable}});
    }
    it->succeed();
}

}  // namespace buduan::app
