#include "buduan/v1/hall.pb.h"
#include "wire/file_reading.hpp"
#include "wire/hall_file.hpp"

#include <utility>

namespace buduan::wire {
namespace {

using namespace dispatch;
namespace files = v1::files;

matter_config read_matter(file_reader& in, std::string const& where, files::Matter const& from) {
    matter_config matter;
    matter.code = in.id<matter_id>(where + ".code", from.code());
    matter.name = {from.name_zh(), from.name_en()};
    matter.dept = from.dept();
    matter.skill = in.id<skill_id>(where + ".skill", from.skill());
    matter.kind = in.choose<matter_kind>(
        where + ".kind", from.kind(),
        {{files::Matter::instant, matter_kind::instant}, {files::Matter::committed, matter_kind::committed}});
    if (from.typical_min() == 0) in.fault(where + ".typical_min", "missing");
    matter.typical = std::chrono::minutes{from.typical_min()};
    matter.noon = from.noon();
    matter.rest_day = from.rest_day();
    matter.lunar_new_year = from.lunar_new_year();
    matter.sensitive = from.sensitive();
    matter.materials = {from.materials().begin(), from.materials().end()};

    bool const at_once = from.promise().value() == 0;
    if (at_once != (from.kind() == files::Matter::instant)) {
        in.fault(where + ".promise", "a matter is instant exactly when its promise is 0");
    }
    if (!at_once && from.promise().unit() == files::Matter::Promise::unit_missing) {
        in.fault(where + ".promise.unit", "must be workday or calendar_day");
    }
    if (from.mail_two_way() && !from.remote()) in.fault(where + ".mail_two_way", "only for remote matters (clause 18)");
    if (from.mail_one_way() && at_once) in.fault(where + ".mail_one_way", "not for instant matters (clause 18)");
    return matter;
}

}  // namespace

std::variant<matter_catalogue, config_faults> parse_matters(std::string_view text) {
    files::Matters file;
    file_reader in;
    if (!in.add(from_json(text, file))) return std::move(in).take();

    matter_catalogue catalogue;
    in.expect_schema(file.schema(), "matters/1");
    for (int i = 0; i < file.matters_size(); ++i) {
        std::string const where = element("matters", file.matters(i).code(), i);
        matter_config matter = read_matter(in, where, file.matters(i));
        matter_id const code = matter.code;
        if (!catalogue.matters.try_emplace(code, std::move(matter)).second) in.fault(where, "its code is there twice");
    }
    if (!in.clean()) return std::move(in).take();
    return catalogue;
}

}  // namespace buduan::wire
