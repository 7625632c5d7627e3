#include "app/stopped_house.hpp"

#include "app/administration.hpp"
#include "app/stores.hpp"
#include "app/wall_clock.hpp"
#include "identity/work_queue.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

namespace buduan::app {

namespace asio = boost::asio;

admin_end ask_stopped_house(std::filesystem::path const& data, boost::json::object const& request,
                            std::function<void(boost::json::object)> const& line) {
    data_folder const folder(data, data_folder::purpose::maintain);
    auto files = open_stores(folder, {});

    asio::io_context loop;
    auto const open = asio::make_work_guard(loop);
    auto const post = [&loop](std::function<void()> work) { asio::post(loop, std::move(work)); };
    wall_clock const clock;
    identity::registry people(*files.identity, {post, [&clock] { return clock.now(); }});
    personal::vault vault(*files.records, *files.keys);
    identity::work_queue vault_thread(1, 16);
    personal::custodian custodian(
        vault, {[&](personal::custodian::posted work) { return vault_thread.give(std::move(work)); }, post});
    administration desk({loop, folder, people, custodian,
                         [&](auto const& job, auto const& then) {
                             job(*files.journal);
                             then();
                         },
                         [&](std::string const& to, auto const& then) {
                             std::exception_ptr failed;
                             try {
                                 files.journal->backup(to, [] {});
                             } catch (...) {
                                 failed = std::current_exception();
                             }
                             then(failed);
                         },
                         [&](auto const& then) {
                             std::vector<journal::damage> found;
                             std::exception_ptr failed;
                             try {
                                 found = files.journal->verify();
                             } catch (...) {
                                 failed = std::current_exception();
                             }
                             then(found, failed);
                         },
                         nullptr});

    std::optional<admin_end> end;
    admin_call::outlet out{line,
                           [&](exit_code code, std::string const& why) {
                               end = admin_end{code, why};
                               loop.stop();
                           },
                           [] { return false; }};
    desk.answer(std::make_shared<admin_call>(request, std::move(out)));
    if (!end) loop.run();
    return *end;
}

}  // namespace buduan::app
