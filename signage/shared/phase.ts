// What the hour of the day is called, looks like and means for a citizen. Pure: a span and a moment become words.

import type { DaySegment, Phase, PhaseSpan, Text } from './api.ts';
import { clock_time, next_time } from './format.ts';
import type { IconName } from './icons.ts';
import { both } from './words.ts';

export interface PhaseView {
    // Class of the banner and name of its colour role.
    tone: 'plain' | 'noon' | 'extension' | 'appointment' | 'closed';
    icon: IconName;
    title: Text;
    say: Text;
    // For narrow banners.
    say_short: Text;
}

const opens = (span: PhaseSpan, now_ms: number): Text =>
    span.opens_next_ms > 0
        ? both(`${next_time(span.opens_next_ms, now_ms, 'zh')} 开始`, `opens ${next_time(span.opens_next_ms, now_ms, 'en')}`)
        : both('开放时间请看公告', 'see the notice for opening hours');

export const phase_view = (span: PhaseSpan, now_ms: number, appointment_phone = ''): PhaseView => {
    switch (span.phase) {
    case 'NOON_DUTY': {
        const say = both('窗口轮值，照常取号、照常办理', 'windows take turns, service goes on');
        return { tone: 'noon', icon: 'noon', title: both('午间不断档', 'Open through noon'), say,
                 say_short: both('照常取号、照常办理', 'service goes on') };
    }
    case 'EXTENSION': {
        const say = both('已取号的都会办完，今日不再取号', 'every ticket will be served; no new tickets today');
        return { tone: 'extension', icon: 'extension', title: both('延时服务中', 'Extended service'), say,
                 say_short: both('已取号的都会办完', 'every ticket will be served') };
    }
    case 'APPOINTMENT_ONLY': {
        const phone_zh = appointment_phone ? `预约电话 ${appointment_phone}` : '请先预约';
        const phone_en = appointment_phone ? `book on ${appointment_phone}` : 'please book first';
        return { tone: 'appointment', icon: 'appointment', title: both('今日仅限预约', 'By appointment today'),
                 say: both(phone_zh, phone_en), say_short: both(phone_zh, phone_en) };
    }
    case 'CLOSED':
        return { tone: 'closed', icon: 'closed',
                 title: span.regime === 'CLOSURE' ? both('今日暂停开放', 'Closed today') : both('今日已结束', 'Closed for today'),
                 say: opens(span, now_ms), say_short: opens(span, now_ms) };
    case 'BEFORE_OPEN':
        return { tone: 'closed', icon: 'closed', title: both('尚未开始', 'Not open yet'), say: opens(span, now_ms),
                 say_short: opens(span, now_ms) };
    case 'OPEN': case 'REGULAR': {
        const until_zh = span.phase === 'OPEN' ? `今日 ${clock_time(span.begins_ms)} 至 ${clock_time(span.ends_ms)}，午间不休息`
                                               : '照常取号，中午不断档';
        const until_en = span.phase === 'OPEN' ? `${clock_time(span.begins_ms)}–${clock_time(span.ends_ms)}, no noon break`
                                               : 'open, also through noon';
        return { tone: 'plain', icon: 'waiting', title: both('正常办理', 'Open'), say: both(until_zh, until_en),
                 say_short: both(until_zh, until_en) };
    }
    case 'PHASE_UNSPECIFIED':
        return { tone: 'plain', icon: 'waiting', title: both('', ''), say: both('', ''), say_short: both('', '') };
    }
};

// The day as parts of one line, in hundredths of its length.
export interface DayLineView {
    parts: Array<{ tone: 'day' | 'noon' | 'extension' | 'appointment'; from: number; to: number }>;
    ticks: Array<{ at: number; label: string }>;
    now: number | undefined;  // undefined outside the line
}

const part_tone = (phase: Phase): DayLineView['parts'][number]['tone'] | undefined => {
    switch (phase) {
    case 'REGULAR': case 'OPEN': return 'day';
    case 'NOON_DUTY': return 'noon';
    case 'EXTENSION': return 'extension';
    case 'APPOINTMENT_ONLY': return 'appointment';
    case 'BEFORE_OPEN': case 'CLOSED': case 'PHASE_UNSPECIFIED': return undefined;
    }
};

const longest_day_ms = 16 * 3600_000;

// Segments without an end of their own (an extension that lasts as long as it must) reach to now at most. `span` adds the
// extension that holds now when the day's plan does not know of it.
export const day_line_view = (today: readonly DaySegment[], now_ms: number, span?: PhaseSpan): DayLineView => {
    const extended = span && span.phase === 'EXTENSION' && today.every((segment) => segment.phase !== 'EXTENSION');
    const shown = (extended ? today.concat(span) : today)
        .map((segment) => ({ tone: part_tone(segment.phase), from: segment.begins_ms, to: segment.ends_ms }))
        .filter((part) => part.tone !== undefined && part.to > part.from);
    if (shown.length === 0) return { parts: [], ticks: [], now: undefined };
    const begin = shown[0]!.from;
    let end = begin;
    for (const part of shown) {
        const open_end = part.to - begin > longest_day_ms || part.tone === 'extension';
        if (open_end) part.to = now_ms > part.from ? now_ms : part.from;
        if (part.to > end) end = part.to;
    }
    const place = (at: number): number => Math.round(((at - begin) / (end - begin)) * 1000) / 10;
    const parts = shown
        .filter((part) => part.to > part.from)
        .map((part) => ({ tone: part.tone!, from: place(part.from), to: place(part.to) }));
    const edges = shown.map((part) => part.from).concat(end);
    const ticks: DayLineView['ticks'] = [];
    for (const edge of edges) {
        const at = place(edge);
        const last = ticks[ticks.length - 1];
        if (!last || at - last.at >= 9) ticks.push({ at, label: clock_time(edge) });
    }
    return { parts, ticks, now: now_ms >= begin && now_ms <= end ? place(now_ms) : undefined };
};
