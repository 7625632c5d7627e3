#include "halls/loop_listener.hpp"

namespace buduan::halls {

loop_counters& loop_counters::operator+=(loop_counters const& other) {
    turns += other.turns;
    commands += other.commands;
    records += other.records;
    refusals += other.refusals;
    busy += other.busy;
    repeats += other.repeats;
    repeats_in_batch += other.repeats_in_batch;
    repeats_read += other.repeats_read;
    appends += other.appends;
    recoveries += other.recoveries;
    snapshots_left += other.snapshots_left;
    snapshots_used += other.snapshots_used;
    snapshots_dropped += other.snapshots_dropped;
    lost_answers += other.lost_answers;
    lost_but_recorded += other.lost_but_recorded;
    lost_and_decided_anew += other.lost_and_decided_anew;
    contradictions += other.contradictions;
    disk_full += other.disk_full;
    ballast_spent += other.ballast_spent;
    probes += other.probes;
    disk_back += other.disk_back;
    read_only_answers += other.read_only_answers;
    poisoned += other.poisoned;
    fenced += other.fenced;
    phases += other.phases;
    deadlines += other.deadlines;
    configurations += other.configurations;
    days_refused += other.days_refused;
    return *this;
}

}  // namespace buduan::halls
