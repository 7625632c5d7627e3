#pragma once

// A printer on the network, as far as a server sees it.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <cstdint>
#include <string>
#include <thread>

namespace buduan::tests {

// Takes one job: answers the two questions as it is told and keeps what it is sent.
class fake_printer {
public:
    fake_printer(std::uint8_t offline, std::uint8_t paper, bool answers = true)
        : thread_([this, offline, paper, answers] { serve(offline, paper, answers); }) {}
    ~fake_printer() { finish(); }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    std::string const& finish() {
        if (thread_.joinable()) thread_.join();
        return received_;
    }

private:
    void serve(std::uint8_t offline, std::uint8_t paper, bool answers) {
        boost::asio::ip::tcp::socket socket(loop_);
        acceptor_.accept(socket);
        boost::system::error_code over;
        for (auto const status : {offline, paper}) {
            char question[3];
            boost::asio::read(socket, boost::asio::buffer(question), over);
            if (!answers || over) continue;
            boost::asio::write(socket, boost::asio::buffer(&status, 1), over);
        }
        boost::asio::read(socket, boost::asio::dynamic_buffer(received_), over);
    }

    boost::asio::io_context loop_;
    boost::asio::ip::tcp::acceptor acceptor_{
        loop_, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
    std::string received_;
    std::thread thread_;
};

}  // namespace buduan::tests
