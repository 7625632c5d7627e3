// From what the kiosk knows to what it shows. Pure: no clock, no elements, no requests.

import type {
    BoardPicture, HallCard, HallState, IssuedTicket, MatterCard, PhaseSpan, Problem, QueuePicture, WaitRange, ZonePicture,
} from '../shared/api.ts';
import type { FeedState } from '../shared/feed.ts';
import { clock_time, next_time, range, wait_minutes, window_list } from '../shared/format.ts';
import type { IconName } from '../shared/icons.ts';
import { phase_view } from '../shared/phase.ts';
import { skill_title } from '../shared/skills.ts';
import { pick, type Lang } from '../shared/words.ts';

export type Place =
    | { at: 'home' }
    | { at: 'zones' }
    | { at: 'zone'; zone: string }
    | { at: 'search' }
    | { at: 'confirm' }
    | { at: 'booking'; code: string }
    | { at: 'help' }
    | { at: 'slip'; issued: IssuedTicket };

export type Asking =
    | { is: 'idle' }
    | { is: 'asking'; slow: boolean }
    | { is: 'unknown' }                     // no answer yet; asking again cannot make a second number
    | { is: 'refused'; problem: Problem };

export interface KioskModel {
    card: HallCard | undefined;
    missing: boolean;                       // there is no such hall
    board: BoardPicture | undefined;
    hall_state: HallState | undefined;
    zones: Record<string, ZonePicture>;
    queues: Record<string, QueuePicture>;   // by topic
    feed: FeedState;
    heard_at_ms: number;                    // on the hall's clock
    now_ms: number;                         // the hall's clock, 0 while unknown
    trail: Place[];                         // where the visitor has been; the last is where they are
    typed: string;
    found: MatterCard[];
    basket: string[];                       // codes, in the order they were chosen
    priority: boolean;
    asking: Asking;
    common: MatterCard[];
    lang: Lang;
    elder: boolean;
    prints: 'no' | 'browser' | 'printer';    // by this page, or by the network printer beside the kiosk
    unprinted: boolean;                     // the printer says that no paper came
    leaves_in_s: number | undefined;        // until the kiosk goes back to the beginning, when that is near
    page: { now: number; all: number };     // of the list on the screen
}

export const place_of = (model: Pick<KioskModel, 'trail'>): Place => model.trail[model.trail.length - 1] ?? { at: 'home' };

export const said = (lang: Lang, zh: string, en: string): string => (lang === 'en' ? en : zh);

export const matter_of = (model: Pick<KioskModel, 'card'>, code: string): MatterCard | undefined =>
    model.card?.matters.find((matter) => matter.code === code);

export const span_of = (model: Pick<KioskModel, 'card' | 'board'>): PhaseSpan | undefined => model.board?.phase ?? model.card?.phase;

// ------------------------------------------------------------------------------------------------- what to follow

export const queue_topic = (hall: string, zone: string, skill: string): string => `queue/${hall}/${zone}/${skill}`;
export const zone_topic = (hall: string, zone: string): string => `zone/${hall}/${zone}`;

// The topics the screen needs just now, beside the hall's board.
export const topics_of = (model: KioskModel): string[] => {
    const hall = model.card?.id;
    if (!hall) return [];
    const place = place_of(model);
    const topics: string[] = [];
    const follow = (topic: string): void => void (topics.includes(topic) || topics.push(topic));
    const queues_of = (matters: readonly MatterCard[]): void => {
        for (const matter of matters) for (const zone of matter.zones) follow(queue_topic(hall, zone, matter.skill));
    };
    switch (place.at) {
    case 'zone':
        queues_of(matters_of_zone(model, place.zone).map((matter) => ({ ...matter, zones: [place.zone] })));
        break;
    case 'search':
        queues_of(model.found.slice(0, 8));
        break;
    case 'confirm': {
        const first = matter_of(model, model.basket[0] ?? '');
        if (first) {
            queues_of([first]);
            for (const zone of first.zones) follow(zone_topic(hall, zone));
        }
        break;
    }
    case 'slip':
        follow(place.issued.ticket.zone_topic || zone_topic(hall, place.issued.ticket.zone));
        break;
    case 'home': case 'zones': case 'booking': case 'help':
        break;
    }
    return topics;
};

// ------------------------------------------------------------------------------------------ when no number is given

export interface Blocked {
    why: 'connecting' | 'missing' | 'stale' | 'read_only' | 'closed' | 'extension' | 'appointment';
    icon: IconName;
    big: string;
    lines: string[];
    booking: string;  // a phone number, or nothing
    english: string;
}

// Why no number can be taken now, with when or where instead; undefined when all is well.
export const blocked = (model: KioskModel): Blocked | undefined => {
    const { lang, card } = model;
    if (!card) {
        return model.missing
            ? { why: 'missing', icon: 'closed', big: said(lang, '没有这个大厅', 'No such hall'), lines: [said(lang, '请检查本机的地址', 'Please check the address of this kiosk')], booking: '', english: '' }
            : { why: 'connecting', icon: 'waiting', big: said(lang, '正在连接', 'Connecting'), lines: [said(lang, '马上就可以取号', 'Tickets in a moment')], booking: '', english: '' };
    }
    if (model.feed === 'stale') {
        return {
            why: 'stale', icon: 'stale', big: said(lang, '连接中断', 'No connection'),
            lines: [said(lang, '请找现场工作人员取号', 'Please ask the staff for a ticket'),
                said(lang, '已取的号依然有效，不会因此作废', 'Tickets already issued stay valid')]
                .concat(model.heard_at_ms > 0 ? said(lang, `${clock_time(model.heard_at_ms)} 起中断，正在重新连接`, `since ${clock_time(model.heard_at_ms)}, reconnecting`) : []),
            booking: '', english: lang === 'zh' ? 'No connection. Please ask the staff for a ticket.' : '',
        };
    }
    if (model.hall_state && !model.hall_state.writable) {
        const notice = pick(model.hall_state.notice, lang);
        return {
            why: 'read_only', icon: 'closed', big: said(lang, '暂停发号', 'No new tickets just now'),
            lines: [notice || said(lang, '已取的号照常叫号、照常办理', 'Tickets already issued are called as usual'),
                said(lang, '请找现场工作人员安排', 'Please ask the staff')],
            booking: '', english: lang === 'zh' ? 'No new tickets just now. Please ask the staff.' : '',
        };
    }
    const span = span_of(model);
    if (!span || span.walk_in || span.phase === 'PHASE_UNSPECIFIED') return undefined;
    return out_of_hours(model, card, span);
};

const out_of_hours = (model: KioskModel, card: HallCard, span: PhaseSpan): Blocked => {
    const { lang } = model;
    const view = phase_view(span, model.now_ms, card.phones.appointment);
    const known = span.opens_next_ms > 0;
    const opens_en = known ? `Tickets from ${next_time(span.opens_next_ms, model.now_ms, 'en')}` : 'See the notice for opening hours';
    const opens = said(lang, known ? `${next_time(span.opens_next_ms, model.now_ms, 'zh')} 开始取号` : '开放时间请看公告', opens_en);
    const shared = { icon: view.icon, big: pick(view.title, lang), booking: card.phones.appointment, english: lang === 'zh' ? `${view.title.en}. ${opens_en}.` : '' };
    switch (span.phase) {
    case 'EXTENSION':
        return { ...shared, why: 'extension', lines: [said(lang, '已取号的都会办完，今日不再取号', 'Every ticket will be served; no new tickets today'), opens] };
    case 'APPOINTMENT_ONLY':
        return { ...shared, why: 'appointment', lines: [said(lang, '已预约的，请到导办台签到', 'With a booking: please check in at the guide desk'), opens] };
    case 'BEFORE_OPEN': case 'CLOSED': case 'REGULAR': case 'NOON_DUTY': case 'OPEN': case 'PHASE_UNSPECIFIED':
        return { ...shared, why: 'closed', lines: [opens] };
    }
};

// -------------------------------------------------------------------------------------------------------- the lists

export interface Banner { tone: string; icon: IconName; title: string; say: string }

export const banner = (model: KioskModel): Banner | undefined => {
    const span = span_of(model);
    if (!span || span.phase === 'PHASE_UNSPECIFIED') return undefined;
    const view = phase_view(span, model.now_ms, model.card?.phones.appointment ?? '');
    return { tone: view.tone, icon: view.icon, title: pick(view.title, model.lang), say: pick(view.say_short, model.lang) };
};

export interface ZoneKey { zone: string; letter: string; name: string; waiting: string }

export const zone_keys = (model: KioskModel): ZoneKey[] =>
    (model.card?.zones ?? []).map((zone) => ({
        zone: zone.id, letter: zone.prefix, name: pick(zone.name, model.lang), waiting: waiting_words(model, zone.id),
    }));

const waiting_words = (model: KioskModel, zone: string): string => {
    if (!model.board) return '';
    const waiting = model.board.zones.find((summary) => summary.zone === zone)?.waiting ?? 0;
    return waiting === 0 ? said(model.lang, '无人等候', 'nobody waiting') : said(model.lang, `等候 ${waiting} 人`, `${waiting} waiting`);
};

const matters_of_zone = (model: KioskModel, zone: string): MatterCard[] =>
    (model.card?.matters ?? []).filter((matter) => matter.zones.includes(zone));

// What somebody who comes now would wait, by the queue's own table; undefined while nobody serves it.
export const newcomer_wait = (queue: QueuePicture | undefined): WaitRange | undefined =>
    queue?.wait_by_position[Math.min(queue.waiting_total, queue.wait_by_position.length - 1)];

export const wait_words = (wait: WaitRange, lang: Lang): string => {
    const { low, high } = wait_minutes(wait);
    if (low === 0) return said(lang, `${high} 分钟内`, `within ${high} min`);
    return said(lang, `${range(low, high)} 分钟`, `${range(low, high)} min`);
};

// The queue a newcomer would be put into: as the server chooses, the shortest wait, then the order of the list.
const likely_queue = (model: KioskModel, matter: MatterCard, zones: readonly string[] = matter.zones): { zone: string; queue: QueuePicture | undefined } | undefined => {
    let best: { zone: string; queue: QueuePicture | undefined } | undefined;
    for (const zone of zones) {
        const queue = model.queues[queue_topic(model.card?.id ?? '', zone, matter.skill)];
        const wait = newcomer_wait(queue);
        const best_wait = newcomer_wait(best?.queue);
        if (!best || (wait && (!best_wait || wait.high_s < best_wait.high_s))) best = { zone, queue };
    }
    return best;
};

export interface MatterRow { code: string; name: string; note: string; wait: string; offered: boolean; chosen: boolean }

export const matter_row = (model: KioskModel, matter: MatterCard, zones?: readonly string[]): MatterRow => {
    const { lang } = model;
    const wait = matter.offered_now ? newcomer_wait(likely_queue(model, matter, zones)?.queue) : undefined;
    const when = matter.offered_next_ms > 0
        ? said(lang, `${next_time(matter.offered_next_ms, model.now_ms, 'zh')} 起可取号`, `tickets from ${next_time(matter.offered_next_ms, model.now_ms, 'en')}`)
        : said(lang, '何时可取号，请问导办', 'ask the guide when');
    const chosen = model.basket.includes(matter.code);
    return {
        code: matter.code, name: pick(matter.name, lang), offered: matter.offered_now, chosen,
        note: !matter.offered_now ? when : chosen ? said(lang, '已选', 'chosen') : '',
        wait: wait ? said(lang, '等 ', 'wait ') + wait_words(wait, lang) : '',
    };
};

export interface Group { skill: string; title: string; windows: string; rows: MatterRow[] }

export interface ZoneView { name: string; groups: Group[] }

export const zone_view = (model: KioskModel, zone: string): ZoneView => {
    const card = model.card;
    const name = card?.zones.find((one) => one.id === zone)?.name;
    const matters = matters_of_zone(model, zone);
    const skills = matters.map((matter) => matter.skill).filter((skill, index, all) => all.indexOf(skill) === index);
    const first_window = (skill: string): number => Math.min(...windows_for(card, zone, skill), 9999);
    skills.sort((a, b) => first_window(a) - first_window(b));
    return {
        name: name ? pick(name, model.lang) : '',
        groups: skills.map((skill) => ({
            skill, title: pick(skill_title(skill, matters), model.lang), windows: group_windows(model, zone, skill),
            rows: matters.filter((matter) => matter.skill === skill)
                .sort((a, b) => Number(b.offered_now) - Number(a.offered_now))
                .map((matter) => matter_row(model, matter, [zone])),
        })),
    };
};

const windows_for = (card: HallCard | undefined, zone: string, skill: string): number[] =>
    (card?.windows ?? []).filter((window) => window.zone === zone && window.skills.includes(skill)).map((window) => window.no);

// 5 至 7 号窗口，现在 6、7 号在办
const group_windows = (model: KioskModel, zone: string, skill: string): string => {
    const { lang } = model;
    const all = windows_for(model.card, zone, skill);
    const staffed = model.queues[queue_topic(model.card?.id ?? '', zone, skill)]?.windows;
    const where = said(lang, `${window_list(all, 'zh')} 号窗口`, `${all.length === 1 ? 'window' : 'windows'} ${window_list(all, 'en')}`);
    if (!staffed || all.length === 0) return all.length === 0 ? '' : where;
    if (staffed.length === 0) return where + said(lang, '，等窗口返回', ', back soon');
    if (staffed.length === all.length) return where + said(lang, '，都在办', all.length === 1 ? ', open' : ', all open');
    return where + said(lang, `，现在 ${window_list(staffed, 'zh')} 号在办`, `, now ${window_list(staffed, 'en')}`);
};

// ------------------------------------------------------------------------------------------------------- the basket

export interface ConfirmView {
    items: Array<{ code: string; name: string; materials: string }>;
    windows: string;
    ahead: number | undefined;
    wait: string;
    why: string;
    more: boolean;       // another matter may be added
    problem: { words: string; next: string } | undefined;
    asking: 'no' | 'asking' | 'slow' | 'unknown';
}

export const most_matters = 5;

export const confirm_view = (model: KioskModel): ConfirmView => {
    const { lang } = model;
    const matters = model.basket.map((code) => matter_of(model, code)).filter((matter): matter is MatterCard => matter !== undefined);
    const first = matters[0];
    const likely = first && likely_queue(model, first);
    const wait = newcomer_wait(likely?.queue);
    const windows = first && likely ? windows_for(model.card, likely.zone, first.skill) : [];
    const { asking } = model;
    return {
        items: matters.map((matter) => ({
            code: matter.code, name: pick(matter.name, lang),
            // Names of papers are Chinese only, as they stand on the papers themselves.
            materials: matter.materials.length === 0 ? '' : said(lang, `请备好：${matter.materials.join('、')}`, `please have ready: ${matter.materials.join('、')}`),
        })),
        windows: windows.length > 0 ? windows_words(windows, lang) : '',
        ahead: likely?.queue?.waiting_total,
        wait: wait ? wait_words(wait, lang) : '',
        why: likely ? noon_reason(windows, model.zones[likely.zone], span_of(model), lang) : '',
        more: matters.length < most_matters,
        problem: asking.is === 'refused' ? problem_words(asking.problem, model) : undefined,
        asking: asking.is === 'asking' ? (asking.slow ? 'slow' : 'asking') : asking.is === 'unknown' ? 'unknown' : 'no',
    };
};

export const windows_words = (windows: readonly number[], lang: Lang): string =>
    said(lang, `${window_list(windows, 'zh')} 号窗口`, `${windows.length === 1 ? 'Window' : 'Windows'} ${window_list(windows, 'en')}`);

const problem_words = (problem: Problem, model: KioskModel): { words: string; next: string } => {
    const { lang } = model;
    const when = problem.next_ms > 0 ? said(lang, `${next_time(problem.next_ms, model.now_ms, 'zh')} 起可取号`, `tickets from ${next_time(problem.next_ms, model.now_ms, 'en')}`) : '';
    return {
        words: pick(problem.detail, lang) || said(lang, '这次没有取到号', 'No ticket was issued'),
        next: pick(problem.next, lang) || when || said(lang, '请按“请导办帮忙”，或找现场工作人员', 'Please ask the guide or the staff'),
    };
};

// Why noon matters to this ticket: who serves it until when, and who comes back. Empty outside the noon span and before
// the windows are known.
export const noon_reason = (windows: readonly number[], zone: ZonePicture | undefined, span: PhaseSpan | undefined, lang: Lang): string => {
    if (span?.phase !== 'NOON_DUTY' || !zone) return '';
    const mine = zone.windows.filter((window) => windows.includes(window.no));
    const serving = mine.filter((window) => window.state !== 'WINDOW_AWAY' && window.state !== 'WINDOW_CLOSED').map((window) => window.no);
    const away = mine.filter((window) => window.state === 'WINDOW_AWAY' && window.away_until_ms > 0);
    const until = away.length > 0 ? Math.min(...away.map((window) => window.away_until_ms)) : 0;
    const back = away.filter((window) => window.away_until_ms === until).map((window) => window.no);
    if (serving.length > 0 && back.length > 0) {
        return said(lang, `午间轮值：${clock_time(until)} 前 ${window_list(serving, 'zh')} 号窗口办理，${window_list(back, 'zh')} 号窗口 ${clock_time(until)} 返回。`,
            `Noon rota: until ${clock_time(until)} served at ${window_list(serving, 'en')}; window ${window_list(back, 'en')} is back at ${clock_time(until)}.`);
    }
    if (serving.length > 0) {
        return said(lang, `午间轮值：现在 ${window_list(serving, 'zh')} 号窗口在办，${clock_time(span.ends_ms)} 起恢复全部窗口。`,
            `Noon rota: now served at ${window_list(serving, 'en')}; all windows from ${clock_time(span.ends_ms)}.`);
    }
    if (back.length > 0) return said(lang, `午间轮值：${window_list(back, 'zh')} 号窗口 ${clock_time(until)} 返回办理。`, `Noon rota: window ${window_list(back, 'en')} is back at ${clock_time(until)}.`);
    return '';
};

// ----------------------------------------------------------------------------------------------------- other places

export interface BookingView { name: string; when: string; phone: string }

export const booking_view = (model: KioskModel, code: string): BookingView => {
    const matter = matter_of(model, code);
    return {
        name: matter ? pick(matter.name, model.lang) : '', when: matter ? matter_row(model, matter).note : '',
        phone: model.card?.phones.appointment ?? '',
    };
};

export interface HelpView { desks: Array<{ no: number; name: string }>; phones: Array<{ name: string; phone: string }> }

export const help_view = (model: KioskModel): HelpView => {
    const { card, lang } = model;
    const phones = card?.phones;
    return {
        desks: (card?.windows ?? [])
            .filter((window) => window.kind === 'assist' || window.kind === 'unresolved' || window.kind === 'complaint' || window.kind === 'remote')
            .map((window) => ({ no: window.no, name: pick(window.name, lang) })),
        phones: [
            { name: said(lang, '预约电话', 'Booking'), phone: phones?.appointment ?? '' },
            { name: said(lang, '远程帮办', 'Remote help'), phone: phones?.remote ?? '' },
            { name: said(lang, '监督电话', 'Supervision'), phone: phones?.supervision ?? '' },
        ].filter((line) => line.phone !== ''),
    };
};
