#pragma once

// The properties of a hall server, one a file. Each is told what people and screens saw and, at the end, what the
// journal holds; none looks into the server.

#include "simulation/checkers/acknowledgement_stands.hpp"
#include "simulation/checkers/convergence.hpp"
#include "simulation/checkers/core_invariants.hpp"
#include "simulation/checkers/deadlines_first.hpp"
#include "simulation/checkers/fairness.hpp"
#include "simulation/checkers/monotone_stream.hpp"
#include "simulation/checkers/no_contradiction.hpp"
#include "simulation/checkers/no_double_call.hpp"
#include "simulation/checkers/no_lost_ticket.hpp"
#include "simulation/checkers/no_number_reused.hpp"
#include "simulation/checkers/one_effect.hpp"
#include "simulation/checkers/read_only_issues_nothing.hpp"
#include "simulation/checkers/replay_equality.hpp"
#include "simulation/checkers/shown_is_durable.hpp"

#include <memory>
#include <vector>

namespace buduan::simulation {

[[nodiscard]] inline std::vector<std::unique_ptr<checker>> all_checkers() {
    std::vector<std::unique_ptr<checker>> all;
    all.push_back(std::make_unique<acknowledgement_stands>());
    all.push_back(std::make_unique<convergence>());
    all.push_back(std::make_unique<core_invariants>());
    all.push_back(std::make_unique<deadlines_first>());
    all.push_back(std::make_unique<fairness>());
    all.push_back(std::make_unique<monotone_stream>());
    all.push_back(std::make_unique<no_contradiction>());
    all.push_back(std::make_unique<no_double_call>());
    all.push_back(std::make_unique<no_lost_ticket>());
    all.push_back(std::make_unique<no_number_reused>());
    all.push_back(std::make_unique<one_effect>());
    all.push_back(std::make_unique<read_only_issues_nothing>());
    all.push_back(std::make_unique<replay_equality>());
    all.push_back(std::make_unique<shown_is_durable>());
    return all;
}

}  // namespace buduan::simulation
