// From what the board knows to what it shows. Pure: no clock, no elements, no motion.

import type { BoardPicture, CallPicture, HallCard, HallState, ZonePicture } from '../shared/api.ts';
import type { FeedState } from '../shared/feed.ts';
import { age, clock_time, month_day, next_time, weekday } from '../shared/format.ts';
import type { IconName } from '../shared/icons.ts';
import { day_line_view, phase_view, type DayLineView } from '../shared/phase.ts';

export interface BoardModel {
    card: HallCard | undefined;
    picture: BoardPicture | undefined;
    zone_pictures: Record<string, ZonePicture>;
    only_zones: readonly string[];    // empty: the whole hall
    hero: CallPicture | undefined;    // the call that has the large block
    hall_state: HallState | undefined;
    feed: FeedState;
    heard_at_ms: number;              // on the hall's clock
    silent_for_ms: number;            // real time since the server was heard from
    now_ms: number;                   // the hall's clock, 0 while unknown
    turn: number;                     // counts up every ten seconds: pages of zones and notices
    standing: boolean;
    recent: number;
    notices: boolean;
}

export interface HeroCall {
    kind: 'call';
    call_id: string;
    number: string;
    window_no: number;
    zh: string;
    en: string;
    characters: number;  // of number and window together; more than six are set smaller
    fresh: boolean;      // false: some minutes old, no longer a filled block
}

// A bar in `big` and `mid` marks where a standing board folds the line.
export interface HeroWords { kind: 'words'; big: string; mid: string; en: string }

export interface Cell { zone: string; prefix: string; name: string; waiting: number; windows_open: number; duty: string }

export interface BoardView {
    stale: boolean;
    off_hours: boolean;
    hall: string;
    date: string;
    time: string;
    banner: { tone: string; icon: IconName; title: string; say: string; line: DayLineView | undefined };
    hero: HeroCall | HeroWords;
    recent: { label: string; until: string; calls: CallPicture[]; places: number; empty: string };
    zones: { cells: Cell[]; page: number; pages: number };
    notice: { label: string; icon: IconName | undefined; words: string };
    phone: string;
}

const fresh_for_ms = 3 * 60_000;
const hero_for_ms = 20 * 60_000;
const zones_a_page = { lying: 5, standing: 4, standing_without_calls: 7 };

// Calls of the zones this board is for, newest first. A zone board takes them from its zones' own pictures, because the
// hall's picture keeps only the last few of the whole hall.
export const calls_of = (model: Pick<BoardModel, 'picture' | 'zone_pictures' | 'only_zones'>): CallPicture[] => {
    if (model.only_zones.length === 0) return model.picture?.calls ?? [];
    const all = model.only_zones.reduce<CallPicture[]>(
        (calls, zone) => calls.concat(model.zone_pictures[zone]?.calls ?? []), []);
    return all.sort((a, b) => b.at_ms - a.at_ms);
};

const open_phase = (phase: string): boolean =>
    phase === 'REGULAR' || phase === 'NOON_DUTY' || phase === 'OPEN' || phase === 'EXTENSION' || phase === 'APPOINTMENT_ONLY';

const hero_words = (model: BoardModel): HeroWords => {
    const span = model.picture?.phase ?? model.card?.phase;
    const waiting = shown_zones(model).reduce((sum, cell) => sum + cell.waiting, 0);
    const words = (big: string, mid: string, en: string): HeroWords => ({ kind: 'words', big, mid, en });
    if (!span || !model.picture) return words('正在连接', '马上显示叫号信息', 'Connecting');
    switch (span.phase) {
    case 'BEFORE_OPEN': case 'CLOSED': {
        if (span.opens_next_ms <= 0) return words('今日|暂停开放', '开放时间请看公告', 'Closed. See the notice for opening hours');
        const next = next_time(span.opens_next_ms, model.now_ms, 'zh').replace(' ', ' |');
        return words(next, '开始取号', `Tickets from ${next_time(span.opens_next_ms, model.now_ms, 'en')}`);
    }
    case 'APPOINTMENT_ONLY': {
        const phone = model.card?.phones.appointment;
        return words('请到导办台|签到', phone ? `没有预约的，|请打 ${phone}` : '没有预约的，|请到导办台登记',
                     'By appointment today. Please check in at the guide desk.');
    }
    case 'EXTENSION':
        return waiting > 0
            ? words(`还有 ${waiting} 人|等候`, '都会办完，请放心', 'Every ticket already issued will be served')
            : words('正在办理|最后几件', '都会办完，请放心', 'Every ticket already issued will be served');
    case 'REGULAR': case 'NOON_DUTY': case 'OPEN': case 'PHASE_UNSPECIFIED':
        if (waiting > 0) return words('请稍坐，|马上叫号', `${waiting} 人等候，|叫到您时这里会显示`, 'Your number and window will appear here');
        if (model.hero || calls_of(model).length > 0) return words('无人等候', '取号后即可办理', 'Nobody waiting: take a ticket and be served');
        return words('今天还|没有叫号', '请先取号，|叫到您时这里会显示', 'No calls yet today. Please take a ticket.');
    }
};

const hero_of = (model: BoardModel): HeroCall | HeroWords => {
    const call = model.hero;
    const phase = model.picture?.phase.phase ?? 'PHASE_UNSPECIFIED';
    const age_ms = call ? model.now_ms - call.at_ms : 0;
    if (!call || !open_phase(phase) || age_ms > hero_for_ms) return hero_words(model);
    return {
        kind: 'call', call_id: call.call_id, number: call.number, window_no: call.window_no,
        zh: call.text.zh || `请${call.number}号到${call.window_no}号窗口办理`,
        en: !model.standing || call.english ? call.text.en || `Ticket ${call.number}, please go to window ${call.window_no}` : '',
        characters: call.number.length + String(call.window_no).length,
        fresh: age_ms <= fresh_for_ms,
    };
};

const shown_zones = (model: BoardModel): Cell[] => {
    const card = model.card;
    if (!card || !model.picture) return [];
    const phase = model.picture.phase.phase;
    if (!open_phase(phase)) return [];
    const cells: Cell[] = [];
    for (const zone of card.zones) {
        if (model.only_zones.length > 0 && model.only_zones.indexOf(zone.id) < 0) continue;
        const summary = model.picture.zones.filter((one) => one.zone === zone.id)[0];
        const windows_open = summary?.windows_open ?? 0;
        cells.push({
            zone: zone.id, prefix: zone.prefix || zone.id, name: zone.name.zh || zone.name.en,
            waiting: summary?.waiting ?? 0, windows_open,
            duty: windows_open > 0 ? `在岗 ${windows_open} 窗` : phase === 'EXTENSION' ? '已办完' : '请问导办',
        });
    }
    return cells;
};

// Sentences for the foot of the board; the first one that is true now leads.
export const notices_of = (model: BoardModel): string[] => {
    const card = model.card;
    const picture = model.picture;
    if (!card || !picture) return [];
    const notices: string[] = [];
    const room = model.standing ? 22 : 27;
    const phase = picture.phase.phase;
    const at = (ms: number): string => next_time(ms, model.now_ms, 'zh');
    const later = card.matters.filter((matter) => !matter.offered_now && matter.offered_next_ms > model.now_ms);
    if (phase === 'NOON_DUTY' && later.length > 0) {
        const from = at(later.reduce((least, matter) => (matter.offered_next_ms < least ? matter.offered_next_ms : least), Infinity));
        const long = `${later[0]!.name.zh}等事项午间不办理，${from} 起可取号`;
        notices.push(long.length <= room ? long : `部分事项午间不办理，${from} 起可取号`);
    }
    const noon = card.today.filter((segment) => segment.phase === 'NOON_DUTY')[0];
    if (phase === 'REGULAR' && noon && noon.begins_ms > model.now_ms) {
        notices.push(`中午不休息，${clock_time(noon.begins_ms)} 至 ${clock_time(noon.ends_ms)} 照常取号`);
    }
    if (phase === 'EXTENSION') notices.push('已取号的请放心等候，办完再下班');
    if (phase === 'REGULAR' || phase === 'NOON_DUTY' || phase === 'OPEN') {
        notices.push('过号后 30 分钟内，到导办台可恢复');
        notices.push('取号不需要手机，导办台可以帮您');
    }
    if ((phase === 'APPOINTMENT_ONLY' || phase === 'CLOSED' || phase === 'BEFORE_OPEN') && card.phones.appointment) {
        notices.push(`预约电话 ${card.phones.appointment}`);
    }
    return notices;
};

export const board_view = (model: BoardModel): BoardView => {
    const stale = model.feed === 'stale';
    const span = model.picture?.phase ?? model.card?.phase;
    const cells = shown_zones(model);
    const calls = calls_of(model);
    const a_page = !model.standing ? zones_a_page.lying
                 : calls.length > 1 ? zones_a_page.standing : zones_a_page.standing_without_calls;
    const pages = Math.ceil(cells.length / a_page) || 1;
    const page = model.turn % pages;
    const until = model.heard_at_ms > 0 ? clock_time(model.heard_at_ms) : '';
    const phase = span && phase_view(span, model.now_ms, model.card?.phones.appointment);
    const notices = model.notices ? notices_of(model) : [];

    const banner: BoardView['banner'] = stale
        ? { tone: 'cut-off', icon: 'stale', title: '连接中断',
            say: calls.length === 0 || !until ? '正在重新连接'
                 : model.standing ? `以下截至 ${until}，仅供参考` : `下方为 ${until} 前的信息，仅供参考`, line: undefined }
        : model.hall_state && !model.hall_state.writable
        ? { tone: 'closed', icon: 'away', title: '暂停取号', say: model.hall_state.notice.zh || '已取的号依然有效，请听工作人员安排',
            line: undefined }
        : { tone: phase?.tone ?? 'plain', icon: phase?.icon ?? 'waiting', title: phase?.title.zh ?? '',
            say: (model.standing ? phase?.say_short.zh : phase?.say.zh) ?? '',
            line: model.card && span ? day_line_view(model.card.today, model.now_ms, span) : undefined };

    const hero: BoardView['hero'] = stale
        ? { kind: 'words', big: '请听现场|工作人员安排', mid: '您的号依然有效，|不会因此作废',
            en: 'This screen has lost its connection. Your ticket is still valid; please follow the staff.' }
        : hero_of(model);

    const shown_id = hero.kind === 'call' ? hero.call_id : '';
    const open = span ? open_phase(span.phase) : false;
    const recent = stale ? calls : calls.filter((call) => call.call_id !== shown_id);

    return {
        stale,
        off_hours: span ? span.phase === 'CLOSED' || span.phase === 'BEFORE_OPEN' : false,
        hall: model.card?.name.zh || '',
        date: model.now_ms > 0 ? `${month_day(model.now_ms, 'zh')}\u2002${weekday(model.now_ms, 'zh')}` : '',
        time: model.now_ms > 0 ? clock_time(model.now_ms) : '',
        banner,
        hero,
        recent: {
            label: stale && calls.length > 0 ? '中断前叫号' : '',
            until: stale && until ? `截至 ${until}` : '',
            calls: open || stale ? recent.slice(0, model.recent) : [],
            places: model.recent,
            empty: !stale && span?.walk_in ? '最近叫号会显示在这里' : '',
        },
        zones: { cells: cells.slice(page * a_page, (page + 1) * a_page), page, pages },
        notice: stale
            ? { label: '', icon: 'stale', words: model.heard_at_ms > 0
                    ? `已断开 ${age(model.silent_for_ms, 'zh')}，正在重新连接` : '正在重新连接' }
            : { label: notices.length > 0 ? '公告' : '', icon: undefined,
                words: notices.length > 0 ? notices[model.turn % notices.length]! : '' },
        phone: model.card?.phones.supervision ?? '',
    };
};
