// The front page of a server: the halls it runs, alive, and the way to each of their pages.

import { decode_hall_card, decode_hall_list, type BoardPicture, type HallCard, type HallSummary, type ZonePicture } from '../shared/api.ts';
import { draw_day_line } from '../shared/day_line.ts';
import { by_id, el, key, put, set_class, set_text, type Child } from '../shared/dom.ts';
import { Feed } from '../shared/feed.ts';
import { clock_time, month_day, weekday } from '../shared/format.ts';
import { get_patiently } from '../shared/http.ts';
import { icon } from '../shared/icons.ts';
import { html_lang, pick, type Lang } from '../shared/words.ts';
import { district_view, town_view, type DistrictView, type Tile, type TownView, type ZoneView } from './model.ts';
import { w } from './words.ts';

const feed = new Feed();
const boards: Record<string, BoardPicture> = {};
const zones: Record<string, ZonePicture> = {};
let halls: HallSummary[] = [];
let card: HallCard | undefined;
let lang: Lang = (navigator.language || 'zh').indexOf('zh') === 0 ? 'zh' : 'en';
let asked = false;
const drawn: Record<string, string> = {};

const say = (words: { zh: string; en: string }): string => pick(words, lang);

const changed = (part: string, value: unknown): boolean => {
    const now = JSON.stringify([value, lang]);
    if (drawn[part] === now) return false;
    drawn[part] = now;
    return true;
};

const to = (href: string, classes: string, ...children: Child[]): HTMLAnchorElement => {
    const made = el('a', classes, ...children);
    made.href = href;
    return made;
};

const way = (href: string, name: { zh: string; en: string }, about: { zh: string; en: string }): HTMLElement =>
    to(href, 'way', el('b', '', say(name)), el('span', '', say(about)), icon('onward'));

// ------------------------------------------------------------------------------------------------------ district

const window_words = (no: number): Child[] =>
    lang === 'zh' ? [el('span', 'num', no), el('small', '', '号窗口')] : [el('small', '', 'window'), el('span', 'num', no)];

const call_block = (view: DistrictView): HTMLElement => {
    const latest = view.latest;
    if (!latest) return el('div', 'latest none', el('p', '', say(w.no_calls)));
    return to(`/board/?hall=${view.id}`, 'latest',
        el('p', 'label', say(w.latest)),
        el('div', 'call', el('span', 'num', latest.number), icon('called'), el('span', 'win', ...window_words(latest.window_no))),
        el('div', 'earlier', ...view.earlier.map((one) => el('span', 'nb', el('b', 'num', one.number), icon('called'), el('b', 'num', one.window_no)))));
};

const figure = (count: number, words: string, more: string): HTMLElement =>
    el('p', 'figure', count > 0 ? el('b', 'num', count) : false, el('span', count > 0 ? '' : 'alone', words), el('small', '', more));

const draw_district = (view: DistrictView): void => {
    const { zones: _, line, ...rest } = view;
    if (changed('district', rest)) {
        const first_desk = view.zones.map((zone) => zone.tiles[0]).filter((tile) => tile !== undefined)[1]?.id ?? 'W01';
        put(by_id('district'),
            el('h1', '', say(view.name)),
            el('div', 'phase ' + view.phase.tone,
                el('b', '', icon(view.phase.icon), say(view.phase.title)), el('span', 'say', say(view.phase.say)),
                el('div', 'day', el('div', 'dayline'), el('div', 'ticks num'))),
            el('div', 'now',
                call_block(view),
                el('div', 'figures',
                    figure(view.waiting, say(view.waiting > 0 ? w.waiting : w.nobody), ''),
                    figure(view.open, say(w.on_duty), say(w.of_windows(view.windows))))),
            el('nav', 'ways',
                way(`/kiosk/?hall=${view.id}`, w.take, w.take_say),
                way(`/window/?hall=${view.id}&window=${first_desk}`, w.desk, w.desk_say),
                way(`/board/?hall=${view.id}`, w.board, w.board_say),
                way(`/strip/?hall=${view.id}&window=${first_desk}`, w.strip, w.strip_say)),
            el('p', 'hint', say(w.phone_say)));
    }
    const day = document.querySelector<HTMLElement>('.day .dayline');
    if (day) draw_day_line(day, day.nextElementSibling as HTMLElement, line);
};

const tile = (hall: string, one: Tile): HTMLElement => {
    const opens = to(`/window/?hall=${hall}&window=${one.id}`, 'open',
        el('b', 'num', one.no), el('span', 'state', icon(one.icon), el('span', 'num', say(one.word))));
    opens.title = say(one.name);
    const strip = to(`/strip/?hall=${hall}&window=${one.id}`, 'strip', say(w.strip_short));
    return el('div', 'tile ' + one.tone, opens, strip);
};

const zone_card = (hall: string, zone: ZoneView): HTMLElement => el('section', 'zone',
    el('header', '', el('h3', '', el('i', '', zone.prefix), say(zone.name)),
    el('p', 'facts', el('span', zone.waiting > 0 ? 'strong' : '', zone.waiting > 0 ? say(w.wait_short(zone.waiting)) : say(w.nobody)),
        el('span', '', say(w.duty_short(zone.open, zone.tiles.length))), to(`/board/?hall=${hall}&zones=${zone.id}`, '', say(w.zone_board)))),
    el('div', 'tiles', ...zone.tiles.map((one) => tile(hall, one))));

const draw_floor = (view: DistrictView): void => {
    if (changed('floor-head', view.id)) {
        put(by_id('floor'), el('h2', '', say(w.floor), el('small', '', say(w.floor_say))), el('div', 'zones'));
        for (const part of Object.keys(drawn)) if (part.indexOf('zone ') === 0) delete drawn[part];
    }
    const holder = by_id('floor').lastElementChild!;
    view.zones.forEach((zone, index) => {
        if (!changed('zone ' + zone.id, zone)) return;
        const made = zone_card(view.id, zone);
        const before = holder.children[index];
        if (before) holder.replaceChild(made, before);
        else holder.appendChild(made);
    });
};

// --------------------------------------------------------------------------------------------------------- towns

const town_card = (town: TownView): HTMLElement => el('section', 'town ' + town.tone,
    el('h3', '', say(town.name)),
    el('p', 'facts', icon(town.icon), el('span', '', town.known ? say(town.phase) : say(w.connecting))),
    el('p', 'counts',
        el('span', town.waiting > 0 ? 'strong' : '', town.waiting > 0 ? say(w.wait_short(town.waiting)) : say(w.nobody)),
        town.latest && el('span', 'nb last', el('b', 'num', town.latest.number), icon('called'), el('b', 'num', town.latest.window_no))),
    el('p', 'ways', to(`/board/?hall=${town.id}`, '', say(w.town_board)), to(`/kiosk/?hall=${town.id}`, '', say(w.town_kiosk))));

const draw_towns = (towns: TownView[]): void => {
    if (!changed('towns', towns) || towns.length === 0) return;
    put(by_id('towns'), el('h2', '', say(w.towns), el('small', '', say(w.towns_say))), el('div', 'cards', ...towns.map(town_card)));
};

// ---------------------------------------------------------------------------------------------------------- page

const draw = (): void => {
    const now_ms = feed.clock.now_ms();
    set_text(by_id('motto'), say(w.motto));
    set_text(by_id('time'), now_ms > 0 ? clock_time(now_ms) : '');
    if (changed('link', [feed.state, now_ms > 0 ? month_day(now_ms, lang) : ''])) {
        const live = feed.state === 'live';
        put(by_id('link'), live || feed.state === 'connecting' ? el('i') : icon('stale'),
            say(live ? w.live : feed.state === 'stale' ? w.cut : w.connecting),
            now_ms > 0 && feed.state !== 'stale' ? el('span', 'date', `${month_day(now_ms, lang)} ${weekday(now_ms, lang)}`) : false);
    }
    set_class(document.body, 'is-stale', feed.state === 'stale');
    if (card) {
        const view = district_view(card, boards[card.id], zones, now_ms);
        draw_district(view);
        draw_floor(view);
        if (changed('foot', card.phones.supervision)) {
            put(by_id('foot'), el('span', '', say(w.supervision), ' ', el('b', 'num', card.phones.supervision)),
                el('span', '', say(w.machine), ' ', to('/v1/halls', '', '/v1/halls')));
        }
    }
    draw_towns(halls.filter((hall) => hall.id !== card?.id).map((hall) => town_view(hall, boards[hall.id], now_ms)));
};

const redraw = (): void => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
        asked = false;
        draw();
    });
};

const draw_switches = (): void => put(by_id('switches'), key('switch', () => {
    lang = lang === 'zh' ? 'en' : 'zh';
    document.documentElement.lang = html_lang(lang);
    draw_switches();
    redraw();
}, lang === 'zh' ? 'EN' : '中文'));

document.documentElement.lang = html_lang(lang);
draw_switches();
feed.on_state(redraw);
redraw();
setInterval(redraw, 1_000);

get_patiently('/v1/halls', decode_hall_list).then((list) => {
    halls = list.halls;
    for (const hall of halls) {
        feed.follow('board/' + hall.id, { kind: 'board', picture: (picture) => { boards[hall.id] = picture; redraw(); } });
    }
    redraw();
    const first = halls.filter((hall) => hall.level === 'district')[0] ?? halls[0];
    return first ? get_patiently('/v1/halls/' + first.id, decode_hall_card) : undefined;
}).then((found) => {
    if (!found) return;
    card = found;
    if (!feed.clock.known) feed.clock.observe(found.server_ms, found.clock_speed || 1);
    for (const zone of found.zones) {
        feed.follow(`zone/${found.id}/${zone.id}`, { kind: 'zone', picture: (picture) => { zones[zone.id] = picture; redraw(); } });
    }
    redraw();
}, () => {});
