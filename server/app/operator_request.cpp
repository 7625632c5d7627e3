#include "app/operator_request.hpp"

#include "app/admin_socket.hpp"
#include "app/data_folder.hpp"
#include "app/stopped_house.hpp"

#include <boost/json/serialize.hpp>

#include <iostream>

namespace buduan::app {

std::shared_ptr<operator_request> operator_request::add(CLI::App& command) {
    auto made = std::make_shared<operator_request>();
    made->flags_ = config_flags::add(command, {"server.data"});
    command.add_flag("--json", made->json_, "Print JSON, one object a line");
    return made;
}

path operator_request::data() const {
    return flags_->resolve(false).server.data;
}

void operator_request::print(boost::json::object line) const {
    auto const text = line["text"];
    line.erase("text");
    if (json_) {
        std::cout << boost::json::serialize(line) << std::endl;
    } else if (text.is_string()) {
        std::cout << std::string_view(text.as_string()) << std::endl;
    }
}

exit_code operator_request::ask(boost::json::object const& request, bool offline) const {
    auto const folder = data();
    auto const line = [this](boost::json::object one) { print(std::move(one)); };
    auto end = ask_server(data_folder::admin_socket(folder), request, line);
    if (!end && !offline) {
        throw stop_program(exit_code::unavailable, "no server runs on " + folder.string());
    }
    if (!end) end = ask_stopped_house(folder, request, line);
    if (end->code != exit_code::ok) throw stop_program(end->code, end->why);
    return end->code;
}

}  // namespace buduan::app
