// The client of one service window. Address: /window/?hall=shanting&window=W07&theme=dark
// Worked by keyboard: space is the one big key, letters are the verbs.

import {
    decode_hall_card, decode_hall_list, decode_session_info, type HallCard, type Reply, type SessionInfo, type Verbs,
} from '../shared/api.ts';
import { by_id, set_text } from '../shared/dom.ts';
import { Feed } from '../shared/feed.ts';
import { get_json, get_patiently, post_json, send_delete } from '../shared/http.ts';
import { index_of } from '../shared/matter_search.ts';
import { Outbox, tab_keep } from '../shared/outbox.ts';
import { Refused } from '../shared/refusal.ts';
import { as_theme, set_theme } from '../shared/theme.ts';
import { draw } from '../shared/tree.ts';
import { dialog_move_of, wish_of, type DialogMove } from './hotkeys.ts';
import {
    away_options, away_reasons, big_key, current_view, desk_of, dialog_rows, me, refusal_notice, screen_of, transfer_options, verb_keys,
    type DeskModel, type Notice, type Wish,
} from './model.ts';
import { desk_tree, type Actions } from './view.ts';

const call_expires_ms = 5_000;
const presses_apart_ms = 500;    // a key that bounces, or a second press before the eye has seen the first
const notice_for_ms = 12_000;
const card_again_ms = 5 * 60_000;
const theme_kept_as = 'buduan.window.theme';

const asked = new URLSearchParams(location.search);

const model: DeskModel = {
    card: undefined, window: asked.get('window') ?? '', session: undefined, desk: undefined, sat: false, feed: 'connecting',
    silent_for_ms: 0, heard_at_ms: 0, now_ms: 0, pending: [], stating: '', notice: undefined, seat_problem: undefined, ticked: {},
    dialog: undefined, index: [], theme: 'light',
};

let feed: Feed | undefined;
let outbox: Outbox | undefined;
let unfollow = (): void => {};

// ------------------------------------------------------------------------------------------------------- drawing

let frame_asked = false;

const redraw = (): void => {
    if (frame_asked) return;
    frame_asked = true;
    requestAnimationFrame(() => {
        frame_asked = false;
        if (feed) {
            model.feed = feed.state;
            model.silent_for_ms = feed.age_ms;
            model.heard_at_ms = feed.heard_at_ms;
            model.now_ms = feed.clock.now_ms();
            model.pending = outbox?.pending ?? [];
        }
        set_theme(model.theme);
        draw(by_id('desk'), ...desk_tree(model, actions));
        say_current();
    });
};

// For those who listen: the number in hand, once a change.
let said = '';
const say_current = (): void => {
    if (screen_of(model) !== 'desk') return;
    const view = current_view(model);
    const words = view.number !== '' ? `${view.state} ${view.number} ${view.matter}` : view.state;
    if (words === said) return;
    said = words;
    set_text(by_id('said'), words);
};

let notice_timer = 0;
const tell = (notice: Notice | undefined): void => {
    clearTimeout(notice_timer);
    model.notice = notice;
    if (notice) notice_timer = window.setTimeout(() => tell(undefined), notice_for_ms);
    redraw();
};

const tell_failure = (why: unknown): void => {
    if (why instanceof Refused) {
        if (why.problem.status === 401) return signed_out({ tone: 'refused', words: '登录已过期', next: '请重新登录，未报的事实还在' });
        return tell(refusal_notice(why.problem, model.now_ms));
    }
    tell({ tone: 'refused', words: '没有收到答复', next: '请以上面的当前号为准，接通后再按' });
};

// --------------------------------------------------------------------------------------------------------- commands

// States one verb; while it is on its way no other key acts.
const state = <V extends keyof Verbs>(verb: V, fields: Verbs[V], done: (reply: Reply) => void = () => {}): void => {
    if (!outbox || !model.card || model.stating !== '') return;
    const fact = verb === 'start_service' || verb === 'finish_service' || verb === 'mark_missed';
    const waits = !(fact && feed?.state !== 'live');  // a fact told to a cut line answers when it can
    if (waits) model.stating = verb;
    tell(undefined);
    outbox.state(model.card.id, verb, fields).then((reply) => {
        if (waits) model.stating = '';
        done(reply);
        redraw();
    }, (why: unknown) => {
        if (waits) model.stating = '';
        tell_failure(why);
    });
};

const in_hand = (): number => desk_of(model)?.current?.ticket ?? 0;
const on_ticket = (): { window: string; ticket: number } => ({ window: model.window, ticket: in_hand() });

const call_next = (finish: boolean): void => {
    const expected = in_hand();
    state('call_next', {
        window: model.window, ...(expected ? { expected } : {}), ...(finish ? { finish } : {}), expires_ms: Math.round(model.now_ms + call_expires_ms),
    });
};

let last_big_ms = 0;

const press_big = (): void => {
    const now = performance.now();
    if (now - last_big_ms < presses_apart_ms) return;
    const view = big_key(model);
    if (!view.enabled) return;
    last_big_ms = now;
    switch (view.wish) {
    case 'open': return state('open_window', { window: model.window });
    case 'come_back': return state('come_back', { window: model.window });
    case 'call': return call_next(false);
    case 'finish_and_call': return call_next(true);
    case 'start': return state('start_service', on_ticket());
    case 'finish': return state('finish_service', on_ticket());
    case 'reconnect': return feed?.reconnect_now();
    case 'none': return;
    }
};

const open_dialog = (dialog: NonNullable<DeskModel['dialog']>): void => {
    model.dialog = dialog;
    tell(undefined);
    if (dialog.is === 'transfer') requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('find')?.focus()));
};

const leave_dialog = (): void => {
    model.dialog = undefined;
    (document.activeElement as HTMLElement | null)?.blur();
    redraw();
};

const wish = (wanted: Wish): void => {
    if (wanted === 'theme') return turn_theme();
    if (wanted === 'sign_out') return sign_out();
    if (screen_of(model) !== 'desk') return;
    if (wanted === 'big') return press_big();
    if (wanted === 'close') {
        if (desk_of(model)?.window.state !== 'WINDOW_CLOSED') state('close_window', { window: model.window });
        return;
    }
    const key = verb_keys(model).find((one) => one.wish === wanted);
    if (!key) return;
    if (!key.enabled) {
        if (key.why !== '') tell({ tone: 'refused', words: `${key.label}：${key.why}`, next: '' });
        return;
    }
    switch (wanted) {
    case 'recall': return state('recall', on_ticket());
    case 'missed': return state('mark_missed', on_ticket());
    case 'finish': return state('finish_service', on_ticket());
    case 'hold': return in_hand() !== 0 ? state('hold_ticket', on_ticket()) : open_dialog({ is: 'held', at: 0 });
    case 'transfer': return open_dialog({ is: 'transfer', typed: '', at: 0 });
    case 'restore': return open_dialog({ is: 'restore', at: 0 });
    case 'away': return open_dialog({ is: 'away', reason: 0, at: 0 });
    }
};

const pick = (row: number): void => {
    const dialog = model.dialog;
    if (!dialog) return;
    switch (dialog.is) {
    case 'transfer': {
        const option = transfer_options(model, dialog.typed)[row];
        if (!option) return;
        leave_dialog();
        return state('transfer_ticket', { ...on_ticket(), ...(option.to === 'window' ? { to_window: option.id } : { to_matter: option.id }) },
            () => tell({ tone: 'said', words: `已${option.label}`, next: '号不变、位置不变' }));
    }
    case 'away': {
        const option = away_options(model)[row];
        if (!option) return;
        leave_dialog();
        return state('step_away', { window: model.window, reason: away_reasons[dialog.reason] ?? away_reasons[0], until_ms: Math.round(model.now_ms + option.minutes * 60_000) });
    }
    case 'restore': {
        const missed = desk_of(model)?.missed[row];
        leave_dialog();
        if (missed) actions.restore(missed.ticket);
        return;
    }
    case 'held': {
        const held = desk_of(model)?.held[row];
        leave_dialog();
        if (held) actions.resume(held.ticket);
    }
    }
};

const move = (how: DialogMove): void => {
    const dialog = model.dialog;
    if (!dialog) return;
    if (how === 'leave') return leave_dialog();
    if (how === 'choose') return pick(dialog.at);
    if ('pick' in how) return how.pick < dialog_rows(model) ? pick(how.pick) : undefined;
    const rows = dialog_rows(model);
    if ('move' in how && rows > 0) dialog.at = (dialog.at + how.move + rows) % rows;
    if ('turn' in how && dialog.is === 'away') dialog.reason = (dialog.reason + how.turn + away_reasons.length) % away_reasons.length;
    redraw();
};

const actions: Actions = {
    wish, pick, leave_dialog,
    sign_in: () => sign_in(),
    sit: (take_over) => sit(take_over),
    choose_window: (chosen) => choose_window(chosen),
    tick: (name) => {
        const { check_key } = current_view(model);
        const before = model.ticked[check_key] ?? [];
        model.ticked = { ...model.ticked, [check_key]: before.includes(name) ? before.filter((one) => one !== name) : before.concat(name) };
        redraw();
    },
    resume: (ticket) => state('resume_ticket', { window: model.window, ticket }, (reply) => tell({ tone: 'said', words: `${reply.number || '号'} 已取回`, next: '按原来的位置排队' })),
    restore: (ticket) => state('restore_ticket', { window: model.window, ticket }, (reply) => tell({ tone: 'said', words: `${reply.number || '号'} 已恢复`, next: '排到后面第三位' })),
    reason: (index) => {
        if (model.dialog?.is === 'away') model.dialog.reason = index;
        redraw();
    },
    typed: (words) => {
        if (model.dialog?.is === 'transfer') model.dialog = { is: 'transfer', typed: words, at: 0 };
        redraw();
    },
    dismiss: () => tell(undefined),
};

const turn_theme = (): void => {
    model.theme = model.theme === 'dark' ? 'light' : 'dark';
    try {
        localStorage.setItem(theme_kept_as, model.theme);
    } catch {
        // Without storage the choice lasts as long as the page.
    }
    redraw();
};

// --------------------------------------------------------------------------------------------------------- the seat

const sign_in = (): void => {
    const field = (id: string): HTMLInputElement => by_id(id) as HTMLInputElement;
    const account = field('account').value.trim();
    const password = field('password').value;
    if (!model.card || model.stating !== '') return;
    if (account === '' || password === '') return tell({ tone: 'refused', words: '请填写工号和密码', next: '' });
    model.stating = 'sign_in';
    tell(undefined);
    post_json('/v1/session', { hall: model.card.id, account, password }, decode_session_info).then((session) => {
        model.stating = '';
        begin(session);
    }, (why: unknown) => {
        model.stating = '';
        if (why instanceof Refused) {
            const known = refusal_notice(why.problem, Date.now());
            field('password').value = '';
            return tell(why.problem.detail.zh ? known : { tone: 'refused', words: '工号或密码不对', next: '请再输一次；忘了密码请找值班长' });
        }
        tell({ tone: 'refused', words: '没有连上服务器', next: '请检查网线后再按登录' });
    });
};

// A person is signed in: the live feed opens with their cookie, and what was not yet told is told first.
const begin = (session: SessionInfo): void => {
    model.session = session;
    model.notice = undefined;
    const line = new Feed();
    feed = line;
    outbox = new Outbox(line, tab_keep(`buduan.facts.${session.staff}`));
    outbox.on_change(redraw);
    line.on_state((now) => {
        if (now === 'live') refresh_card();
        redraw();
    });
    if (model.window === '' && session.windows.length === 1) model.window = session.windows[0]!;
    if (model.window !== '') follow_desk();
    redraw();
};

const follow_desk = (): void => {
    unfollow();
    model.desk = undefined;
    model.sat = false;
    if (!feed || !model.card) return;
    unfollow = feed.follow(`desk/${model.card.id}/${model.window}`, {
        kind: 'desk',
        picture: (picture) => {
            const before = model.desk?.current?.ticket;
            model.desk = picture;
            if (picture.seated === me(model)) model.sat = true;
            else model.dialog = undefined;
            if (picture.current?.ticket !== before) forget_ticks(picture.current?.ticket ?? 0);
            redraw();
        },
        refused: () => redraw(),
    });
};

// What was ticked belongs to the ticket in hand and goes with it, unless it is on hold here.
const forget_ticks = (ticket: number): void => {
    const kept = [ticket].concat((model.desk?.held ?? []).map((row) => row.ticket));
    const next: DeskModel['ticked'] = {};
    for (const [key, names] of Object.entries(model.ticked)) if (kept.includes(Number(key.split(' ')[0]))) next[key] = names;
    model.ticked = next;
};

const choose_window = (chosen: string): void => {
    model.window = chosen;
    model.seat_problem = undefined;
    asked.set('window', chosen);
    history.replaceState(null, '', `${location.pathname}?${asked.toString()}`);
    tell(undefined);
    follow_desk();
};

const sit = (take_over: boolean): void => {
    if (!feed || !model.card || model.window === '' || model.stating !== '') return;
    model.stating = 'take_seat';
    tell(undefined);
    feed.state_command({ hall: model.card.id, verb: 'take_seat', fields: { window: model.window, ...(take_over ? { take_over } : {}) } }).then(() => {
        model.stating = '';
        model.seat_problem = undefined;
        follow_desk();
        redraw();
    }, (why: unknown) => {
        model.stating = '';
        if (why instanceof Refused && (why.problem.code === 'seat_taken' || why.problem.code === 'seated_elsewhere')) {
            model.seat_problem = why.problem;
            return redraw();
        }
        tell_failure(why);
    });
};

// Leaves in order: the window closes, the seat is given up, the session ends. Whatever is refused stops it there, in words.
const sign_out = (): void => {
    if (!model.session || model.stating !== '') return;
    const at_desk = screen_of(model) === 'desk' && feed?.state === 'live' && model.card !== undefined;
    const stated = async (): Promise<void> => {
        if (!at_desk || !feed || !model.card) return;
        if (desk_of(model)?.window.state !== 'WINDOW_CLOSED') {
            await feed.state_command({ hall: model.card.id, verb: 'close_window', fields: { window: model.window } });
        }
        await feed.state_command({ hall: model.card.id, verb: 'release_seat', fields: { window: model.window } });
    };
    model.stating = 'sign_out';
    tell(undefined);
    stated().then(() => {
        model.stating = '';
        return send_delete('/v1/session').then(() => signed_out(undefined), () => signed_out(undefined));
    }).catch((why: unknown) => {
        model.stating = '';
        tell_failure(why);
    });
};

const signed_out = (notice: Notice | undefined): void => {
    unfollow();
    feed?.close();
    feed = undefined;
    outbox = undefined;
    Object.assign(model, { session: undefined, desk: undefined, sat: false, pending: [], stating: '', ticked: {}, dialog: undefined, seat_problem: undefined });
    tell(notice);
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('account')?.focus()));
};

// ------------------------------------------------------------------------------------------------------- the keyboard

document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement;
    const screen = screen_of(model);
    if (screen === 'sign_in') {
        if (event.key !== 'Enter' || event.repeat || !typing) return;
        event.preventDefault();
        if ((event.target as HTMLInputElement).id === 'account') by_id('password').focus();
        else sign_in();
        return;
    }
    if (model.dialog) {
        const how = event.isComposing ? undefined : dialog_move_of(event, typing);
        // A key that has the focus is pressed by Enter itself.
        if (how === 'choose' && event.target instanceof HTMLButtonElement) return;
        if (how === undefined) {
            if (event.code === 'Space' && !typing) event.preventDefault();
            return;
        }
        event.preventDefault();
        move(how);
        return;
    }
    const wanted = wish_of(event);
    if (wanted === undefined || typing) {
        if (event.code === 'Space' && !typing) event.preventDefault();  // a held space bar scrolls nothing and presses nothing
        return;
    }
    event.preventDefault();
    if (wanted === 'big' && (screen === 'seat' || screen === 'lost')) {
        (document.querySelector('.main-key') as HTMLButtonElement | null)?.click();
        return;
    }
    wish(wanted);
});
// Space is the big key wherever the focus is; a button must not be pressed by it as well.
document.addEventListener('keyup', (event) => {
    if (event.code === 'Space' && !(event.target instanceof HTMLInputElement)) event.preventDefault();
});
// A key pressed by hand gives the focus back, so that the next space is the big key and nothing else.
document.addEventListener('click', (event) => {
    const pressed = (event.target as Element | null)?.closest('button');
    if (pressed && event.detail > 0) pressed.blur();
});

// ------------------------------------------------------------------------------------------------------------ the hall

const take_card = (card: HallCard): void => {
    model.card = card;
    model.index = index_of(card.matters);
    redraw();
};

const refresh_card = (): void => {
    if (model.card) get_json('/v1/halls/' + model.card.id, decode_hall_card).then(take_card, () => {});
};

const chosen_hall = (): Promise<string> => {
    const named = asked.get('hall');
    if (named) return Promise.resolve(named);
    return get_patiently('/v1/halls', decode_hall_list).then((list) =>
        (list.halls.find((hall) => hall.level === 'district') ?? list.halls[0])?.id ?? '');
};

const kept_theme = (): string | null => {
    try {
        return localStorage.getItem(theme_kept_as);
    } catch {
        return null;
    }
};

const first_theme = as_theme(asked.get('theme')) ?? as_theme(kept_theme()) ?? 'light';
model.theme = first_theme === 'elder' ? 'light' : first_theme;
redraw();

chosen_hall()
    .then((hall) => get_patiently('/v1/halls/' + hall, decode_hall_card))
    .then((card) => {
        document.title = (card.windows.find((one) => one.id === model.window)?.no ?? '') + ' 号窗口 · ' + card.name.zh;
        take_card(card);
        return get_patiently('/v1/session', decode_session_info);
    })
    .then((session) => {
        if (session.staff !== '' && session.hall === model.card?.id) begin(session);
        else signed_out(undefined);
    }, (why: unknown) => {
        if (!model.card) return tell({ tone: 'refused', words: '没有这个大厅', next: '请检查地址' });
        signed_out(undefined);
        if (!(why instanceof Refused)) tell_failure(why);
    });

setInterval(refresh_card, card_again_ms);
setInterval(redraw, 1_000);
