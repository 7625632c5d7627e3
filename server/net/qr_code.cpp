#include "net/qr_code.hpp"

#include <qrencode.h>

#include <cstddef>
#include <memory>

namespace buduan::net {

std::string qr_svg(std::string_view text) {
    std::string const ended(text);
    if (ended.empty() || ended.find('\0') != std::string::npos) return {};
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(QRcode_encodeString8bit(ended.c_str(), 0, QR_ECLEVEL_M),
                                                               &QRcode_free);
    if (!code) return {};

    constexpr int quiet = 4;
    std::string path;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width;) {
            auto const dark = [&code, y](int column) { return (code->data[y * code->width + column] & 1U) != 0; };
            int end = x;
            while (end < code->width && dark(end))
                ++end;
            if (end > x) {
                path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h" +
                        std::to_string(end - x) + "v1H" + std::to_string(x + quiet) + "z";
            }
            x = end + 1;
        }
    }
    auto const side = std::to_string(code->width + 2 * quiet);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
           "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/><path d=\"" +
           path + "\"/></svg>";
}

}  // namespace buduan::net
