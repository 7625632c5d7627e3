// The strip over a window. Address: /strip/?hall=shanting&window=W03 (or the number people see, window=3) &theme=dark

import { decode_hall_card, type WindowPicture } from '../shared/api.ts';
import { sign_in_device } from '../shared/device.ts';
import { by_id, el, put, set_text } from '../shared/dom.ts';
import { Feed } from '../shared/feed.ts';
import { get_patiently } from '../shared/http.ts';
import { icon } from '../shared/icons.ts';
import { as_theme, set_theme } from '../shared/theme.ts';
import { strip_view, type StripModel, type StripView } from './model.ts';

const just_now_ms = 8_000;

const asked = new URLSearchParams(location.search);
const hall = asked.get('hall') ?? '';
const window_name = asked.get('window') ?? '';
const feed = new Feed();
const model: StripModel = {
    feed: 'connecting', picture: undefined, window_no: 0, appointment_phone: '', now_ms: 0, unknown: false,
};
let device: string | undefined;
let drawn = '';
let build = '';

const words_of = (view: StripView): Array<Node | false> => {
    const number = view.number !== '' && el('span', 'num' + (view.number.length > 4 ? ' long' : ''), view.number);
    if (view.tone === 'called') return [el('span', 'big', view.word, number)];
    if (view.line === '' && view.number === '') {
        return [el('span', 'big', view.word), view.aside !== '' && el('span', 'end', view.aside)];
    }
    return [el('span', 'two',
        el('b', '', view.word, number, view.time !== '' && el('span', 'back', el('span', 'num', view.time), ' 回')),
        view.line !== '' && el('span', 'line', view.line))];
};

// `arriving`: this call has just happened, and is wiped in once.
const redraw = (arriving = false): void => {
    model.feed = feed.state;
    model.now_ms = feed.clock.now_ms();
    const view = strip_view(model);
    const now = JSON.stringify(view);
    if (now === drawn && !arriving) return;
    drawn = now;
    by_id('strip').className = 'strip ' + view.tone;
    set_text(by_id('wno'), view.window_no);
    const state = by_id('state');
    state.className = 'st' + (view.tone === 'stale' ? ' hatch' : '');
    put(state, icon(view.icon), ...words_of(view), el('div', 'wipe'));
    if (arriving) {
        void state.offsetWidth;
        state.classList.add('arriving');
    }
};

const called_just_now = (before: WindowPicture | undefined, now: WindowPicture): boolean =>
    now.state === 'WINDOW_CALLED' && before !== undefined && feed.state === 'live' &&
    (before.number !== now.number || before.attempt !== now.attempt || before.state !== now.state) &&
    feed.clock.now_ms() - now.since_ms < just_now_ms * feed.clock.clock_speed;

const follow = (window_id: string): void => {
    feed.follow(`window/${hall}/${window_id}`, {
        kind: 'window',
        picture: (picture, first) => {
            const arriving = !first && called_just_now(model.picture, picture);
            model.picture = picture;
            redraw(arriving);
        },
        news: (news) => {
            if (device === undefined) return;
            const screen = device;
            requestAnimationFrame(() => requestAnimationFrame(() =>
                feed.acknowledge({ hall, call_id: news.call.call_id, screen, drawn_ms: feed.clock.now_ms() })));
        },
        refused: () => {
            model.unknown = true;
            redraw();
        },
    });
};

set_theme(as_theme(asked.get('theme')) ?? 'dark');
feed.on_state((state) => {
    if (state === 'live' && feed.build !== build) {
        if (build !== '') setTimeout(() => location.reload(), 2_000 + Math.random() * 8_000);
        build = feed.build;
    }
    redraw();
});
sign_in_device().then((name) => { device = name; }, () => {});
get_patiently('/v1/halls/' + hall, decode_hall_card).then((card) => {
    const found = card.windows.filter((one) => one.id === window_name || String(one.no) === window_name)[0];
    model.appointment_phone = card.phones.appointment;
    model.window_no = found?.no ?? 0;
    model.unknown = !found;
    if (!feed.clock.known) feed.clock.observe(card.server_ms, card.clock_speed || 1);
    if (found) follow(found.id);
    redraw();
}, () => {
    model.unknown = true;
    redraw();
});
setInterval(() => redraw(), 1_000);
