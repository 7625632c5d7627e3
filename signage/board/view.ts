// Draws a board view. Parts that did not change are not touched, so that nothing flickers and a still board stays still.

import type { CallPicture } from '../shared/api.ts';
import { by_id, el, put, set_class, set_text } from '../shared/dom.ts';
import { draw_day_line } from '../shared/day_line.ts';
import { icon } from '../shared/icons.ts';
import type { BoardView, HeroCall, HeroWords } from './model.ts';

const drawn: Record<string, string> = {};

const changed = (part: string, value: unknown): boolean => {
    const now = JSON.stringify(value);
    if (drawn[part] === now) return false;
    drawn[part] = now;
    return true;
};

const draw_banner = (banner: BoardView['banner']): void => {
    const { line, ...rest } = banner;
    if (changed('banner', rest)) {
        by_id('phase').className = 'phase ' + banner.tone;
        put(by_id('phase-title'), icon(banner.icon), banner.title);
        set_text(by_id('phase-say'), banner.say);
        put(by_id('cut'), el('i'), icon('stale'), el('i'));
    }
    set_class(by_id('phase'), 'lined', line !== undefined);
    if (line) draw_day_line(by_id('dayline'), by_id('ticks'), line);
};

const big = (classes: string, digits: string | number): HTMLElement =>
    el('div', 'big num ' + classes, el('span', '', digits));

const call_block = (call: HeroCall): HTMLElement[] => [
    el('div', 'row',
        big('no', call.number),
        el('div', 'go', icon('called')),
        el('div', 'win', big('wno', call.window_no), el('small', '', '号', el('br'), '窗口'))),
    el('div', 'say', call.zh, english(call.en)),
    el('div', 'breath'),
    el('div', 'wipe'),
];

const english = (words: string): HTMLElement | false => {
    if (!words) return false;
    const said = el('span', 'en', words);
    said.lang = 'en';
    return said;
};

// A bar marks where a sentence may be folded on a standing board; lying ones keep it on one line.
const foldable = (classes: string, words: string): HTMLElement => {
    const line = el('p', classes);
    words.split('|').forEach((part, index) => {
        if (index > 0) line.appendChild(el('br', 'fold'));
        line.appendChild(document.createTextNode(part));
    });
    return line;
};

const words_block = (words: HeroWords): HTMLElement[] => {
    const said = el('p', 'en', words.en);
    said.lang = 'en';
    return [foldable('huge', words.big), foldable('mid', words.mid), said];
};

// `arriving`: the call came as news this instant and is wiped in.
const draw_hero = (hero: BoardView['hero'], stale: boolean, arriving: boolean): void => {
    if (!changed('hero', [hero, stale]) && !arriving) return;
    const block = by_id('hero');
    if (hero.kind === 'call') {
        const size = hero.characters > 7 ? ' tiny' : hero.characters > 6 ? ' small' : '';
        block.className = 'hero call-now' + size + (hero.fresh ? '' : ' past');
        put(block, ...call_block(hero));
        block.setAttribute('data-call', hero.call_id);
        if (arriving) {
            void block.offsetWidth;
            block.classList.add('arriving');
        }
    } else {
        block.className = 'hero words' + (stale ? ' cut-off' : '') + (hero.big.length > 10 ? ' long' : '');
        block.removeAttribute('data-call');
        put(block, ...words_block(hero));
    }
};

const card = (call: CallPicture, stale: boolean): HTMLElement => {
    const made = el('div', stale ? 'call hatch' : 'call',
        el('span', 'no num', call.number),
        icon('called'),
        el('span', 'win num', String(call.window_no), el('small', '', '号')));
    made.setAttribute('data-call', call.call_id);
    return made;
};

const draw_recent = (recent: BoardView['recent'], stale: boolean): void => {
    if (!changed('recent', [recent, stale])) return;
    const wide = recent.calls.some((call) => call.number.length + String(call.window_no).length > 6);
    const places = wide && recent.places > 2 ? 2 : recent.places;
    const calls = recent.calls.slice(0, places);
    const block = by_id('recent');
    set_class(block, 'bare', calls.length === 0);
    block.setAttribute('aria-label', stale ? '中断前的叫号' : '最近叫号');
    put(block,
        recent.label !== '' && el('div', 'old', recent.label, el('small', '', recent.until)),
        ...calls.map((call) => card(call, stale)),
        ...blanks(places - calls.length, calls.length > 0),
        calls.length === 0 && recent.empty !== '' && el('div', 'none', recent.empty));
};

// Keeps one or two cards at their places instead of stretching them.
const blanks = (count: number, wanted: boolean): HTMLElement[] => {
    const made: HTMLElement[] = [];
    for (let i = 0; wanted && i < count; ++i) made.push(el('div', 'call blank'));
    return made;
};

const draw_zones = (zones: BoardView['zones'], stale: boolean): void => {
    if (!changed('zones', [zones, stale])) return;
    const block = by_id('zones');
    block.className = 'zones' + (stale ? ' hatch' : '') + (zones.cells.length === 0 ? ' bare' : '');
    block.setAttribute('aria-label', `各区等候，第${zones.page + 1}页，共${zones.pages}页`);
    const leaf = el('div', 'leaf');
    leaf.setAttribute('aria-hidden', 'true');
    for (let page = 0; zones.pages > 1 && page < zones.pages; ++page) leaf.appendChild(el('i', page === zones.page ? 'on' : ''));
    put(block,
        el('div', 'zonerow', ...zones.cells.map((cell) => el('div', 'zone',
            el('div', 'name', el('i', '', cell.prefix), el('b', '', cell.name)),
            el('div', 'row',
                cell.waiting > 0 ? el('span', 'wait', '等候', el('span', 'num', cell.waiting)) : el('span', 'wait nobody', '无人等候'),
                el('span', 'duty', cell.duty))))),
        leaf);
};

export const draw = (view: BoardView, arriving: boolean): void => {
    set_class(by_id('board'), 'is-stale', view.stale);
    set_class(by_id('board'), 'quiet', view.zones.cells.length === 0);
    set_text(by_id('hall'), view.hall);
    set_text(by_id('date'), view.date);
    set_text(by_id('time'), view.time);
    draw_banner(view.banner);
    draw_hero(view.hero, view.stale, arriving);
    draw_recent(view.recent, view.stale);
    draw_zones(view.zones, view.stale);
    if (changed('notice', view.notice)) {
        put(by_id('notice'), view.notice.icon && icon(view.notice.icon),
            view.notice.label !== '' && el('b', '', view.notice.label), view.notice.words);
    }
    if (changed('phone', view.phone)) {
        put(by_id('phone'), view.phone !== '' && '监督电话', view.phone !== '' && el('span', 'num', view.phone));
    }
};
