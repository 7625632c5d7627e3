#pragma once

// What the network part is told when it is made. Every limit has a name, a unit and a stated answer when it is reached.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace buduan::net {

struct listen_address {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0 = any free one
};

struct tls_files {
    std::filesystem::path certificate;  // PEM, with its chain; empty = plain HTTP
    std::filesystem::path key;          // PEM
    [[nodiscard]] bool configured() const { return !certificate.empty(); }
};

struct connection_limits {
    std::size_t connections = 20'000;             // open at once; beyond it a new one is closed at once
    std::size_t connections_an_address = 20'000;  // of one peer address: a hall's Wi-Fi is one address
    std::uint32_t accepts_a_second = 2'000;       // beyond it newcomers wait in the backlog
    std::uint32_t accept_burst = 4'000;
    int send_buffer = 64 * 1024;                   // bytes the kernel keeps for a slow reader
    std::chrono::seconds unacknowledged{30};       // TCP_USER_TIMEOUT: bytes sent, none acknowledged: cut
    std::chrono::milliseconds handshake{10'000};   // TLS
    std::chrono::milliseconds first_byte{15'000};  // of the first request
    std::chrono::milliseconds header{5'000};       // from its first byte to its end; beyond it: cut
    std::chrono::milliseconds body{10'000};        // beyond it: cut
    std::chrono::milliseconds response{20'000};    // to be taken by the client; beyond it: cut
    std::chrono::milliseconds idle{60'000};        // between two requests
    std::chrono::milliseconds lingering{2'000};    // after the last answer, for the other side to close; then cut
    std::size_t header_bytes = 16 * 1024;          // 431
    std::size_t pipelined_bytes = 64 * 1024;       // that came in while a request is answered; beyond it: cut
    std::uint32_t requests_a_second = 50;          // of one address, for what changes something; 429
    std::uint32_t request_burst = 400;
};

struct websocket_limits {
    std::size_t message_bytes = 64 * 1024;    // closed with 1009
    std::uint32_t fragments = 64;             // of one message; closed with 1008
    std::uint32_t messages_a_second = 1'000;  // control frames count too; closed with 4003
    std::uint32_t message_burst = 2'000;
    std::size_t commands_under_way = 256;  // of one connection; refused as busy
    std::uint32_t follows_a_second = 100;  // each may cost a whole picture; refused as rate_limited
    std::uint32_t follow_burst = 200;
    std::uint32_t citizen_commands_a_second = 1;  // of a connection that is not signed in; refused as rate_limited
    std::uint32_t citizen_command_burst = 10;
    std::chrono::milliseconds ping_after{20'000};  // of silence
    std::chrono::milliseconds silent_for{45'000};  // closed with 4001
    std::chrono::milliseconds closing{3'000};      // for the other side's part of the closing; then cut
    std::chrono::seconds heartbeat{4};             // what clients are asked to keep
};

// A thermal printer on the hall's network (raw TCP, port 9100 by custom).
struct printer_address {
    std::string host;
    std::uint16_t port = 9100;
    bool asks_status = true;  // some cheap printers never answer DLE EOT; then a slip is sent unasked
    bool gb18030 = false;     // its font has all characters; else GBK's only
};

// Slips of a kiosk go to the printer beside it.
struct kiosk_printer {
    std::string hall;
    std::string kiosk;  // device id
    printer_address printer;
};

struct options {
    listen_address listen;
    tls_files tls;
    bool plain_beyond_loopback = false;  // plain HTTP on other addresses than this machine's own
    std::filesystem::path pages;         // folder of the built pages
    std::string public_url;              // as browsers see it, without a slash at the end; empty = asked for by Host
    std::vector<std::string> allowed_origins;  // besides the own one: "https://hall.example"
    std::vector<kiosk_printer> printers;
    std::chrono::milliseconds printing{10'000};  // for one slip, from the first packet to the last
    std::string build = "unknown";
    double clock_speed = 1;              // of the domain's clock
    std::chrono::seconds retry_hint{3};  // in the close frame of a restart
    connection_limits connections;
    websocket_limits websockets;
};

}  // namespace buduan::net
