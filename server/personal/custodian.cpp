#include "personal/custodian.hpp"

#include <utility>

namespace buduan::personal {

template <class Result, class Work>
void custodian::run(Result failed, Work work, std::function<void(Result)> done) {
    std::weak_ptr<bool> const alive = alive_;
    bool const given = links_.elsewhere([failed, work = std::move(work), done, alive, post = links_.post] {
        Result result = failed;
        try {
            result = work();
        } catch (std::runtime_error const&) {
            // What could not be kept or read is answered with `failed`; the disk tells its own story elsewhere.
        }
        post([result = std::move(result), done, alive] {
            if (!alive.expired()) done(result);
        });
    });
    if (!given) done(failed);
}

void custodian::put(contact who, instant now, std::function<void(std::optional<std::string>)> done) {
    run<std::optional<std::string>>(
        std::nullopt,
        [this, who = std::move(who), now] { return vault_.put(record_kind::ticket_contact, who, now).str(); },
        std::move(done));
}

void custodian::read(std::string const& ref, std::function<void(std::optional<contact>)> done) {
    auto const parsed = reference::parse(ref);
    if (!parsed) return done(std::nullopt);
    run<std::optional<contact>>(
        std::nullopt, [this, ref = *parsed] { return vault_.read(ref); }, std::move(done));
}

void custodian::person_of_day(dispatch::hall_id hall, dispatch::civil_day day, instant day_ends,
                              std::string identity_number, instant now, std::function<void(std::string)> done) {
    auto make = [this, hall, day, day_ends, identity_number = std::move(identity_number), now] {
        return vault_.person_of_day(hall, day, day_ends, identity_number, now);
    };
    run<std::string>({}, std::move(make), std::move(done));
}

void custodian::ended(std::string const& ref, instant when) {
    auto const parsed = reference::parse(ref);
    if (!parsed) return;
    auto tell = [this, ref = *parsed, when] {
        vault_.ended(ref, when);
        return true;
    };
    run<bool>(false, std::move(tell), [](bool) {});
}

void custodian::forget(std::string const& ref, instant now, std::function<void(bool)> done) {
    auto const parsed = reference::parse(ref);
    if (!parsed) return done(false);
    auto erase = [this, ref = *parsed, now] {
        vault_.forget(ref, now);
        return true;
    };
    run<bool>(false, std::move(erase), std::move(done));
}

void custodian::run_schedule(instant now, std::function<void(std::optional<std::vector<deletion>>)> done) {
    run<std::optional<std::vector<deletion>>>(
        std::nullopt, [this, now] { return vault_.run_schedule(now); }, std::move(done));
}

void custodian::backup(std::string path, std::function<void(bool)> done) {
    auto copy = [this, path = std::move(path)] {
        vault_.backup(path);
        return true;
    };
    run<bool>(false, std::move(copy), std::move(done));
}

}  // namespace buduan::personal
