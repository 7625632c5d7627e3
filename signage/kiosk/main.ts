// The ticket kiosk. Address: /kiosk/?hall=shanting&print=browser|printer&common=SB-08,YB-03 and, once, #token=…
// The visitor leaves nothing behind: after a minute without a touch the page is as it was, Chinese, normal type.

import {
    decode_hall_card, decode_hall_list, decode_reply, encode_command, type Command, type HallCard, type IssuedTicket, type Pictures,
} from '../shared/api.ts';
import { new_command_id } from '../shared/command_id.ts';
import { sign_in_device } from '../shared/device.ts';
import { by_id, set_text } from '../shared/dom.ts';
import { Feed } from '../shared/feed.ts';
import { get_json, get_patiently, post_json, post_nothing } from '../shared/http.ts';
import { Refused } from '../shared/refusal.ts';
import { set_theme } from '../shared/theme.ts';
import { draw } from '../shared/tree.ts';
import { html_lang } from '../shared/words.ts';
import { common_matters, counted, keep_taken, load_taken } from './common.ts';
import { Issuer } from './issuer.ts';
import { index_of, search, type Entry } from '../shared/matter_search.ts';
import { place_of, topics_of, type KioskModel, type Place } from './model.ts';
import { slip_view } from './slip.ts';
import { kiosk_tree, paper_tree, type Actions } from './view.ts';

const idle_s = 60;
const warn_s = 15;
const slip_s = 20;
const elder_slip_s = 40;
const card_again_ms = 60_000;

const asked = new URLSearchParams(location.search);
const asked_common = (asked.get('common') ?? '').split(',').filter((code) => code !== '');

const fresh = (): Pick<KioskModel, 'trail' | 'typed' | 'found' | 'basket' | 'priority' | 'asking' | 'lang' | 'elder' | 'leaves_in_s' | 'page'> => ({
    trail: [{ at: 'home' }], typed: '', found: [], basket: [], priority: false, asking: { is: 'idle' }, lang: 'zh', elder: false,
    leaves_in_s: undefined, page: { now: 1, all: 1 },
});

const prints_by = (asked_for: string | null): KioskModel['prints'] =>
    asked_for === 'browser' || asked_for === 'printer' ? asked_for : 'no';

const model: KioskModel = {
    ...fresh(), card: undefined, missing: false, board: undefined, hall_state: undefined, zones: {}, queues: {}, feed: 'connecting',
    heard_at_ms: 0, now_ms: 0, common: [], prints: prints_by(asked.get('print')), unprinted: false,
};

const feed = new Feed();
let index: Entry[] = [];
let taken = load_taken();

// ------------------------------------------------------------------------------------------------------- drawing

let frame_asked = false;

const redraw = (): void => {
    if (frame_asked) return;
    frame_asked = true;
    requestAnimationFrame(() => {
        frame_asked = false;
        paint();
        if (measure_page()) paint();
    });
};

const paint = (): void => {
    model.feed = feed.state;
    model.now_ms = feed.clock.now_ms();
    model.heard_at_ms = feed.heard_at_ms;
    set_theme(model.elder ? 'elder' : 'light');
    document.documentElement.lang = html_lang(model.lang);
    draw(by_id('kiosk'), ...kiosk_tree(model, actions));
};

// How many screens the list has and which one shows; true when that differs from what was drawn.
const measure_page = (): boolean => {
    const list = document.getElementById('list');
    const screenful = list ? Math.max(list.clientHeight, 1) : 1;
    const all = list ? Math.ceil((list.scrollHeight - 8) / screenful) : 1;
    const at_end = list !== null && list.scrollTop + screenful >= list.scrollHeight - 8;
    const now = list ? (at_end ? all : Math.floor((list.scrollTop + screenful / 2) / screenful) + 1) : 1;
    if (model.page.now === now && model.page.all === all) return false;
    model.page = { now, all };
    return true;
};

// ------------------------------------------------------------------------------------------------- what is followed

let followed: Record<string, () => void> = {};

const follow_what_is_needed = (): void => {
    const wanted = topics_of(model);
    for (const topic of Object.keys(followed)) {
        if (wanted.includes(topic)) continue;
        followed[topic]!();
        delete followed[topic];
    }
    for (const topic of wanted) {
        if (followed[topic]) continue;
        followed[topic] = topic.startsWith('queue/')
            ? feed.follow(topic, { kind: 'queue', picture: (picture: Pictures['queue']) => { model.queues[topic] = picture; redraw(); } })
            : feed.follow(topic, { kind: 'zone', picture: (picture: Pictures['zone']) => { model.zones[picture.zone] = picture; redraw(); } });
    }
};

// -------------------------------------------------------------------------------------------------------- the visitor

const go = (place: Place): void => {
    model.trail = place.at === 'home' ? [place] : model.trail.concat(place);
    moved();
};

const moved = (): void => {
    model.leaves_in_s = undefined;
    model.page = { now: 1, all: 1 };
    if (model.asking.is === 'refused') model.asking = { is: 'idle' };
    follow_what_is_needed();
    redraw();
    if (place_of(model).at === 'search') requestAnimationFrame(() => document.getElementById('field')?.focus());
};

const start_over = (): void => {
    issuer.drop();
    Object.assign(model, fresh());
    refresh_common();
    moved();
};

const type = (value: string): void => {
    model.typed = value;
    model.found = search(value, index, model.lang === 'en');
    follow_what_is_needed();
    redraw();
};

const actions: Actions = {
    open_zone: (zone) => go({ at: 'zone', zone }),
    open_zones: () => go({ at: 'zones' }),
    open_search: () => {
        type('');
        go({ at: 'search' });
    },
    open_help: () => {
        if (place_of(model).at !== 'help') go({ at: 'help' });
    },
    open_booking: (code) => go({ at: 'booking', code }),
    choose: (code) => {
        if (!model.basket.includes(code)) model.basket = model.basket.concat(code);
        go({ at: 'confirm' });
    },
    remove: (code) => {
        model.basket = model.basket.filter((one) => one !== code);
        moved();
    },
    add_more: () => go({ at: 'home' }),
    back: () => {
        const left = place_of(model);
        if (model.asking.is === 'unknown') return start_over();
        if (issuer.busy) return;
        model.trail = model.trail.slice(0, -1);
        if (model.trail.length === 0) model.trail = [{ at: 'home' }];
        if (left.at === 'confirm') model.basket = model.basket.slice(0, -1);
        moved();
    },
    home: () => start_over(),
    type: (letter) => type(model.typed.length < 24 ? model.typed + letter : model.typed),
    erase: () => type(model.typed.slice(0, -1)),
    clear: () => type(''),
    typed: (value) => type(value),
    toggle_priority: () => {
        model.priority = !model.priority;
        redraw();
    },
    issue: () => {
        if (!model.card || model.basket.length === 0) return;
        if (model.asking.is === 'unknown') return issuer.again();
        if (issuer.busy) return;
        issuer.ask({
            id: new_command_id(), hall: model.card.id, verb: 'issue_ticket',
            fields: { matters: model.basket.slice(), ...(model.priority ? { priority: true } : {}), ...(model.lang === 'en' ? { english: true } : {}) },
        });
    },
    print: () => print_slip(),
    toggle_elder: () => {
        model.elder = !model.elder;
        model.page = { now: 1, all: 1 };
        redraw();
    },
    toggle_lang: () => {
        model.lang = model.lang === 'zh' ? 'en' : 'zh';
        type(model.typed);
    },
    turn: (pages) => {
        const list = document.getElementById('list');
        if (list) list.scrollTop += pages * list.clientHeight * 0.92;
        redraw();
    },
    jump: (skill) => {
        const list = document.getElementById('list');
        const group = document.getElementById('group-' + skill);
        if (list && group) list.scrollTop = group.offsetTop - list.offsetTop;
        redraw();
    },
};

// --------------------------------------------------------------------------------------------------------- a number

const issuer = new Issuer({
    post: (command: Command) => post_json(`/v1/halls/${command.hall}/tickets`, encode_command(command), decode_reply),
    after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
    },
    random: Math.random,
}, (asking) => {
    model.asking = asking;
    redraw();
}, (reply, command) => {
    model.asking = { is: 'idle' };
    if (!reply.issued) return;
    if (command.verb === 'issue_ticket') keep_taken(taken = counted(taken, command.fields.matters));
    show_slip(reply.issued);
});

const show_slip = (issued: IssuedTicket): void => {
    model.basket = [];
    touched();
    model.trail = [{ at: 'home' }];
    go({ at: 'slip', issued });
    watch_idleness();
    set_text(by_id('said'), model.lang === 'en' ? `Your ticket is ${issued.ticket.number}` : `您的号是 ${issued.ticket.number}`);
    model.unprinted = false;
    if (model.prints !== 'no') setTimeout(print_slip, 300);  // the reason of the hour comes with the zone's picture, a moment later
};

// The server drives the network printer of this kiosk; without paper the number on the screen is the slip.
const print_beside = (link: string): void => {
    const done = (unprinted: boolean) => () => {
        model.unprinted = unprinted;
        redraw();
    };
    post_nothing(`/v1/tickets/${link}/print${model.elder ? '?large' : ''}`).then(done(false), done(true));
};

// The same number again, as often as the printer needs; the paper is drawn whole before the printer sees it.
const print_slip = (): void => {
    const place = place_of(model);
    if (place.at !== 'slip') return;
    touched();
    if (model.prints === 'printer') return print_beside(place.issued.link);
    draw(by_id('paper'), ...paper_tree(slip_view(model, place.issued, 'zh')));
    const qr = by_id('paper').querySelector('img');
    const ready = qr && !qr.complete
        ? new Promise<void>((resolve) => {
            qr.addEventListener('load', () => resolve());
            qr.addEventListener('error', () => resolve());
            setTimeout(resolve, 2000);
        })
        : Promise.resolve();
    void ready.then(() => window.print());
};

// ---------------------------------------------------------------------------------------------------------- idleness

let last_touch_ms = performance.now();

const touched = (): void => {
    last_touch_ms = performance.now();
    if (model.leaves_in_s !== undefined && place_of(model).at !== 'slip') {
        model.leaves_in_s = undefined;
        redraw();
    }
};

const watch_idleness = (): void => {
    const place = place_of(model);
    const untouched = place.at === 'home' && model.basket.length === 0 && model.lang === 'zh' && !model.elder;
    if (untouched || issuer.busy && model.asking.is === 'asking') {
        model.leaves_in_s = undefined;
        return;
    }
    const allowed_s = place.at === 'slip' ? (model.elder ? elder_slip_s : slip_s) : idle_s;
    const left_s = Math.ceil(allowed_s - (performance.now() - last_touch_ms) / 1000);
    if (left_s <= 0) return start_over();
    model.leaves_in_s = place.at === 'slip' || left_s <= warn_s ? left_s : undefined;
};

for (const kind of ['pointerdown', 'keydown'] as const) document.addEventListener(kind, touched, { capture: true });
document.addEventListener('contextmenu', (event) => event.preventDefault());
document.addEventListener('scroll', () => measure_page() && redraw(), { capture: true, passive: true });
addEventListener('resize', redraw);

// ------------------------------------------------------------------------------------------------------------ the hall

const refresh_common = (): void => {
    model.common = common_matters(model.card?.matters ?? [], taken, asked_common);
};

const take_card = (card: HallCard): void => {
    model.card = card;
    index = index_of(card.matters);
    if (model.trail.length === 1) refresh_common();  // Keys must not change places under a finger that is on its way.
    redraw();
};

const refresh_card = (): void => {
    if (model.card) get_json('/v1/halls/' + model.card.id, decode_hall_card).then(take_card, () => {});
};

const follow_hall = (card: HallCard): void => {
    feed.follow('board/' + card.id, {
        kind: 'board',
        picture: (picture) => {
            const turned = model.board !== undefined && model.board.phase.begins_ms !== picture.phase.begins_ms;
            model.board = picture;
            if (turned) refresh_card();
            redraw();
        },
    });
    feed.follow('state/' + card.id, { kind: 'hall_state', picture: (state) => { model.hall_state = state; redraw(); } });
};

const chosen_hall = (): Promise<string> => {
    const named = asked.get('hall');
    if (named) return Promise.resolve(named);
    return get_patiently('/v1/halls', decode_hall_list).then((list) =>
        (list.halls.find((hall) => hall.level === 'district') ?? list.halls[0])?.id ?? '');
};

let build = '';

feed.on_state((state) => {
    if (state === 'live') {
        refresh_card();
        if (build !== '' && feed.build !== build && place_of(model).at === 'home') location.reload();
        build = feed.build;
    }
    redraw();
});

sign_in_device().catch(() => undefined)
    .then(chosen_hall)
    .then((hall) => get_patiently('/v1/halls/' + hall, decode_hall_card))
    .then((card) => {
        document.title = card.name.zh + ' · 取号机';
        if (!feed.clock.known) feed.clock.observe(card.server_ms, card.clock_speed || 1);
        take_card(card);
        follow_hall(card);
    }, (why: unknown) => {
        model.missing = why instanceof Refused;
        redraw();
    });

setInterval(refresh_card, card_again_ms);
setInterval(() => {
    watch_idleness();
    redraw();
}, 1_000);
redraw();
