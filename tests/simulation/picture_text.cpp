#include "simulation/picture_text.hpp"

#include "buduan/v1/api.pb.h"

namespace buduan::simulation {

std::string without_position(std::string const& binary_frame) {
    buduan::v1::ServerFrame frame;
    if (!frame.ParseFromString(binary_frame)) return binary_frame;
    frame.clear_position();
    return frame.SerializeAsString();
}

}  // namespace buduan::simulation
