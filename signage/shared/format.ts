// How times, dates, ranges and lists of windows are written. Halls keep Shanghai time, UTC+8 without summer time, and a
// screen's own time zone setting must not matter.

import type { WaitRange } from './api.ts';
import type { Lang } from './words.ts';

const hour_ms = 3600_000;
const day_ms = 24 * hour_ms;
const shanghai_ms = 8 * hour_ms;

const shifted = (at_ms: number): Date => new Date(at_ms + shanghai_ms);
const two = (value: number): string => (value < 10 ? '0' : '') + value;

// 8:30, 12:05, 0:15
export const clock_time = (at_ms: number): string => {
    const at = shifted(at_ms);
    return at.getUTCHours() + ':' + two(at.getUTCMinutes());
};

const weekdays_zh = '日一二三四五六';
const weekdays_en = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months_en = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
    'November', 'December'];

// 11月24日 / 24 November
export const month_day = (at_ms: number, lang: Lang): string => {
    const at = shifted(at_ms);
    return lang === 'zh' ? `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
                         : `${at.getUTCDate()} ${months_en[at.getUTCMonth()]}`;
};

// 星期二 / Tuesday
export const weekday = (at_ms: number, lang: Lang): string => {
    const day = shifted(at_ms).getUTCDay();
    return lang === 'zh' ? '星期' + weekdays_zh[day] : weekdays_en[day]!;
};

// Whole calendar days from one moment to another: 0 today, 1 tomorrow.
export const days_between = (from_ms: number, to_ms: number): number =>
    Math.floor((to_ms + shanghai_ms) / day_ms) - Math.floor((from_ms + shanghai_ms) / day_ms);

// When something happens next, as one would say it: 13:30, 明天 8:30, 星期六 9:00, 2月8日 9:00.
export const next_time = (at_ms: number, now_ms: number, lang: Lang): string => {
    const days = days_between(now_ms, at_ms);
    const time = clock_time(at_ms);
    if (days <= 0) return time;
    if (days === 1) return (lang === 'zh' ? '明天 ' : 'tomorrow ') + time;
    return (days < 7 ? weekday(at_ms, lang) : month_day(at_ms, lang)) + ' ' + time;
};

// 15–25: whole minutes, widened outwards to steps people believe, never a range of nothing.
export const wait_minutes = (wait: WaitRange): { low: number; high: number } => {
    const step = (minutes: number): number => (minutes > 20 ? 5 : 1);
    const low_min = wait.low_s / 60;
    const high_min = wait.high_s / 60;
    const low = Math.floor(low_min / step(low_min)) * step(low_min);
    const high = Math.ceil(high_min / step(high_min)) * step(high_min);
    return { low, high: high > low ? high : low + step(low + 1) };
};

export const range = (low: number | string, high: number | string): string => `${low}–${high}`;

// 06:12 since a moment; 1:06:12 beyond an hour.
export const duration = (milliseconds: number): string => {
    const seconds = Math.floor((milliseconds > 0 ? milliseconds : 0) / 1000);
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    return (hours > 0 ? hours + ':' : '') + two(minutes % 60) + ':' + two(seconds % 60);
};

// 刚刚, 40 秒, 4 分钟, 2 小时: how long ago in one unit.
export const age = (milliseconds: number, lang: Lang): string => {
    const seconds = Math.floor((milliseconds > 0 ? milliseconds : 0) / 1000);
    if (seconds < 60) return lang === 'zh' ? `${seconds} 秒` : `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 120) return lang === 'zh' ? `${minutes} 分钟` : `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    return lang === 'zh' ? `${hours} 小时` : `${hours} h`;
};

// 5、6、7 / 13 至 16 / 1、2、5、6 等: numbers people walk to. Three or more in a row become a span; beyond `most` the rest
// is summed up.
export const window_list = (numbers: readonly number[], lang: Lang, most = 4): string => {
    const sorted = numbers.slice().sort((a, b) => a - b).filter((no, index, all) => index === 0 || no !== all[index - 1]);
    const spans: string[] = [];
    for (let begin = 0; begin < sorted.length;) {
        let end = begin;
        while (end + 1 < sorted.length && sorted[end + 1] === sorted[end]! + 1) ++end;
        if (end - begin >= 3) {
            spans.push(lang === 'zh' ? `${sorted[begin]} 至 ${sorted[end]}` : range(sorted[begin]!, sorted[end]!));
        } else {
            for (let i = begin; i <= end; ++i) spans.push(String(sorted[i]));
        }
        begin = end + 1;
    }
    const shown = spans.slice(0, most).join(lang === 'zh' ? '、' : ', ');
    return spans.length <= most ? shown : shown + (lang === 'zh' ? ' 等' : ' …');
};
