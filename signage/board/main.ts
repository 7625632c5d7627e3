// The lobby board. Address: /board/?hall=shanting&zones=A,B&theme=dark&sound=off&screen-h-mm=685&view-m=10&screen=D-MAIN

import { decode_hall_card, decode_hall_list, type CallPicture, type HallCard } from '../shared/api.ts';
import { Feed } from '../shared/feed.ts';
import { get_json, get_patiently } from '../shared/http.ts';
import { sign_in_device } from '../shared/device.ts';
import { by_id, el, put, set_style } from '../shared/dom.ts';
import { as_theme, set_theme } from '../shared/theme.ts';
import { Announcer } from './announcer.ts';
import { chime } from './chime.ts';
import { fit, type Fit } from './fit.ts';
import { board_view, calls_of, type BoardModel } from './model.ts';
import { draw } from './view.ts';

const settle_ms = 150;
const card_again_ms = 10 * 60_000;
const turn_every_ms = 10_000;
const orbit_every_ms = 90_000;
const orbit = [[0, 0], [6, 0], [6, 6], [0, 6], [-6, 6], [-6, 0], [-6, -6], [0, -6], [6, -6]] as const;

const asked = new URLSearchParams(location.search);
const root = document.documentElement;
const standing = matchMedia('(orientation: portrait)');

const model: BoardModel = {
    card: undefined, picture: undefined, zone_pictures: {},
    only_zones: (asked.get('zones') ?? '').split(',').filter((zone) => zone !== ''),
    hero: undefined, hall_state: undefined, feed: 'connecting', heard_at_ms: 0, silent_for_ms: 0, now_ms: 0, turn: 0,
    standing: standing.matches, recent: 3, notices: true,
};

const feed = new Feed();
let device: string | undefined;
let build = '';

// ------------------------------------------------------------------------------------------------------- drawing

let arriving = false;
let frame_asked = false;

const redraw = (): void => {
    if (frame_asked) return;
    frame_asked = true;
    requestAnimationFrame(() => {
        frame_asked = false;
        model.feed = feed.state;
        model.now_ms = feed.clock.now_ms();
        model.silent_for_ms = feed.age_ms;
        model.heard_at_ms = feed.heard_at_ms;
        const view = board_view(model);
        draw(view, arriving);
        arriving = false;
        const theme = as_theme(asked.get('theme'));
        set_theme(theme ?? (view.off_hours ? 'dark' : 'light'));
        acknowledge_drawn();
    });
};

const apply_fit = (): void => {
    model.standing = standing.matches;
    const found: Fit = fit(Number(asked.get('view-m')), Number(asked.get('screen-h-mm')), model.standing);
    set_style(root, '--fit', String(found.rest));
    set_style(root, '--fit-hero', String(found.hero));
    model.recent = found.recent;
    model.notices = found.notice;
    by_id('board').className = 'board' + (found.zones ? '' : ' no-zones') + (found.english ? '' : ' no-english') +
        (found.recent < 3 ? ' few-recent' : '');
    if (!found.legible) warn_too_small(found);
    redraw();
};

// Said once, to whoever is setting the screen up.
const warn_too_small = (found: Fit): void => {
    const note = el('div', 'too-small');
    put(note, `屏幕偏小：最远处字高只有视距的 1/${Math.round(found.distance_per_digit)}，请换大屏或缩短视距`);
    document.body.appendChild(note);
    setTimeout(() => document.body.removeChild(note), 20_000);
};

// ---------------------------------------------------------------------------------------------- proof of a call

const acknowledged: string[] = [];

const say_ack = (call_id: string, chimed: boolean): void => {
    const hall = model.card?.id;
    if (!hall || device === undefined) return;
    const now = feed.clock.now_ms();
    feed.acknowledge({ hall, call_id, screen: device, drawn_ms: now, ...(chimed ? { chimed_ms: now } : {}) });
};

// Calls are proven drawn by the frame after the one that drew them, and only those that came as news: an old call on a
// first picture proves nothing.
const acknowledge_drawn = (): void => {
    for (const call_id of news_to_prove.slice()) {
        if (!document.querySelector(`[data-call="${call_id}"]`)) continue;
        news_to_prove.splice(news_to_prove.indexOf(call_id), 1);
        if (acknowledged.indexOf(call_id) >= 0) continue;
        acknowledged.push(call_id);
        if (acknowledged.length > 64) acknowledged.shift();
        requestAnimationFrame(() => say_ack(call_id, false));
    }
};

const news_to_prove: string[] = [];

// ------------------------------------------------------------------------------------------------- announcements

const announcer = new Announcer({
    now_ms: () => performance.now(),
    after: (milliseconds, run) => void setTimeout(run, milliseconds),
    show: (call) => {
        model.hero = call;
        arriving = true;
        redraw();
    },
    chime: () => (asked.get('sound') === 'off' ? Promise.reject(new Error('this screen is silent')) : chime()),
    chimed: (call) => say_ack(call.call_id, true),
});

// A picture may tell of a call whose news is right behind it, or was skipped. The large block waits a moment for the
// news; if none comes the newest call is shown without motion or sound.
const settle = (): void => {
    if (!announcer.idle) return;
    const newest: CallPicture | undefined = calls_of(model)[0];
    if (newest && (!model.hero || newest.at_ms >= model.hero.at_ms)) model.hero = newest;
    redraw();
};

const pictured = (first: boolean): void => {
    if (first) {
        announcer.clear();
        model.hero = undefined;
        settle();
    } else {
        setTimeout(settle, settle_ms);
    }
    redraw();
};

// --------------------------------------------------------------------------------------------------- the hall

const followed = (zone: string): boolean => model.only_zones.length === 0 || model.only_zones.indexOf(zone) >= 0;

const follow = (card: HallCard): void => {
    feed.follow('board/' + card.id, {
        kind: 'board',
        picture: (picture, first) => {
            const phase_turned = model.picture !== undefined && model.picture.phase.begins_ms !== picture.phase.begins_ms;
            model.picture = picture;
            if (phase_turned) refresh_card();
            pictured(first);
        },
        news: (news) => {
            if (!followed(news.call.zone)) return;
            news_to_prove.push(news.call.call_id);
            if (news_to_prove.length > 64) news_to_prove.shift();
            announcer.announce(news);
            redraw();
        },
    });
    feed.follow('state/' + card.id, { kind: 'hall_state', picture: (state) => { model.hall_state = state; redraw(); } });
    for (const zone of model.only_zones) {
        feed.follow(`zone/${card.id}/${zone}`, {
            kind: 'zone',
            picture: (picture, first) => {
                model.zone_pictures[zone] = picture;
                pictured(first);
            },
        });
    }
};

const refresh_card = (): void => {
    if (!model.card) return;
    get_json('/v1/halls/' + model.card.id, decode_hall_card).then((card) => {
        model.card = card;
        redraw();
    }, () => {});
};

const chosen_hall = (): Promise<string> => {
    const named = asked.get('hall');
    if (named) return Promise.resolve(named);
    return get_patiently('/v1/halls', decode_hall_list).then((list) =>
        (list.halls.filter((hall) => hall.level === 'district')[0] ?? list.halls[0])?.id ?? '');
};

// A screen that comes back to a newer server takes the newer page, a little later than its neighbours.
const renew_if_newer = (): void => {
    if (feed.build === '' || feed.build === build) return;
    if (build !== '') setTimeout(() => location.reload(), 2_000 + Math.random() * 8_000);
    build = feed.build;
};

feed.on_state((state) => {
    if (state === 'stale') announcer.clear();
    if (state === 'live') {
        renew_if_newer();
        refresh_card();
    }
    redraw();
});
sign_in_device().then((name) => { device = name; }, () => {});
chosen_hall()
    .then((hall) => get_patiently('/v1/halls/' + hall, decode_hall_card))
    .then((card) => {
        model.card = card;
        document.title = card.name.zh + ' · 综合屏';
        if (!feed.clock.known) feed.clock.observe(card.server_ms, card.clock_speed || 1);
        follow(card);
        redraw();
    }, () => {
        put(by_id('hall'), '没有这个大厅，请检查屏幕地址');
    });

setInterval(refresh_card, card_again_ms);
setInterval(() => {
    ++model.turn;
    redraw();
}, turn_every_ms);
setInterval(redraw, 1_000);
let orbit_step = 0;
setInterval(() => {
    const [x, y] = orbit[++orbit_step % orbit.length]!;
    set_style(by_id('board'), 'transform', `translate(${x}px, ${y}px)`);
}, orbit_every_ms);
standing.addListener(apply_fit);
apply_fit();
