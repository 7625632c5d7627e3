#pragma once

// The life of the demonstration: citizens who come as the day goes, and clerks at most of the windows. They are clients
// of the public interface and of nothing else: they sign in, take tickets and press keys over HTTP and WebSocket on this
// machine, on a thread of their own, and know of the halls what any page is told and whom the rota names for a window.
// Some windows stay free for a person who wants to try.

#include "app/demonstration_clerk.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace buduan::app {

struct hall_roster {
    std::string hall;
    std::string kiosk_token;
    std::vector<clerk_place> clerks;
};

struct people_options {
    std::uint16_t port = 0;
    std::uint64_t seed = 1;
    std::string password;  // of every account
    // Of what the windows can serve so much comes in at the busiest hours.
    double busy = 0.9;
};

class demonstration_people {
public:
    // Begins at once.
    demonstration_people(people_options options, std::vector<hall_roster> rosters);
    ~demonstration_people();  // they leave: waits for the thread
    demonstration_people(demonstration_people const&) = delete;
    demonstration_people& operator=(demonstration_people const&) = delete;

private:
    class crowd;
    std::unique_ptr<crowd> crowd_;
};

// How busy a hall is at a moment of its day, 0 to 1: the rush after opening, a quieter noon, the afternoon, nobody in
// the last minutes.
[[nodiscard]] double rush(hall_time opens, hall_time closes, hall_time now);

}  // namespace buduan::app
