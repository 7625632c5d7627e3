// A citizen's own ticket: /t/#<link>. The link is a capability and stays in the fragment, which is sent to nobody; the
// page keeps nothing on the phone but the choice of large type.

import { decode_hall_card, type TicketPicture } from '../shared/api.ts';
import { new_command_id } from '../shared/command_id.ts';
import { by_id, key, put, set_text } from '../shared/dom.ts';
import { Feed } from '../shared/feed.ts';
import { get_patiently, post_json } from '../shared/http.ts';
import { Refused } from '../shared/refusal.ts';
import { message } from '../shared/schema.ts';
import { set_theme } from '../shared/theme.ts';
import { html_lang, pick } from '../shared/words.ts';
import { phone_view, place_in_queue, promise_after, type PhoneModel } from './model.ts';
import { draw, type Asking } from './view.ts';
import { w } from './words.ts';

const theme_kept_as = 'buduan.theme';
const link = location.hash.replace(/^#/, '');

const model: PhoneModel = {
    ticket: undefined, queue: undefined, zone: undefined, card: undefined, feed: 'connecting', now_ms: 0, heard_at_ms: 0,
    silent_for_ms: 0, promised: undefined, gone: !/^[A-Za-z0-9_-]{22}$/.test(link), lang: 'zh',
};

const feed = new Feed();
let asking: Asking;
let sending = false;
let failed = '';
let wish = { verb: '', id: '' };
let lang_chosen = false;
let followed_queue = '';
let unfollow: Array<() => void> = [];

const redraw = (): void => {
    model.feed = feed.state;
    model.now_ms = feed.clock.now_ms();
    model.heard_at_ms = feed.heard_at_ms;
    model.silent_for_ms = feed.age_ms;
    const ticket = model.ticket;
    if (ticket && ticket.stage === 'WAITING' && feed.state === 'live') {
        model.promised = promise_after(model.promised, place_in_queue(ticket, model.queue).wait, model.now_ms);
    } else if (ticket && ticket.stage !== 'WAITING') {
        model.promised = undefined;
        asking = undefined;
    }
    draw(phone_view(model), model.lang, asking, sending, failed, {
        ask: (what) => {
            asking = what;
            failed = '';
            wish = { verb: what ?? '', id: what ? new_command_id() : '' };
            redraw();
        },
        confirm,
        reconnect: () => feed.reconnect_now(),
    });
};

// A second press after a lost answer is the same wish and carries the same id.
const confirm = (): void => {
    if (sending || !wish.id) return;
    sending = true;
    failed = '';
    redraw();
    post_json(`/v1/tickets/${link}/${wish.verb}`, { command: wish.id }, message({})).then(() => {
        asking = undefined;
    }, (why: unknown) => {
        failed = why instanceof Refused
            ? [pick(why.problem.detail, model.lang), pick(why.problem.next, model.lang)].filter((words) => words !== '').join(' ')
            : '';
        failed = failed || pick(w.not_sent, model.lang);
    }).then(() => {
        sending = false;
        redraw();
    });
};

// The queue and the zone of a ticket change when it is transferred or goes on to its next matter.
const follow_queue = (ticket: TicketPicture): void => {
    const wanted = ticket.stage === 'WAITING' ? ticket.queue_topic + ' ' + ticket.zone_topic : '';
    if (wanted === followed_queue) return;
    followed_queue = wanted;
    unfollow.forEach((stop) => stop());
    unfollow = [];
    model.queue = undefined;
    model.zone = undefined;
    model.promised = undefined;
    if (wanted === '') return;
    if (ticket.queue_topic) {
        unfollow.push(feed.follow(ticket.queue_topic, { kind: 'queue', picture: (picture) => { model.queue = picture; redraw(); } }));
    }
    if (ticket.zone_topic) {
        unfollow.push(feed.follow(ticket.zone_topic, { kind: 'zone', picture: (picture) => { model.zone = picture; redraw(); } }));
    }
};

const load_card = (hall: string): void => {
    if (model.card?.id === hall) return;
    get_patiently('/v1/halls/' + hall, decode_hall_card).then((card) => {
        model.card = card;
        redraw();
    }, () => {});
};

const follow = (): void => {
    feed.follow('ticket/' + link, {
        kind: 'ticket',
        picture: (ticket, first) => {
            const called_now = !first && ticket.stage === 'CALLED' &&
                (model.ticket?.stage !== 'CALLED' || model.ticket.attempt !== ticket.attempt);
            model.ticket = ticket;
            if (!lang_chosen && ticket.english) choose_lang('en');
            load_card(ticket.hall);
            follow_queue(ticket);
            redraw();
            if (called_now && typeof navigator.vibrate === 'function') navigator.vibrate([300, 150, 300]);
        },
        refused: () => {
            model.gone = true;
            redraw();
        },
    });
};

const choose_lang = (lang: PhoneModel['lang']): void => {
    model.lang = lang;
    document.documentElement.lang = html_lang(lang);
    draw_switches();
};

const elder = (): boolean => document.documentElement.getAttribute('data-theme') === 'elder';

const choose_theme = (large: boolean): void => {
    set_theme(large ? 'elder' : 'light');
    try {
        if (large) localStorage.setItem(theme_kept_as, 'elder');
        else localStorage.removeItem(theme_kept_as);
    } catch {
        // A private window forgets the choice; nothing else depends on it.
    }
    draw_switches();
};

const draw_switches = (): void => {
    put(by_id('switches'),
        key('switch', () => choose_theme(!elder()), pick(elder() ? w.smaller : w.larger, model.lang)),
        key('switch', () => {
            lang_chosen = true;
            choose_lang(model.lang === 'zh' ? 'en' : 'zh');
            redraw();
        }, model.lang === 'zh' ? 'EN' : '中文'));
};

let kept: string | null = null;
try {
    kept = localStorage.getItem(theme_kept_as);
} catch {
    // As above.
}
choose_theme(kept === 'elder');
set_text(by_id('hall'), '');
feed.on_state(redraw);
if (!model.gone) follow();
redraw();
setInterval(redraw, 1_000);
window.addEventListener('hashchange', () => location.reload());
// A phone wakes up with an old socket; the first thing its owner wants is the truth.
document.addEventListener('visibilitychange', () => {
    if (!document.hidden) feed.reconnect_now();
});
