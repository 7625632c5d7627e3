#include "app/commands.hpp"
#include "app/operator_request.hpp"

#include <iostream>

namespace buduan::app {
namespace {

struct user_flags {
    std::shared_ptr<operator_request> ask;
    std::string account;
    std::string hall;
    std::string staff;
    std::string role = "window";
    bool password_from_stdin = false;

    // From standard input, so that it stands in no list of processes and no history; empty = one is drawn.
    [[nodiscard]] std::string password() const {
        std::string line;
        if (password_from_stdin) std::getline(std::cin, line);
        return line;
    }
    [[nodiscard]] exit_code send(char const* command, bool with_password, bool offline = true) const {
        boost::json::object request{
            {"command", command}, {"account", account}, {"hall", hall}, {"staff", staff}, {"role", role}};
        if (with_password) request["password"] = password();
        return ask->ask(request, offline);
    }
};

CLI::App* add_action(CLI::App& user, std::shared_ptr<user_flags> const& flags, char const* name, char const* help) {
    auto* action = user.add_subcommand(name, help);
    flags->ask = operator_request::add(*action);
    return action;
}

void add_name(CLI::App& action, user_flags& flags) {
    action.add_option("account", flags.account, "Name of the account")->required();
    action.add_option("--hall", flags.hall, "Hall the account belongs to; none = all halls (admin)");
}

void add_password(CLI::App& action, user_flags& flags) {
    action.add_flag("--password-stdin", flags.password_from_stdin,
                    "Read the password from standard input; else one is drawn and printed once");
}

}  // namespace

void add_user(CLI::App& program, exit_code& result) {
    auto* user = program.add_subcommand("user", "Accounts of staff");
    user->require_subcommand(1);
    struct verb {
        char const* name;
        char const* help;
        bool password;
    };
    for (auto const& verb :
         {verb{"add", "Make an account", true}, verb{"password", "Change its password", true},
          verb{"disable", "Sign it out and keep it out", false}, verb{"enable", "Let it in again", false}}) {
        auto const flags = std::make_shared<user_flags>();
        auto* action = add_action(*user, flags, verb.name, verb.help);
        add_name(*action, *flags);
        if (verb.password) add_password(*action, *flags);
        if (std::string_view(verb.name) == "add") {
            action->add_option("--staff", flags->staff, "Whom of the hall's configuration it is");
            action->add_option("--role", flags->role, "window, guide, supervisor or admin [window]");
        }
        action->callback([&result, flags, verb] {
            result = flags->send(("user " + std::string(verb.name)).c_str(), verb.password);
        });
    }
    auto const flags = std::make_shared<user_flags>();
    auto* list = add_action(*user, flags, "list", "All accounts");
    list->callback([&result, flags] { result = flags->send("user list", false); });
}

}  // namespace buduan::app
