// The window client's screens as trees.

import { day_line } from './line.ts';
import { icon, type IconName } from '../shared/icons.ts';
import { clock_time } from '../shared/format.ts';
import { h, type Child, type Leaf, type Tree } from '../shared/tree.ts';
import {
    away_options, away_reasons, bar_view, big_key, current_view, desk_of, me, queue_view, screen_of, short_staff, today_view,
    transfer_options, verb_keys, type BigKey, type CurrentView, type DeskModel, type Dialog, type RowView, type SideView, type Wish,
} from './model.ts';

export interface Actions {
    wish(wish: Wish): void;
    sign_in(): void;
    sit(take_over: boolean): void;
    choose_window(window: string): void;
    tick(name: string): void;
    resume(ticket: number): void;
    restore(ticket: number): void;
    pick(row: number): void;
    reason(index: number): void;
    typed(words: string): void;
    leave_dialog(): void;
    dismiss(): void;
}

const glyph = (name: IconName): Leaf => ({ leaf: 'icon ' + name, make: () => icon(name) });

const hint = (words: string): Tree => h('kbd', { attributes: { 'aria-hidden': 'true' } }, words);

export const desk_tree = (model: DeskModel, act: Actions): Child[] => {
    switch (screen_of(model)) {
    case 'sign_in': return [bar(model, act), sign_in(model, act)];
    case 'seat': case 'lost': return [bar(model, act), seat(model, act)];
    case 'desk': return [bar(model, act), work(model, act), model.dialog && dialog(model, model.dialog, act)];
    }
};

// ---------------------------------------------------------------------------------------------------------- the bar

const bar = (model: DeskModel, act: Actions): Tree => {
    const view = bar_view(model);
    const signed_in = model.session !== undefined;
    const at_desk = screen_of(model) === 'desk';
    const open = at_desk && desk_of(model)?.window.state !== 'WINDOW_CLOSED';
    const live = h('span', { class: 'live' + (view.live.stale ? ' stale' : ''), attributes: { role: 'status' } },
        view.live.stale ? glyph('stale') : h('i', 'line-whole'), h('span', '', view.live.words));
    return h('header', { class: 'bar', key: 'bar', attributes: model.dialog ? { inert: true } : {} },
        h('b', '', view.window || (model.card?.name.zh ?? '窗口端')), h('span', 'zone', view.about),
        view.phase && h('span', 'phase ' + view.phase.tone, glyph(view.phase.icon), view.phase.words),
        h('span', 'gap'),
        h('button', { class: 'quiet', press: () => act.wish('theme'), attributes: { type: 'button' } }, model.theme === 'dark' ? '日间' : '夜间'),
        open && h('button', { class: 'quiet', press: () => act.wish('close'), attributes: { type: 'button', 'aria-keyshortcuts': 'G' } }, '关窗', hint('G')),
        signed_in && h('button', { class: 'quiet', press: () => act.wish('sign_out'), attributes: { type: 'button', 'aria-keyshortcuts': 'Q' } }, '签退', hint('Q')),
        h('span', 'time num', view.time), signed_in && live);
};

// ------------------------------------------------------------------------------------------------------ before work

const notice = (model: DeskModel, act: Actions): Child =>
    model.notice && h('div', { class: 'notice ' + model.notice.tone, key: 'notice', attributes: { role: 'alert' } },
        glyph(model.notice.tone === 'refused' ? 'late' : 'done'),
        h('p', '', h('b', '', model.notice.words), model.notice.next !== '' && h('span', '', model.notice.next)),
        h('button', { class: 'quiet', press: act.dismiss, attributes: { type: 'button', 'aria-label': '知道了' } }, '知道了'));

const sign_in = (model: DeskModel, act: Actions): Tree =>
    h('main', { class: 'sheet', key: 'sign-in' },
        h('div', 'card',
            h('h1', '', '窗口登录'),
            h('p', 'under', model.card?.name.zh ?? '正在连接'),
            h('label', '', '工号', h('input', { attributes: { id: 'account', type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', maxlength: 64, 'aria-required': 'true' } })),
            h('label', '', '密码', h('input', { attributes: { id: 'password', type: 'password', autocomplete: 'off', maxlength: 256, 'aria-required': 'true' } })),
            notice(model, act),
            h('button', { class: 'main-key', press: act.sign_in, disabled: model.stating !== '' || !model.card, attributes: { type: 'button' } },
                model.stating === 'sign_in' ? '正在登录' : '登录', hint('回车'))));

const seat = (model: DeskModel, act: Actions): Tree => {
    const { card } = model;
    const hall = card?.id ?? '';
    const window = card?.windows.find((one) => one.id === model.window);
    const lost = screen_of(model) === 'lost';
    const by = model.desk?.seated || model.seat_problem?.staff || '';
    const taken = by !== '' && by !== me(model);
    const elsewhere = model.seat_problem?.code === 'seated_elsewhere' ? card?.windows.find((one) => one.id === model.seat_problem?.window) : undefined;
    const mine = model.session?.windows ?? [];
    const others = (card?.windows ?? []).filter((one) => one.id !== model.window && (mine.length === 0 || mine.includes(one.id)));
    const title = !window ? '请选择窗口'
        : lost ? (taken ? `${short_staff(by, hall)} 已接过 ${window.no} 号窗口` : `您在 ${window.no} 号窗口的座位已到期`)
        : elsewhere ? `您还坐在 ${elsewhere.no} 号窗口`
        : taken ? `${short_staff(by, hall)} 正坐在 ${window.no} 号窗口` : `${window.no} 号窗口`;
    const under = lost ? (taken ? '手上的号已随窗口交接，您这里不再显示。' : '较长时间没有操作，系统按规定释放了座位。')
        : elsewhere ? '换座后，那边的座位同时释放。'
        : taken ? '接过后，对方的屏幕会写明由您接手；号不变、顺序不变。' : window?.name.zh ?? '';
    const take_over = taken || elsewhere !== undefined;
    return h('main', { class: 'sheet', key: 'seat' },
        h('div', 'card wide',
            h('h1', '', title), h('p', 'under', under), notice(model, act),
            window && h('button', { class: 'main-key', press: () => act.sit(take_over), disabled: model.stating !== '' || model.feed !== 'live', attributes: { type: 'button' } },
                lost && taken ? `从 ${short_staff(by, hall)} 接回 ${window.no} 号窗口` : lost ? `重新坐到 ${window.no} 号窗口`
                    : taken ? `从 ${short_staff(by, hall)} 接过 ${window.no} 号窗口` : elsewhere ? `换到 ${window.no} 号窗口` : `坐到 ${window.no} 号窗口`, hint('空格')),
            others.length > 0 && h('h2', '', window ? '换一个窗口' : '您可以坐的窗口'),
            h('div', 'windows', ...others.map((one) => h('button', { key: one.id, class: 'pick', press: () => act.choose_window(one.id), attributes: { type: 'button' } },
                h('b', 'num', one.no), h('span', '', one.name.zh))))));
};

// ------------------------------------------------------------------------------------------------------------- work

const work = (model: DeskModel, act: Actions): Tree => {
    const stale = model.feed === 'stale';
    return h('div', { class: 'cols' + (stale ? ' stale' : ''), key: 'work', attributes: model.dialog ? { inert: true } : {} },
        h('main', 'left',
            current(model, current_view(model), act),
            big(big_key(model), act),
            h('nav', { class: 'verbs', attributes: { 'aria-label': '其他操作' } }, ...verb_keys(model).map((key) =>
                h('button', { key: key.letter, class: 'verb', press: () => act.wish(key.wish), disabled: !key.enabled, attributes: { type: 'button', title: key.why || undefined, 'aria-keyshortcuts': key.letter } },
                    key.label, hint(key.letter))))),
        h('aside', 'right', queue(model), today(model, act)));
};

const current = (model: DeskModel, view: CurrentView, act: Actions): Tree =>
    h('section', { class: 'cur ' + view.tone, attributes: { 'aria-label': '当前办理' } },
        h('div', 'state', glyph(view.icon), view.state, view.clock !== '' && h('span', '', view.clock_label, h('b', 'num', view.clock))),
        view.words
            ? h('div', { class: 'instead', key: 'instead' }, h('p', 'big-words', view.words.big), h('p', 'small-words', view.words.small))
            : h('div', { class: 'in-hand', key: 'in-hand' },
                h('div', 'no num' + (view.number.length > 4 ? ' long' : ''), h('span', '', view.number)),
                h('div', 'matter', view.matter),
                h('div', 'meta', view.meta.join('，'),
                    view.priority && h('span', 'tag', glyph('priority'), '优先'),
                    view.bound && h('span', 'tag', glyph('appointment'), '指定本窗口'))),
        view.unconfirmed !== '' && h('p', 'unconfirmed', glyph('stale'), view.unconfirmed),
        notice(model, act),
        view.checks.length > 0 && h('div', { class: 'checks', key: view.check_key, attributes: { role: 'group', 'aria-label': '材料' } }, ...view.checks.map((check) =>
            h('button', { key: check.name, class: 'check', press: () => act.tick(check.name), attributes: { type: 'button', role: 'checkbox', 'aria-checked': String(check.ticked) } },
                h('i', check.ticked ? 'box on' : 'box'), h('span', '', check.name)))));

const big = (view: BigKey, act: Actions): Tree =>
    h('button', { class: 'next' + (view.enabled ? '' : ' off') + (view.wish === 'none' ? ' idle' : ''), press: () => act.wish('big'), attributes: { type: 'button', 'aria-disabled': String(!view.enabled), 'aria-keyshortcuts': 'Space' } },
        h('span', 'w', view.label),
        h('span', 'who', view.lead !== '' && h('span', 'who-line', view.lead, h('b', 'num', view.number)), view.line !== '' && h('span', 'who-line', view.line)),
        view.wish !== 'none' && hint('空格'));

const row = (view: RowView, ...after: Child[]): Tree =>
    h('div', { class: 'q', key: String(view.ticket) },
        h('span', 'num', view.number), h('span', 'm', view.matter),
        view.tag === 'priority' && h('span', 'tag', glyph('priority'), '优先'),
        view.tag === 'bound' && h('span', 'tag', glyph('appointment'), '指定'),
        h('span', 't num', view.time), ...after);

const queue = (model: DeskModel): Tree => {
    const view = queue_view(model);
    return h('section', { class: 'panel queue', attributes: { 'aria-label': '我的队列' } },
        h('h2', '', '我的队列', h('span', '', view.count)),
        view.empty !== '' ? h('p', 'none', view.empty) : h('div', 'rows', ...view.rows.map((one) => row(one))),
        view.more > 0 && h('p', 'more', `后面还有 ${view.more} 人`));
};

const side = (view: SideView, press: (ticket: number) => void): Child => [
    h('h3', { key: view.title + ' head' }, view.title, h('span', '', view.count)),
    view.rows.length === 0 ? h('p', { class: 'none', key: view.title + ' none' }, '没有')
        : h('div', { class: 'rows', key: view.title }, ...view.rows.map((one) => row(one,
            h('button', { class: 'quiet', press: () => press(one.ticket), disabled: !view.may, attributes: { type: 'button', 'aria-label': `${view.label} ${one.number}` } }, view.label)))),
];

const today = (model: DeskModel, act: Actions): Tree => {
    const view = today_view(model);
    return h('section', { class: 'panel today', attributes: { 'aria-label': '今天' } },
        h('h2', '', '今天', h('span', 'done', view.done)),
        view.line.parts.length > 0 && day_line(view.line), side(view.held, act.resume), side(view.missed, act.restore));
};

// ---------------------------------------------------------------------------------------------------------- dialogs

const dialog = (model: DeskModel, open: Dialog, act: Actions): Tree => {
    const shell = (title: string, tail: string, ...inside: Child[]): Tree =>
        h('div', { class: 'veil', key: 'dialog' },
            h('section', { class: 'dialog', attributes: { role: 'dialog', 'aria-modal': 'true', 'aria-label': title } },
                h('h1', '', title), ...inside,
                h('p', 'keys', tail, h('button', { class: 'quiet', press: act.leave_dialog, attributes: { type: 'button' } }, '不做了', hint('Esc')))));
    const option = (index: number, at: number, id: string, main: Child[], mark: Child): Tree =>
        h('button', { class: 'option' + (index === at ? ' at' : ''), key: id, press: () => act.pick(index), attributes: { type: 'button', 'aria-current': index === at ? 'true' : undefined } }, ...main, mark);
    switch (open.is) {
    case 'transfer': {
        const options = transfer_options(model, open.typed);
        return shell('转号', '↑ ↓ 选择，回车转出；号不变、位置不变',
            h('input', { class: 'find', value: open.typed, typed: act.typed, attributes: { id: 'find', type: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: 24, placeholder: '窗口号，或事项名称、拼音首字母', 'aria-label': '转到哪里' } }),
            h('div', 'options', ...options.map((one, index) => option(index, open.at, one.to + one.id, [h('b', '', one.label), h('span', '', one.about)], index === open.at && hint('回车')))),
            options.length === 0 && h('p', 'none', '没有找到，请换一个窗口号或少输几个字母'));
    }
    case 'away':
        return shell('暂离', '← → 选事由，数字键选时间；窗口屏同时写明返回时间',
            h('div', { class: 'reasons', attributes: { role: 'radiogroup', 'aria-label': '事由' } }, ...away_reasons.map((words, index) =>
                h('button', { class: 'reason' + (index === open.reason ? ' on' : ''), key: words, press: () => act.reason(index), attributes: { type: 'button', role: 'radio', 'aria-checked': String(index === open.reason) } }, words))),
            h('div', 'options times', ...away_options(model).map((one, index) => option(index, open.at, one.label, [h('b', 'num', one.until), h('span', '', one.label)], hint(String(index + 1))))));
    case 'restore': {
        const rows = desk_of(model)?.missed ?? [];
        return shell('恢复过号', '数字键或回车恢复；排到后面第三位',
            h('div', 'options', ...rows.map((one, index) => option(index, open.at, String(one.ticket), [h('b', 'num', one.number), h('span', '', matter_words(model, one.matter)), h('span', 'when num', clock_time(one.since_ms))], hint(String(index + 1))))));
    }
    case 'held': {
        const rows = desk_of(model)?.held ?? [];
        return shell('取回挂起', '数字键或回车取回；按原来的位置排队',
            h('div', 'options', ...rows.map((one, index) => option(index, open.at, String(one.ticket), [h('b', 'num', one.number), h('span', '', matter_words(model, one.matter)), h('span', 'when num', clock_time(one.since_ms))], hint(String(index + 1))))));
    }
    }
};

const matter_words = (model: DeskModel, code: string): string => model.card?.matters.find((matter) => matter.code === code)?.name.zh ?? code;
