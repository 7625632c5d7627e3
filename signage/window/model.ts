// From what a window client knows to what it shows and what each key would do. Pure: no clock, no elements, no requests.

import type {
    Command, DeskPicture, DeskRow, HallCard, HallState, MatterCard, PhaseSpan, Problem, SessionInfo, WindowState,
} from '../shared/api.ts';
import type { FeedState } from '../shared/feed.ts';
import { age, clock_time, duration, next_time, window_list } from '../shared/format.ts';
import type { IconName } from '../shared/icons.ts';
import { search, type Entry } from '../shared/matter_search.ts';
import { day_line_view, phase_view, type DayLineView } from '../shared/phase.ts';
import type { Theme } from '../shared/theme.ts';

export interface Notice { tone: 'refused' | 'said'; words: string; next: string }

export type Dialog =
    | { is: 'transfer'; typed: string; at: number }
    | { is: 'away'; reason: number; at: number }
    | { is: 'restore'; at: number }
    | { is: 'held'; at: number };

export interface DeskModel {
    card: HallCard | undefined;
    window: string;                       // the window this client is for, empty until one is chosen
    session: SessionInfo | undefined;
    desk: DeskPicture | undefined;
    sat: boolean;                         // this person held the seat on this page
    hall_state: HallState | undefined;
    feed: FeedState;
    silent_for_ms: number;
    heard_at_ms: number;
    now_ms: number;                       // the hall's clock, 0 while unknown
    pending: readonly Command[];          // facts the server has not confirmed
    stating: string;                      // the verb that is on its way, or nothing
    notice: Notice | undefined;
    seat_problem: Problem | undefined;
    ticked: Record<string, readonly string[]>;  // materials, by ticket and matter
    dialog: Dialog | undefined;
    index: readonly Entry[];
    theme: Theme;
}

export const me = (model: Pick<DeskModel, 'session'>): string => model.session?.staff ?? '';

// shanting-S07 → S07: within a hall the hall's name is noise.
export const short_staff = (staff: string, hall: string): string =>
    staff.startsWith(hall + '-') ? staff.slice(hall.length + 1) : staff;

export const matter_of = (card: HallCard | undefined, code: string): MatterCard | undefined =>
    card?.matters.find((matter) => matter.code === code);

const matter_name = (card: HallCard | undefined, code: string): string => matter_of(card, code)?.name.zh ?? code;

// ------------------------------------------------------------------------------- the picture, with unconfirmed facts

// What the desk looks like when the facts still on their way have happened: the clerk sees what was done, not what the
// server last said.
export const with_pending = (desk: DeskPicture, pending: readonly Command[]): DeskPicture => {
    let seen = desk;
    for (const command of pending) {
        if (command.verb !== 'start_service' && command.verb !== 'finish_service' && command.verb !== 'mark_missed') continue;
        if (!seen.current || command.fields.ticket !== seen.current.ticket || command.fields.window !== seen.window.window) continue;
        seen = command.verb === 'start_service'
            ? { ...seen, window: { ...seen.window, state: 'WINDOW_SERVING' } }
            : { ...seen, window: { ...seen.window, state: 'WINDOW_FREE', number: '' }, current: undefined, current_matters: [], current_matter: 0 };
    }
    return seen;
};

export const desk_of = (model: DeskModel): DeskPicture | undefined => model.desk && with_pending(model.desk, model.pending);

// Wishes can be stated: the line is there and no fact is still on its way.
const is_online = (model: DeskModel): boolean => model.feed === 'live' && model.pending.length === 0;

const state_of = (desk: DeskPicture | undefined): WindowState => desk?.window.state ?? 'WINDOW_STATE_UNSPECIFIED';

// ------------------------------------------------------------------------------------------------------ the screens

export type Screen = 'sign_in' | 'seat' | 'lost' | 'desk';

export const screen_of = (model: DeskModel): Screen => {
    if (!model.session || model.session.staff === '') return 'sign_in';
    if (model.desk && model.desk.seated === me(model)) return 'desk';
    return model.sat ? 'lost' : 'seat';
};

// ---------------------------------------------------------------------------------------------------------- the keys

export type Wish =
    | 'big' | 'recall' | 'missed' | 'hold' | 'transfer' | 'restore' | 'away' | 'finish' | 'close' | 'sign_out' | 'theme';

export type BigWish = 'open' | 'come_back' | 'call' | 'start' | 'finish_and_call' | 'finish' | 'reconnect' | 'none';

export interface BigKey { wish: BigWish; label: string; lead: string; number: string; line: string; enabled: boolean }

const waited = (row: DeskRow, now_ms: number): string => `${Math.max(0, Math.floor((now_ms - row.since_ms) / 60_000))} 分`;

const who_next = (model: DeskModel, desk: DeskPicture): Pick<BigKey, 'lead' | 'number' | 'line'> => {
    const next = desk.next[0];
    return next ? { lead: '下一位', number: next.number, line: `${matter_name(model.card, next.matter)}，已等 ${waited(next, model.now_ms)}钟` }
                : { lead: '', number: '', line: '' };
};

const nobody: Pick<BigKey, 'lead' | 'number' | 'line'> = { lead: '', number: '', line: '' };

// The one big key: its label says exactly what it will do.
export const big_key = (model: DeskModel): BigKey => {
    const desk = desk_of(model);
    if (!desk) return { wish: 'none', label: '正在连接', ...nobody, enabled: false };
    const online = is_online(model);
    const quiet = model.stating === '';
    const next = who_next(model, desk);
    const waits = desk.next.length > 0 || desk.waiting > 0;
    switch (desk.window.state) {
    case 'WINDOW_CALLED':
        return { wish: 'start', label: '开始办理', lead: '', number: '', line: model.feed === 'live' ? '请当事人到窗口后按' : '接通后补报', enabled: quiet };
    case 'WINDOW_SERVING': {
        const more = desk.current_matters.length - desk.current_matter - 1;
        if (model.feed !== 'live') return { wish: 'finish', label: '办结', ...nobody, line: '先记下，接通后补报', enabled: quiet };
        if (more > 0) return { wish: 'finish', label: '办完这一件', lead: '', number: '', line: `本号还有 ${more} 件：${matter_name(model.card, desk.current_matters[desk.current_matter + 1]!)}，位置不变`, enabled: quiet };
        if (!waits) return { wish: 'finish', label: '办结', ...nobody, line: '后面无人等候', enabled: quiet };
        return { wish: 'finish_and_call', label: '办结，叫下一位', ...next, enabled: online && quiet };
    }
    case 'WINDOW_FREE':
        if (!online) {
            return model.pending.length > 0 && model.feed === 'live'
                ? { wish: 'none', label: '正在补报', ...nobody, line: '补报完就能叫下一位', enabled: false }
                : { wish: 'reconnect', label: '马上重连', ...nobody, line: '接通后就能叫下一位', enabled: true };
        }
        return waits ? { wish: 'call', label: '叫下一位', ...next, enabled: quiet }
                     : { wish: 'none', label: '无人等候', ...nobody, line: '来人后这里会显示', enabled: false };
    case 'WINDOW_AWAY':
        return { wish: 'come_back', label: '我回来了', lead: '', number: '', line: desk.waiting > 0 ? `${desk.waiting} 人等候` : '', enabled: online && quiet };
    case 'WINDOW_CLOSED': case 'WINDOW_STATE_UNSPECIFIED':
        return { wish: 'open', label: '开窗', lead: '', number: '', line: desk.waiting > 0 ? `本窗口可办 ${desk.waiting} 人在等` : '开窗后开始叫号', enabled: online && quiet };
    }
};

export interface VerbKey { wish: Wish; letter: string; label: string; enabled: boolean; why: string }

// Everything else is one letter away. A key that would be refused now is dimmed and says why.
export const verb_keys = (model: DeskModel): VerbKey[] => {
    const desk = desk_of(model);
    const state = state_of(desk);
    const called = state === 'WINDOW_CALLED';
    const serving = state === 'WINDOW_SERVING';
    const free = state === 'WINDOW_FREE';
    const online = is_online(model);
    const quiet_s = desk && called && desk.recall_from_ms > model.now_ms ? Math.ceil((desk.recall_from_ms - model.now_ms) / 1000) : 0;
    const held = desk?.held.length ?? 0;
    const missed = desk?.missed.length ?? 0;
    const key = (wish: Wish, letter: string, label: string, may: boolean, why = '', needs_line = true): VerbKey => ({
        wish, letter, label, enabled: may && (online || !needs_line) && model.stating === '',
        why: may && needs_line && !online ? '接通后可用' : may ? '' : why,
    });
    const spent = called && (desk?.calls_left ?? 0) === 0;
    return [
        key('recall', 'R', '重呼', called && quiet_s === 0 && !spent, !called ? '叫号后可用' : spent ? '已叫满，可过号' : `${quiet_s} 秒后可重呼`),
        key('missed', 'M', '过号', called, '叫号后可用', false),
        serving || called || held === 0 ? key('hold', 'H', '挂起', serving || called, '办理中可用') : key('hold', 'H', '取回挂起', true),
        key('transfer', 'T', '转号', serving || called, '办理中可用'),
        key('restore', 'F', '恢复过号', missed > 0, '没有过号'),
        key('finish', 'D', '只办结', serving, '办理中可用', false),
        key('away', 'L', '暂离', free, called || serving ? '办完手上的号再暂离' : '开窗后可用'),
    ];
};

// ------------------------------------------------------------------------------------------------------- the panels

export interface CurrentView {
    tone: 'free' | 'called' | 'serving' | 'away' | 'closed';
    icon: IconName;
    state: string;
    clock_label: string;
    clock: string;
    number: string;
    matter: string;
    meta: string[];
    priority: boolean;
    bound: boolean;
    unconfirmed: string;
    words: { big: string; small: string } | undefined;  // instead of a number
    checks: Array<{ name: string; ticked: boolean }>;
    check_key: string;
}

export const check_key = (ticket: number, matter: string): string => `${ticket} ${matter}`;

export const current_view = (model: DeskModel): CurrentView => {
    const desk = desk_of(model);
    const state = state_of(desk);
    const since = desk?.window.since_ms ?? 0;
    const elapsed = since > 0 && model.now_ms > 0 ? duration(model.now_ms - since) : '';
    const row = desk?.current;
    const code = desk?.current_matters[desk.current_matter] ?? row?.matter ?? '';
    const matter = matter_of(model.card, code);
    const empty = { number: '', matter: '', meta: [], priority: false, bound: false, checks: [], check_key: '', unconfirmed: unconfirmed(model) };
    switch (state) {
    case 'WINDOW_CALLED': case 'WINDOW_SERVING': {
        const called = state === 'WINDOW_CALLED';
        const ticked = model.ticked[check_key(row?.ticket ?? 0, code)] ?? [];
        const count = desk?.current_matters.length ?? 0;
        const meta = [
            matter ? (matter.kind === 'instant' ? '即办件' : '承诺件') + (matter.typical_min > 0 ? `，通常 ${matter.typical_min} 分钟` : '') : '',
            row && row.since_ms > 0 ? `${clock_time(row.since_ms)} 取号` : '',
            count > 1 ? `本号共 ${count} 件，这是第 ${desk!.current_matter + 1} 件` : '',
        ].filter((part) => part !== '');
        return {
            tone: called ? 'called' : 'serving', icon: called ? 'called' : 'serving',
            state: called ? `已叫号，第 ${desk?.window.attempt || 1} 次` : '正在办理', clock_label: called ? '已等' : '已用', clock: elapsed,
            number: row?.number || desk?.window.number || '', matter: matter?.name.zh ?? code, meta,
            priority: row?.priority ?? false, bound: row?.bound ?? false, unconfirmed: unconfirmed(model), words: undefined,
            checks: (matter?.materials ?? []).map((name) => ({ name, ticked: ticked.includes(name) })), check_key: check_key(row?.ticket ?? 0, code),
        };
    }
    case 'WINDOW_AWAY': {
        const until = desk!.window.away_until_ms;
        const late = until > 0 && model.now_ms > until;
        const instead = desk!.window.instead;
        return { ...empty, tone: 'away', icon: 'away', state: '暂离', clock_label: '已离开', clock: elapsed,
            words: { big: until > 0 ? (late ? `已过 ${clock_time(until)}` : `${clock_time(until)} 回`) : '暂离',
                     small: instead.length > 0 ? `窗口屏请群众到 ${window_list(instead, 'zh')} 号窗口` : '窗口屏已写明返回时间' } };
    }
    case 'WINDOW_FREE':
        return { ...empty, tone: 'free', icon: 'waiting', state: '空闲', clock_label: '已空闲', clock: elapsed,
            words: model.feed !== 'live' ? { big: '接通后才能叫号', small: '已经记下的会先补报' }
                : desk!.waiting > 0 ? { big: '可以叫号', small: `本窗口可办 ${desk!.waiting} 人在等` } : { big: '无人等候', small: '来人后右侧会显示' } };
    case 'WINDOW_CLOSED': case 'WINDOW_STATE_UNSPECIFIED':
        return { ...empty, tone: 'closed', icon: 'closed', state: '未开窗', clock_label: '', clock: '',
            words: { big: '窗口未开', small: '开窗后，窗口屏显示空闲，群众能看到您在岗' } };
    }
};

const fact_names: Record<string, string> = { start_service: '开始办理', finish_service: '办结', mark_missed: '过号' };

const unconfirmed = (model: DeskModel): string =>
    model.pending.length === 0 || (model.feed === 'live' && model.stating !== '') ? ''
        : `已记下，待补报：${model.pending.map((command) => fact_names[command.verb] ?? '').join('、')}`;

export interface RowView { ticket: number; number: string; matter: string; tag: 'priority' | 'bound' | ''; time: string }

const row_view = (model: DeskModel, row: DeskRow, time: string): RowView => ({
    ticket: row.ticket, number: row.number, matter: matter_name(model.card, row.matter),
    tag: row.priority ? 'priority' : row.bound ? 'bound' : '', time,
});

export interface QueueView { count: string; rows: RowView[]; more: number; empty: string }

const shown_rows = 5;

export const queue_view = (model: DeskModel): QueueView => {
    const desk = desk_of(model);
    if (!desk) return { count: '', rows: [], more: 0, empty: '正在连接' };
    const rows = desk.next.slice(0, shown_rows).map((row) => row_view(model, row, waited(row, model.now_ms)));
    return {
        count: desk.waiting === 0 ? '' : `本窗口可办 ${desk.waiting} 人`, rows, more: Math.max(0, desk.waiting - rows.length),
        empty: rows.length === 0 ? '无人等候' : '',
    };
};

// What lies aside: the first few, their number, and the key that shows them all. `may`: a row's own key can be pressed now.
export interface SideView { title: string; count: string; label: string; rows: RowView[]; may: boolean }

export interface TodayView { done: string; line: DayLineView; held: SideView; missed: SideView }

const side_rows = 3;  // of both lists together: what a desk of 768 lines has room for

export const today_view = (model: DeskModel): TodayView => {
    const desk = desk_of(model);
    const held = desk?.held ?? [];
    const missed = desk?.missed ?? [];
    const held_rows = Math.min(held.length, Math.max(1, side_rows - missed.length));
    const may = is_online(model) && model.stating === '';
    const side = (title: string, label: string, letter: string, rows: readonly DeskRow[], most: number): SideView => ({
        title, label, may, rows: rows.slice(0, most).map((row) => row_view(model, row, clock_time(row.since_ms))),
        count: rows.length === 0 ? '' : rows.length > most && letter !== '' ? `${rows.length} 个，按 ${letter} 看全部` : `${rows.length} 个`,
    });
    return {
        done: desk ? `今天已办 ${desk.done_today} 件` : '', line: day_line_view(model.card?.today ?? [], model.now_ms),
        held: side('挂起', '取回', desk?.current ? '' : 'H', held, held_rows), missed: side('过号，可恢复', '恢复', 'F', missed, side_rows - held_rows),
    };
};

export interface BarView {
    window: string;
    about: string;
    phase: { tone: string; icon: IconName; words: string } | undefined;
    time: string;
    live: { stale: boolean; words: string };
}

export const bar_view = (model: DeskModel): BarView => {
    const window = model.card?.windows.find((one) => one.id === model.window);
    const hall = model.card?.id ?? '';
    const desk = desk_of(model);
    return {
        window: window ? `${window.no} 号窗口` : '', time: model.now_ms > 0 ? clock_time(model.now_ms) : '',
        about: [window?.name.zh ?? '', me(model) ? '工号 ' + short_staff(me(model), hall) : ''].filter((part) => part !== '').join('，'),
        phase: halted_chip(model.hall_state) ?? phase_chip(desk?.window.phase ?? model.card?.phase, state_of(desk), model.now_ms), live: live_words(model),
    };
};

// A hall that cannot write says so before it says what hour it is.
const halted_chip = (state: HallState | undefined): BarView['phase'] =>
    state && !state.writable ? { tone: 'late', icon: 'late', words: state.notice.zh || '暂停取号，已取的号照常办理' } : undefined;

const phase_chip = (span: PhaseSpan | undefined, state: WindowState, now_ms: number): BarView['phase'] => {
    if (!span || span.phase === 'PHASE_UNSPECIFIED') return undefined;
    const view = phase_view(span, now_ms);
    if (view.tone === 'plain') return undefined;
    const at_post = state === 'WINDOW_FREE' || state === 'WINDOW_CALLED' || state === 'WINDOW_SERVING';
    const words = span.phase === 'NOON_DUTY' ? (at_post ? '午间值班，您在岗' : '午间值班') : view.title.zh;
    return { tone: view.tone, icon: view.icon, words };
};

const live_words = (model: DeskModel): BarView['live'] => {
    if (model.feed === 'stale') {
        const since = model.heard_at_ms > 0 ? `数据停在 ${clock_time(model.heard_at_ms)}，` : '';
        return { stale: true, words: `连接中断，${since}${age(model.silent_for_ms, 'zh')}前` };
    }
    if (model.feed === 'connecting') return { stale: false, words: '正在连接' };
    const seconds = Math.floor(model.silent_for_ms / 1000);
    return { stale: false, words: seconds < 1 ? '已连接，刚刚更新' : `已连接，${seconds} 秒前更新` };
};

// --------------------------------------------------------------------------------------------------------- dialogs

export type TransferOption =
    | { to: 'window'; id: string; label: string; about: string }
    | { to: 'matter'; id: string; label: string; about: string };

const most_options = 7;

// Typing digits finds windows, anything else finds matters; before that, the windows that share this matter's skill.
export const transfer_options = (model: DeskModel, typed: string): TransferOption[] => {
    const card = model.card;
    const desk = desk_of(model);
    if (!card) return [];
    const windows = card.windows.filter((window) => window.id !== model.window);
    const as_window = (window: (typeof windows)[number]): TransferOption => ({ to: 'window', id: window.id, label: `转到 ${window.no} 号窗口`, about: window.name.zh });
    const as_matter = (matter: MatterCard): TransferOption => ({
        to: 'matter', id: matter.code, label: `转办 ${matter.name.zh}`, about: matter.windows.length > 0 ? `${window_list(matter.windows, 'zh')} 号窗口` : '',
    });
    const words = typed.trim();
    if (words === '') {
        const skill = matter_of(card, desk?.current_matters[desk.current_matter] ?? desk?.current?.matter ?? '')?.skill;
        const same = windows.filter((window) => skill !== undefined && window.skills.includes(skill));
        const near = windows.filter((window) => !same.includes(window) && window.zone === card.windows.find((one) => one.id === model.window)?.zone);
        return same.concat(near).slice(0, most_options).map(as_window);
    }
    if (/^\d+$/.test(words)) return windows.filter((window) => String(window.no).startsWith(words)).slice(0, most_options).map(as_window);
    const by_name = windows.filter((window) => window.name.zh.includes(words)).map(as_window);
    return search(words, model.index).map(as_matter).concat(by_name).slice(0, most_options);
};

export const away_reasons = ['取送材料', '核对档案', '内部协办', '个人事由'] as const;

export interface AwayOption { minutes: number; label: string; until: string }

export const away_options = (model: DeskModel): AwayOption[] =>
    [10, 15, 30].concat(desk_of(model)?.window.phase.phase === 'NOON_DUTY' ? [45] : []).map((minutes) => ({
        minutes, label: `${minutes} 分钟`, until: model.now_ms > 0 ? `${clock_time(model.now_ms + minutes * 60_000)} 回` : '',
    }));

// How many rows the open dialog has, for the arrow keys.
export const dialog_rows = (model: DeskModel): number => {
    const desk = desk_of(model);
    switch (model.dialog?.is) {
    case 'transfer': return transfer_options(model, model.dialog.typed).length;
    case 'away': return away_options(model).length;
    case 'restore': return desk?.missed.length ?? 0;
    case 'held': return desk?.held.length ?? 0;
    case undefined: return 0;
    }
};

// ------------------------------------------------------------------------------------------------------------ words

const own_words: Record<string, { words: string; next: string }> = {
    nobody_waits: { words: '现在无人等候', next: '来人后大键会亮起' },
    too_soon: { words: '刚叫过，稍等再重呼', next: '' },
    other_ticket_in_hand: { words: '屏幕上的号已经变了', next: '请看清当前号再按一次' },
    expired: { words: '这次按键过期了，没有执行', next: '请再按一次' },
    call_again_first: { words: '还没叫满次数', next: '请再重呼，叫满后可过号' },
    not_seated: { words: '您不在这个窗口的座位上', next: '请重新就座' },
};

// A refusal in words: what happened and what to do next. The server's own words come first.
export const refusal_notice = (problem: Problem, now_ms: number): Notice => {
    const own = own_words[problem.code];
    const when = problem.next_ms > 0 ? `${next_time(problem.next_ms, now_ms, 'zh')} 以后再试` : '';
    return {
        tone: 'refused', words: problem.detail.zh || own?.words || `没有执行（${problem.code || problem.status}）`,
        next: problem.next.zh || own?.next || when,
    };
};
