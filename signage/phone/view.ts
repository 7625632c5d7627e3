import { by_id, el, key, put, set_class, set_style, set_text, type Child } from '../shared/dom.ts';
import { icon } from '../shared/icons.ts';
import { pick, type Lang } from '../shared/words.ts';
import type { PhoneView } from './model.ts';
import { w } from './words.ts';

// What the person is being asked, if anything.
export type Asking = 'cancel' | 'delay' | undefined;

export interface Pressed {
    ask(what: Asking): void;
    confirm(): void;
    reconnect(): void;
}

const ticket_number = (number: string): HTMLElement =>
    el('p', 'my num' + (number.length > 4 ? ' long' : ''), el('span', '', number));

const most_dots = 8;

// The line from the window to you; every person ahead is a bead, beyond eight they close up.
const queue_line = (ahead: number): HTMLElement => {
    const line = el('div', 'queue', el('i', 'win'));
    line.setAttribute('aria-hidden', 'true');
    const beads = ahead < most_dots ? ahead : most_dots;
    for (let i = 0; i < beads; ++i) {
        const bead = el('i', ahead > most_dots && i === beads - 1 ? 'more' : '');
        set_style(bead, 'left', `${((i + 1) * 92) / (beads + 1) + 2}%`);
        line.appendChild(bead);
    }
    const me = el('i', 'me');
    set_style(me, 'left', '100%');
    line.appendChild(me);
    return line;
};

const place_card = (place: NonNullable<PhoneView['place']>, lang: Lang): HTMLElement => {
    const said = (words: { zh: string; en: string }): string => pick(words, lang);
    const head: Child[] = place.next
        ? [el('b', 'next', said(w.you_are_next))]
        : [said(w.ahead), el('span', 'num', place.ahead), w.people[lang]];
    return el('section', 'card',
        el('div', 'place', ...head, place.last_called !== '' && el('small', 'nb', place.last_called)),
        queue_line(place.ahead),
        el('div', 'ends', el('span', '', said(w.window_end)), el('span', '', said(w.you_end))));
};

const why_line = (why: NonNullable<PhoneView['why']>): HTMLElement => el('p', 'why ' + why.icon, icon(why.icon), el('span', '', why.words));

const wait_card = (view: PhoneView, lang: Lang): HTMLElement | false => {
    const wait = view.wait;
    if (!wait) return view.why ? el('section', 'card', why_line(view.why)) : false;
    return el('section', 'card wait',
        el('p', 'label', wait.label),
        el('b', 'num', wait.minutes, el('i', '', pick(wait.within ? w.minutes_at_most : w.minutes, lang))),
        el('p', 'at', wait.at),
        view.why && why_line(view.why));
};

const turn_block = (turn: NonNullable<PhoneView['turn']>, lang: Lang): Child[] => [
    el('div', 'go' + (turn.window_no > 9 ? ' wide' : ''), icon('called'), el('span', 'num', el('span', '', turn.window_no)),
        lang === 'zh' ? el('small', '', '号', el('br'), '窗口') : false),
    el('section', 'card', ...turn.lines.map((line) => el('p', '', line))),
    el('p', 'hint', turn.hint),
];

const body_of = (view: PhoneView, lang: Lang): Child[] => {
    const children: Child[] = [];
    if (view.number) children.push(el('p', 'label', view.label), ticket_number(view.number));
    if (view.turn) return children.concat(turn_block(view.turn, lang));
    if (view.what || view.windows) {
        children.push(el('p', 'what', view.what, view.what && view.windows ? el('br') : false,
            view.windows ? el('b', 'nb', view.windows) : false));
    }
    if (view.headline) children.push(el('h1', view.number ? '' : 'alone', view.headline));
    if (view.then) children.push(el('section', 'card then', el('p', '', view.then)));
    if (view.place) children.push(place_card(view.place, lang));
    children.push(wait_card(view, lang));
    if (view.paragraphs.length > 0) children.push(el('section', 'card say', ...view.paragraphs.map((words) => el('p', '', words))));
    return children;
};

const question = (view: PhoneView, asking: 'cancel' | 'delay', lang: Lang, sending: boolean, failed: string, pressed: Pressed): HTMLElement => {
    const said = (words: { zh: string; en: string }): string => pick(words, lang);
    const cancelling = asking === 'cancel';
    const yes = key('key main', () => pressed.confirm(),
        sending ? said(w.sending) : said(cancelling ? w.cancel_yes(view.number) : w.delay_yes));
    yes.disabled = sending;
    return el('section', 'ask',
        el('h2', '', said(cancelling ? w.cancel_title(view.number) : w.delay_title)),
        el('p', failed ? 'failed' : '', failed || said(cancelling ? w.cancel_detail : w.delay_detail)),
        el('div', 'pair', key('key', () => pressed.ask(undefined), said(cancelling ? w.cancel_no : w.delay_no)), yes));
};

let drawn = '';
let drawn_keys = '';

export const draw = (view: PhoneView, lang: Lang, asking: Asking, sending: boolean, failed: string, pressed: Pressed): void => {
    const said = (words: { zh: string; en: string }): string => pick(words, lang);
    if (view.title) document.title = view.title;
    by_id('page').className = 'phone ' + view.tone;
    set_class(document.documentElement, 'pine', view.tone === 'turn');
    set_text(by_id('hall'), view.hall);

    const cut = by_id('cut');
    cut.hidden = view.cut === undefined;
    const body = JSON.stringify([{ ...view, cut: view.cut?.since }, lang]);
    if (body !== drawn) {
        drawn = body;
        if (view.cut) put(cut, icon('stale'), el('b', '', said(w.offline)), el('span', '', view.cut.since));
        put(by_id('body'), ...body_of(view, lang));
    }

    const keys = JSON.stringify([view.verbs, asking, view.cut !== undefined, sending, failed, lang, view.number]);
    if (keys !== drawn_keys) {
        drawn_keys = keys;
        put(by_id('keys'), ...(view.cut
            ? [el('div', 'pair', key('key main', () => pressed.reconnect(), said(w.reconnect)))]
            : !view.verbs ? []
            : asking ? [question(view, asking, lang, sending, failed, pressed)]
            : [el('div', 'pair', key('key', () => pressed.ask('cancel'), said(w.cancel)), key('key', () => pressed.ask('delay'), said(w.delay)))]));
    }

    set_text(by_id('age'), view.cut ? view.cut.age : said(w.live));
    set_text(by_id('phone'), view.phone ? `${view.cut ? '' : said(w.supervision) + ' '}${view.phone}` : '');
};
