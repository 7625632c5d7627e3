#include "net/house.hpp"
#include "net/responses.hpp"

namespace buduan::net {

void add_probe_routes(route_table& table, house& in) {
    table.add({method::get, "/livez", 0, who::anyone, [](visit by) { by.done(text_response(200, "alive\n")); }});
    table.add({method::get, "/readyz", 0, who::anyone, [&in](visit by) {
                   if (in.leaving) return by.done(text_response(503, "stopping\n"));
                   bool const ready = in.halls.ready();
                   by.done(text_response(ready ? 200 : 503, ready ? "ready\n" : "not ready\n"));
               }});
    table.add({method::get, "/metrics", 0, who::this_machine, [&in](visit by) {
                   auto out = text_response(200, in.figures.text());
                   out.content_type = "text/plain; version=0.0.4; charset=utf-8";
                   by.done(std::move(out));
               }});
}

}  // namespace buduan::net
