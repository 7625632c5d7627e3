#include "dispatch/call_picture.hpp"

#include "dispatch/event.hpp"
#include "dispatch/hall.hpp"

namespace buduan::dispatch {

call_picture picture_of_call(hall const& state, record const& happened, ticket const& which, window_id window,
                             zone_id zone, std::uint32_t attempt) {
    window_config const* const config = state.plan() == nullptr ? nullptr : state.plan()->window(window);
    call_picture picture;
    picture.epoch = happened.epoch;
    picture.seq = happened.seq;
    picture.number = which.number;
    picture.window = window;
    picture.window_no = config == nullptr ? 0 : config->no;
    picture.zone = zone;
    picture.attempt = attempt;
    picture.at = happened.at;
    picture.language = which.language;
    return picture;
}

}  // namespace buduan::dispatch
