// The kiosk's screens as trees. One place a function; what a key does is named by `Actions`.

import { icon, type IconName } from '../shared/icons.ts';
import { clock_time } from '../shared/format.ts';
import { h, key, type Child, type Leaf, type Tree } from '../shared/tree.ts';
import { pick } from '../shared/words.ts';
import {
    banner, blocked, booking_view, confirm_view, help_view, matter_row, place_of, zone_keys, zone_view,
    type Blocked, type KioskModel, type MatterRow,
} from './model.ts';
import { slip_view, type SlipView } from './slip.ts';

export interface Actions {
    open_zone(zone: string): void;
    open_zones(): void;
    open_search(): void;
    open_help(): void;
    open_booking(code: string): void;
    choose(code: string): void;
    remove(code: string): void;
    add_more(): void;
    back(): void;
    home(): void;
    type(letter: string): void;
    erase(): void;
    clear(): void;
    typed(value: string): void;
    toggle_priority(): void;
    issue(): void;
    print(): void;
    toggle_elder(): void;
    toggle_lang(): void;
    turn(pages: 1 | -1): void;
    jump(skill: string): void;
}

const glyph = (name: IconName): Leaf => ({ leaf: 'icon ' + name, make: () => icon(name) });

// A picture by its address; a failed one is left out rather than shown broken.
const picture = (address: string, words: string, classes: string): Leaf => ({
    leaf: 'picture ' + address,
    make: () => {
        const made = document.createElement('img');
        made.className = classes;
        made.alt = words;
        made.src = address;
        made.addEventListener('error', () => made.classList.add('failed'));
        return made;
    },
});

interface Drawing { model: KioskModel; do: Actions; say: (zh: string, en: string) => string }

export const kiosk_tree = (model: KioskModel, actions: Actions): Child[] => {
    const drawing: Drawing = { model, do: actions, say: (zh, en) => (model.lang === 'en' ? en : zh) };
    const place = place_of(model);
    const stop = blocked(model);
    // A number that was given stays on the screen whatever happens to the line; so does a wish that is on its way.
    const keeps = place.at === 'slip' || place.at === 'help' || model.asking.is === 'asking' || model.asking.is === 'unknown';
    return [
        top(drawing),
        h('main', { class: 'body at-' + (stop && !keeps ? 'blocked' : place.at), key: 'body' },
            stop && !keeps ? blocked_screen(drawing, stop) : screen(drawing)),
        dock(drawing),
    ];
};

const top = ({ model }: Drawing): Tree =>
    h('header', 'top',
        h('span', 'hall', model.card ? pick(model.card.name, model.lang) : ''),
        h('span', 'time num', model.now_ms > 0 ? clock_time(model.now_ms) : ''));

const dock = ({ model, do: act, say }: Drawing): Tree =>
    h('nav', { class: 'dock', attributes: { 'aria-label': say('显示与帮助', 'Display and help') } },
        h('button', { class: 'dock-key', press: act.toggle_elder, attributes: { type: 'button', 'aria-pressed': String(model.elder) } },
            h('b', '', model.lang === 'zh' ? '大' : 'A'), model.elder ? say('标准字', 'Normal type') : say('大字', 'Large type')),
        h('button', { class: 'dock-key', press: act.toggle_lang, attributes: { type: 'button', lang: model.lang === 'zh' ? 'en' : 'zh-CN' } },
            model.lang === 'zh' ? 'English' : '中文'),
        key('dock-key', act.open_help, say('请导办帮忙', 'Ask the guide')));

const screen = (drawing: Drawing): Child[] => {
    const place = place_of(drawing.model);
    switch (place.at) {
    case 'home': return home(drawing);
    case 'zones': return zones(drawing);
    case 'zone': return zone(drawing, place.zone);
    case 'search': return searching(drawing);
    case 'confirm': return confirm(drawing);
    case 'booking': return booking(drawing, place.code);
    case 'help': return help(drawing);
    case 'slip': return slip(drawing, slip_view(drawing.model, place.issued));
    }
};

// ------------------------------------------------------------------------------------------------------ furniture

const phase_banner = ({ model }: Drawing): Tree | false => {
    const view = banner(model);
    return view !== undefined && h('div', 'phase ' + view.tone, glyph(view.icon), h('b', '', view.title), h('span', 'phase-say', view.say));
};

const back_key = ({ do: act, say }: Drawing): Tree => key('back', act.back, glyph('back'), say('返回', 'Back'));

const basket_line = ({ model, say }: Drawing): Tree | false =>
    model.basket.length > 0 && h('p', 'basket-line', glyph('done'),
        say(`已选 ${model.basket.length} 件，再选一件一起办`, `${model.basket.length} chosen; choose another for the same ticket`));

const matter_key = ({ do: act, say }: Drawing, row: MatterRow): Tree => {
    if (row.offered) {
        return h('button', { class: 'm' + (row.chosen ? ' chosen' : ''), key: row.code, press: () => act.choose(row.code), attributes: { type: 'button' } },
            h('span', 't', row.name, row.note !== '' && h('small', '', row.note)),
            row.wait !== '' && h('span', 'w nb', row.wait), glyph(row.chosen ? 'done' : 'onward'));
    }
    return h('div', { class: 'm no', key: row.code },
        h('span', 't', row.name, h('small', '', row.note)),
        h('button', { class: 'book', press: () => act.open_booking(row.code), attributes: { type: 'button', 'aria-label': say('预约：', 'Book: ') + row.name } },
            glyph('appointment'), say('预约', 'Book')));
};

// A list longer than the screen: it can be dragged, and it has two keys for those who do not drag.
const paged = ({ model, do: act, say }: Drawing, name: string, ...rows: Child[]): Child[] => [
    h('div', { class: 'list', key: 'list ' + name, attributes: { id: 'list', tabindex: -1 } }, ...rows),
    h('div', { class: 'turn' + (model.page.all > 1 ? ' on' : ''), key: 'turn' },
        h('button', { class: 'turn-key', press: () => act.turn(-1), disabled: model.page.now <= 1, attributes: { type: 'button' } }, glyph('back'), say('上一页', 'Previous')),
        h('span', 'turn-at num', `${model.page.now} / ${model.page.all}`),
        h('button', { class: 'turn-key', press: () => act.turn(1), disabled: model.page.now >= model.page.all, attributes: { type: 'button' } }, say('下一页', 'Next'), glyph('onward'))),
];

const leaving = ({ model, say }: Drawing): Tree | false =>
    model.leaves_in_s !== undefined && h('div', 'leaving',
        h('span', '', say(`还在办吗？${model.leaves_in_s} 秒后回到首页`, `Still there? Back to the start in ${model.leaves_in_s} s`)),
        h('b', '', say('轻触继续', 'touch to go on')));

// ---------------------------------------------------------------------------------------------------------- places

const home = (drawing: Drawing): Child[] => {
    const { model, do: act, say } = drawing;
    const many_keys = !model.elder;
    return [
        h('div', 'lead',
            phase_banner(drawing),
            h('h1', '', say('您要办什么事', 'What do you need done')),
            basket_line(drawing),
            key('search-key', act.open_search, glyph('search'), h('span', '', ...(model.lang === 'en' ? ['Search by name'] : [h('span', 'part', '输入事项名称'), h('span', 'part', '或拼音首字母')]))),
            h('h2', '', say('常办', 'Often asked for')),
            h('div', 'grid common', ...model.common.map((matter) => {
                const row = matter_row(model, matter);
                return h('button', { key: row.code, press: () => act.choose(row.code), attributes: { type: 'button' } },
                    h('span', 't', foldable(row.name)), glyph(row.chosen ? 'done' : 'onward'));
            }))),
        many_keys
            ? h('div', 'by-zone',
                h('h2', '', say('按区域找', 'By area'), h('span', '', say('不清楚选哪个，请按“请导办帮忙”', 'not sure? press “Ask the guide”'))),
                zone_grid(drawing))
            : h('div', 'by-zone', key('m zones-key', act.open_zones, h('span', 't', say('按区域找', 'Find by area')), glyph('onward'))),
        h('p', 'priv', say('取号不需要手机。本机不留存身份证照片与号码。', 'No phone needed. This kiosk keeps no identity data.')),
        leaving(drawing),
    ];
};

// Long names break after a comma, where a reader would.
const foldable = (name: string): Child[] => {
    const parts = name.length > 11 ? name.split(/(?<=、)/) : [name];
    return parts.map((part) => h('span', 'fold', part));
};

const zone_grid = (drawing: Drawing): Tree =>
    h('div', 'grid zones', ...zone_keys(drawing.model).map((zone) =>
        h('button', { key: zone.zone, press: () => drawing.do.open_zone(zone.zone), attributes: { type: 'button' } },
            h('span', 'l', zone.letter), h('span', 't', zone.name, zone.waiting !== '' && h('small', '', zone.waiting)))));

const zones = (drawing: Drawing): Child[] => [
    back_key(drawing), h('h1', 'tight', drawing.say('按区域找', 'Find by area')), basket_line(drawing),
    ...paged(drawing, 'zones', zone_grid(drawing)), leaving(drawing),
];

const zone = (drawing: Drawing, id: string): Child[] => {
    const view = zone_view(drawing.model, id);
    const { elder } = drawing.model;
    const jumps = view.groups.length > 1 && h('div', 'jumps', ...view.groups.map((group) =>
        h('button', { class: 'jump', key: group.skill, press: () => drawing.do.jump(group.skill), attributes: { type: 'button' } }, group.title)));
    return [
        !elder && phase_banner(drawing), back_key(drawing), h('h1', 'tight', view.name), basket_line(drawing), !elder && jumps,
        ...paged(drawing, 'zone ' + id, elder && jumps, ...view.groups.map((group) =>
            h('section', { class: 'group', key: group.skill, attributes: { id: 'group-' + group.skill } },
                h('h2', '', group.title, h('span', '', group.windows)),
                ...group.rows.map((row) => matter_key(drawing, row))))),
        leaving(drawing),
    ];
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const searching = (drawing: Drawing): Child[] => {
    const { model, do: act, say } = drawing;
    const results = model.found.map((matter) => matter_key(drawing, matter_row(model, matter)));
    const empty = model.typed === ''
        ? say('点拼音首字母，例如：社会保障卡 → SHBZK 或 SBK', 'Type the beginning of a word, for example PASSPORT')
        : say('没有找到，请少输几个字母，或返回按区域找', 'Nothing found: type fewer letters, or go back and find by area');
    return [
        h('div', 'field-row', back_key(drawing),
            h('label', 'field', glyph('search'),
                h('input', { value: model.typed, typed: act.typed, attributes: {
                    id: 'field', type: 'text', inputmode: 'none', autocomplete: 'off', spellcheck: 'false', maxlength: 24,
                    'aria-label': say('事项名称或拼音首字母', 'Name of the matter'), placeholder: say('拼音首字母', 'Name') } }))),
        h('div', 'search-body',
            h('div', 'results', ...(results.length > 0 ? paged(drawing, 'found ' + model.typed, ...results) : [h('p', 'empty', empty)])),
            h('div', { class: 'letters', attributes: { role: 'group', 'aria-label': say('字母键', 'Letter keys') } },
                ...Array.from(letters).map((letter) => h('button', { key: letter, class: 'letter', press: () => act.type(letter), attributes: { type: 'button' } }, letter)),
                h('button', { key: 'erase', class: 'letter word', press: act.erase, attributes: { type: 'button' } }, say('删', 'Del')),
                h('button', { key: 'clear', class: 'letter word', press: act.clear, attributes: { type: 'button' } }, say('清空', 'Clear')))),
        leaving(drawing),
    ];
};

const confirm = (drawing: Drawing): Child[] => {
    const { model, do: act, say } = drawing;
    const view = confirm_view(model);
    const asking = view.asking !== 'no';
    const facts = [
        view.ahead !== undefined && people_ahead(drawing, view.ahead),
        view.wait !== '' && fact(say('预计等候', 'Expected wait'), ...digits(view.wait)),
    ];
    return [
        back_key(drawing),
        h('h1', 'tight', say('请核对后取号', 'Please check, then take your ticket')),
        h('div', { class: 'list items', attributes: { id: 'list', tabindex: -1 } },
            ...view.items.map((item) => h('div', { class: 'item', key: item.code },
                h('span', 't', item.name, item.materials !== '' && h('small', '', item.materials)),
                view.items.length > 1 && h('button', { class: 'drop', press: () => act.remove(item.code), disabled: asking, attributes: { type: 'button', 'aria-label': say('去掉 ', 'Remove ') + item.name } }, say('去掉', 'Remove')))),
            h('div', 'side-keys',
                h('button', { class: 'side', press: act.add_more, disabled: asking || !view.more, attributes: { type: 'button' } },
                    h('b', '', '+'), view.more ? say('再加一件', 'Add another') : say('一个号最多 5 件', 'At most 5 a ticket')),
                h('button', { class: 'side' + (model.priority ? ' on' : ''), press: act.toggle_priority, disabled: asking, attributes: { type: 'button', 'aria-pressed': String(model.priority) } },
                    glyph('priority'), model.priority ? say('优先，已选', 'Priority, chosen') : say('我有优先证件', 'I have a priority card'))),
            model.priority && h('p', 'hint', say('叫到您时，请向窗口出示优先证件', 'Please show your document at the window')),
            view.windows !== '' && h('p', 'where', say('办理窗口', 'Served at'), h('b', '', view.windows)),
            h('div', 'facts', ...facts),
            view.why !== '' && why(view.why),
            view.problem !== undefined && h('div', { class: 'refused', attributes: { role: 'alert' } }, glyph('late'), h('p', '', h('b', '', view.problem.words), h('span', '', view.problem.next)))),
        issue_key(drawing, view.asking),
        leaving(drawing),
    ];
};

const issue_key = ({ do: act, say }: Drawing, asking: 'no' | 'asking' | 'slow' | 'unknown'): Tree => {
    switch (asking) {
    case 'no':
        return h('button', { class: 'main-key', key: 'issue', press: act.issue, attributes: { type: 'button' } }, say('取号', 'Take a ticket'));
    case 'asking': case 'slow':
        return h('button', { class: 'main-key busy', key: 'issue', disabled: true, attributes: { type: 'button', 'aria-live': 'polite' } },
            say('正在取号', 'One moment'), asking === 'slow' && h('small', '', say('大厅较忙，还是同一个号，请稍等片刻', 'the hall is busy; it will be one ticket')));
    case 'unknown':
        return h('button', { class: 'main-key', key: 'issue', press: act.issue, attributes: { type: 'button' } },
            say('再试一次', 'Try again'), h('small', '', say('还没有收到答复；再试还是同一个号', 'no answer yet; it will be the same ticket')));
    }
};

const fact = (label: string, ...value: Child[]): Tree => h('div', '', h('small', '', label), h('b', 'num', ...value));

const people = ({ say }: Drawing, ahead: number): Child[] =>
    ahead === 0 ? [h('i', 'alone', say('没有人', 'nobody'))] : [String(ahead), h('i', '', say('人', ahead === 1 ? 'person' : 'people'))];

const people_ahead = (drawing: Drawing, ahead: number): Tree =>
    fact(ahead === 0 ? drawing.say('前面', 'Ahead of you') : drawing.say('前面还有', 'Ahead of you'), ...people(drawing, ahead));

// 20–35 分钟: the digits large, their measure small.
const digits = (words: string): Child[] => {
    const [, number, measure] = /^([\d–]+)\s*(.*)$/.exec(words) ?? [];
    return number === undefined ? [h('i', 'alone', words)] : [number, h('i', '', measure ?? '')];
};

const why = (words: string): Tree => h('div', 'why', glyph('noon'), h('span', '', ...sentence_parts(words)));

// Breaks after a comma rather than inside a word.
const sentence_parts = (words: string): Child[] => words.split(/(?<=[，；;])/).map((part) => h('span', 'part', part));

const slip_title = ({ model, say }: Drawing): string =>
    model.prints === 'no' ? say('取号成功，请记住您的号', 'This is your ticket number')
        : model.unprinted ? say('没有出票，请记住您的号', 'No slip came out: please note your number')
            : say('取号成功，请取走号票', 'Please take your slip');

const slip = (drawing: Drawing, view: SlipView): Child[] => {
    const { model, do: act, say } = drawing;
    const long = view.number.length > 4;
    return [
        h('h1', 'slip-title', ...sentence_parts(slip_title(drawing))),
        h('div', { class: 'list slip-list', attributes: { id: 'list', tabindex: -1 } },
            h('div', 'slip-head',
                h('div', 'ticket' + (long ? ' long' : ''),
                    h('p', 'what', view.matters),
                    h('div', 'no num', h('span', '', view.number)),
                    view.several !== '' && h('p', 'several', view.several),
                    h('p', 'zone', view.zone, view.priority && h('span', 'tag', glyph('priority'), say('优先', 'Priority'))),
                    view.windows !== '' && h('p', 'wins', view.windows))),
            h('div', 'slip-more',
                h('div', 'facts', people_ahead(drawing, view.ahead),
                    fact(say('预计等候', 'Expected wait'), ...(view.wait.digits === '' ? [h('i', 'alone', view.wait.measure)] : [view.wait.digits, h('i', '', view.wait.measure)]))),
                view.why !== '' && why(view.why),
                view.qr !== '' && h('div', 'scan', picture(view.qr, say('号票二维码', 'QR code of the ticket'), 'qr'),
                    h('div', '', h('b', '', ...sentence_parts(say('手机看进度，可以走开', 'Follow it on your phone'))),
                        h('span', '', say('微信扫一扫，快到您时提醒。', 'Scan to see your place in line.')), h('span', '', say('不扫码也会叫到您。', 'You will be called without it, too.')))),
                view.supervision !== '' && h('p', 'supervision', say('监督电话', 'Supervision'), h('b', 'num', view.supervision)))),
        h('div', { class: 'slip-keys', key: 'slip-keys' },
            model.prints !== 'no' && key('side again', act.print, say('没有出票，再打印', 'No slip? Print again')),
            h('button', { class: 'main-key', press: act.home, attributes: { type: 'button' } }, say('好的', 'Done'),
                model.leaves_in_s !== undefined && h('small', '', say(`${model.leaves_in_s} 秒后自动返回`, `back in ${model.leaves_in_s} s`)))),
    ];
};

const booking = (drawing: Drawing, code: string): Child[] => {
    const { say } = drawing;
    const view = booking_view(drawing.model, code);
    return [
        back_key(drawing),
        h('h1', 'tight', view.name),
        h('p', 'lead-words', view.when),
        h('div', 'phone-card', glyph('appointment'), h('small', '', say('打电话预约，到时直接来', 'Book by phone and come at that time')),
            h('b', 'num', view.phone || say('请到导办台预约', 'Book at the guide desk'))),
        h('p', 'hint', say('也可以请导办当面帮您预约。', 'The guide can book for you, too.')),
        leaving(drawing),
    ];
};

const help = (drawing: Drawing): Child[] => {
    const { say } = drawing;
    const view = help_view(drawing.model);
    return [
        back_key(drawing),
        h('h1', 'tight', say('找人帮忙', 'Where to find help')),
        h('p', 'lead-words', say('本机旁的导办可以帮您取号、填表。', 'The guide near this kiosk helps you take a ticket and fill in forms.')),
        h('div', { class: 'list', attributes: { id: 'list', tabindex: -1 } },
            ...view.desks.map((desk) => h('div', { class: 'desk', key: String(desk.no) }, h('b', 'num', String(desk.no), h('small', '', say('号窗口', 'window'))), h('span', '', desk.name))),
            ...view.phones.map((line) => h('div', { class: 'desk phone', key: line.name }, h('span', '', line.name), h('b', 'num', line.phone)))),
        leaving(drawing),
    ];
};

const blocked_screen = ({ say }: Drawing, stop: Blocked): Child[] => [
    h('div', { class: 'stop ' + stop.why, attributes: { role: 'alert' } },
        h('div', 'stop-icon', glyph(stop.icon)),
        h('p', 'stop-big', stop.big),
        ...stop.lines.map((line, index) => h('p', index === 0 ? 'stop-line first' : 'stop-line', ...sentence_parts(line))),
        stop.english !== '' && h('p', { class: 'stop-en', attributes: { lang: 'en' } }, stop.english)),
    stop.booking !== '' && h('div', 'phone-card', glyph('appointment'), h('small', '', say('预约电话', 'Book by phone')), h('b', 'num', stop.booking)),
];

// ------------------------------------------------------------------------------------------------------- the paper

// 80 mm of thermal paper: black only, no grey. Chinese first, one line of English last.
export const paper_tree = (view: SlipView): Child[] => [
    h('p', 'hall', view.hall, h('span', 'nb', view.issued)),
    h('div', 'rule'),
    h('p', 'no num' + (view.number.length > 4 ? ' long' : ''), h('span', '', view.number)),
    h('p', 'matter', view.matters),
    view.several !== '' && h('p', 'several', view.several),
    h('p', 'win', view.zone, h('b', 'nb', view.windows)),
    h('div', 'facts',
        h('div', '', h('small', '', view.ahead === 0 ? '前面' : '前面还有'), h('b', '', ...(view.ahead === 0 ? ['没有人'] : [String(view.ahead), h('i', '', '人')]))),
        h('div', '', h('small', '', '预计等候'), h('b', '', view.wait.digits === '' ? h('i', '', view.wait.measure) : view.wait.digits, view.wait.digits !== '' && h('i', '', view.wait.measure)))),
    view.priority && h('p', 'why', glyph('priority'), h('span', '', '优先')),
    view.why !== '' && h('p', 'why', glyph('noon'), h('span', '', ...sentence_parts(view.why))),
    view.qr !== '' && h('div', 'scan', picture(view.qr, '', 'qr'), h('div', '', h('b', '', '手机看进度'), h('span', '', '微信扫一扫，可以走开，'), h('span', '', '快到您时手机会提醒。'), h('span', '', '不扫码也会叫到您。'))),
    h('div', 'foot',
        view.supervision !== '' && h('div', '', '监督电话', h('span', 'num', view.supervision)),
        view.unresolved !== '' && h('div', '', '办不成事，请到', h('b', 'nb', view.unresolved))),
    h('p', { class: 'en', attributes: { lang: 'en' } }, view.english),
];
