// Finding a matter by what people remember of it: pinyin initials, in a row or with gaps (SBK for 社会保障卡), part of its
// name, or the beginning of an English word. Better matches first, then the order of the hall's list.

import type { MatterCard } from './api.ts';
import { initials } from './pinyin.ts';

export interface Entry { matter: MatterCard; initials: string[]; english: string }

export const index_of = (matters: readonly MatterCard[]): Entry[] =>
    matters.map((matter) => ({ matter, initials: initials(matter.name.zh), english: ' ' + plain(matter.name.en) }));

const plain = (words: string): string => words.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();

const none = Number.POSITIVE_INFINITY;

const widest_gap = 6;

// How well what was typed fits a row of characters, each of which may be any one of a few letters: 0 from the start, up
// to 1 further in, 2 and more with gaps.
const row_rank = (typed: readonly string[], row: readonly string[]): number => {
    const fits = (at: number, typed_at: number): boolean => row[at]!.indexOf(typed[typed_at]!) >= 0;
    for (let begin = 0; begin + typed.length <= row.length; ++begin) {
        let count = 0;
        while (count < typed.length && fits(begin + count, count)) ++count;
        if (count === typed.length) return begin === 0 ? 0 : 0.5 + begin / 100;
    }
    let best = none;
    for (let begin = 0; typed.length >= 2 && begin < row.length; ++begin) {
        if (!fits(begin, 0)) continue;
        let at = begin;
        let count = 1;
        while (count < typed.length && ++at < row.length) if (fits(at, count)) ++count;
        if (count < typed.length) break;
        const gap = at - begin + 1 - typed.length;
        if (gap <= widest_gap) best = Math.min(best, 2 + gap + begin / 100);
    }
    return best;
};

const english_rank = (typed: string, english: string): number => {
    const words = plain(typed);
    if (words === '') return none;
    if (english.startsWith(' ' + words)) return 0;
    const found = english.indexOf(' ' + words);
    if (found >= 0) return 0.5 + found / 1000;
    // The keys of a kiosk have no space: "socialse" for "social security".
    const run = words.replace(/ /g, '');
    return run.length >= 3 && english.replace(/ /g, '').includes(run) ? 1 : none;
};

const rank = (typed: string, entry: Entry, english_first: boolean): number => {
    const { matter } = entry;
    if (matter.code.toLowerCase() === typed.toLowerCase()) return 0;
    if (!/^[A-Za-z0-9 '’-]+$/.test(typed)) return row_rank(Array.from(typed), Array.from(matter.name.zh));
    const zh = row_rank(Array.from(typed.toUpperCase().replace(/[^A-Z0-9]/g, '')), entry.initials);
    const en = english_rank(typed, entry.english);
    return english_first ? Math.min(en, zh + 20) : Math.min(zh, en + 20);
};

export const search = (typed: string, index: readonly Entry[], english_first = false, most = 40): MatterCard[] => {
    const words = typed.trim();
    if (words === '') return [];
    return index
        .map((entry, place) => ({ entry, place, rank: rank(words, entry, english_first) }))
        .filter((hit) => hit.rank < none)
        .sort((a, b) => a.rank - b.rank || a.place - b.place)
        .slice(0, most)
        .map((hit) => hit.entry.matter);
};
