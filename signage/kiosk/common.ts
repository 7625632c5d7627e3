// The matters on the first page: what people at this kiosk took most often, then what the address asks for
// (?common=SB-08,YB-03), then what halls are asked for most. Only codes and counts are kept, nothing of anybody.

import type { MatterCard } from '../shared/api.ts';

const remembered_as = 'buduan.kiosk.taken';
const asked_most = ['SB-08', 'GA-H03', 'YB-03', 'GA-V01', 'BD-07', 'MZ-01', 'SW-02', 'GY-04', 'SB-11', 'GA-E01'];
const enough_to_count = 20;  // fewer tickets than this say nothing about what is common

export type Taken = Record<string, number>;

export const common_matters = (matters: readonly MatterCard[], taken: Taken, asked: readonly string[], most = 4): MatterCard[] => {
    const offered = matters.filter((matter) => matter.offered_now);
    const total = Object.values(taken).reduce((sum, count) => sum + count, 0);
    const by_count = total < enough_to_count ? []
        : offered.filter((matter) => (taken[matter.code] ?? 0) > 0).sort((a, b) => taken[b.code]! - taken[a.code]!);
    const named = asked.concat(asked_most).map((code) => offered.find((matter) => matter.code === code))
        .filter((matter): matter is MatterCard => matter !== undefined);
    const instant = offered.filter((matter) => matter.kind === 'instant');
    const all = (asked.length > 0 ? named.slice(0, asked.length) : []).concat(by_count, named, instant);
    return all.filter((matter, index) => all.indexOf(matter) === index).slice(0, most);
};

// Old favourites fade: every count is halved when the sum grows large.
export const counted = (taken: Taken, codes: readonly string[]): Taken => {
    const next: Taken = { ...taken };
    for (const code of codes) next[code] = (next[code] ?? 0) + 1;
    const total = Object.values(next).reduce((sum, count) => sum + count, 0);
    if (total > 2000) for (const code of Object.keys(next)) next[code] = Math.floor(next[code]! / 2);
    return next;
};

export const load_taken = (): Taken => {
    try {
        const kept: unknown = JSON.parse(localStorage.getItem(remembered_as) ?? '{}');
        if (kept === null || typeof kept !== 'object') return {};
        const taken: Taken = {};
        for (const [code, count] of Object.entries(kept)) if (typeof count === 'number' && count > 0) taken[code] = count;
        return taken;
    } catch {
        return {};
    }
};

export const keep_taken = (taken: Taken): void => {
    try {
        localStorage.setItem(remembered_as, JSON.stringify(taken));
    } catch {
        // Without storage the first page shows what halls are asked for most.
    }
};
