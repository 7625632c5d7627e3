// The client of one service window. Address: /window/?hall=shanting&window=W07&theme=dark
// Worked by keyboard: space is the one big key, letters are the verbs.

import { decode_hall_card, decode_hall_list, decode_session_info, type HallCard } from '../shared/api.ts';
import { by_id } from '../shared/dom.ts';
import { get_json, get_patiently } from '../shared/http.ts';
import { index_of } from '../shared/matter_search.ts';
import { Refused } from '../shared/refusal.ts';
import { as_theme } from '../shared/theme.ts';
import { Client } from './client.ts';
import { dialog_move_of, wish_of } from './hotkeys.ts';
import { current_view, screen_of, type Wish } from './model.ts';
import { Seat } from './seat.ts';
import { Keys } from './verbs.ts';

const card_again_ms = 5 * 60_000;
const theme_kept_as = 'buduan.window.theme';

const asked = new URLSearchParams(location.search);
const client = new Client(asked.get('window') ?? '');
const { model } = client;

const refresh_card = (): void => {
    if (model.card) get_json('/v1/halls/' + model.card.id, decode_hall_card).then(take_card, () => {});
};

const keys = new Keys(client);
const seat = new Seat(client, refresh_card, (window) => {
    asked.set('window', window);
    history.replaceState(null, '', `${location.pathname}?${asked.toString()}`);
});

const turn_theme = (): void => {
    model.theme = model.theme === 'dark' ? 'light' : 'dark';
    try {
        localStorage.setItem(theme_kept_as, model.theme);
    } catch {
        // Without storage the choice lasts as long as the page.
    }
    client.redraw();
};

const wish = (wanted: Wish): void => {
    if (wanted === 'theme') return turn_theme();
    if (wanted === 'sign_out') return seat.sign_out();
    keys.wish(wanted);
};

client.actions = {
    wish,
    sign_in: () => seat.sign_in(),
    sit: (take_over) => seat.sit(take_over),
    choose_window: (window) => seat.choose_window(window),
    tick: (name) => {
        const { check_key } = current_view(model);
        const before = model.ticked[check_key] ?? [];
        model.ticked = { ...model.ticked, [check_key]: before.includes(name) ? before.filter((one) => one !== name) : before.concat(name) };
        client.redraw();
    },
    resume: (ticket) => keys.resume(ticket),
    restore: (ticket) => keys.restore(ticket),
    pick: (row) => keys.pick(row),
    reason: (index) => {
        if (model.dialog?.is === 'away') model.dialog.reason = index;
        client.redraw();
    },
    typed: (words) => {
        if (model.dialog?.is === 'transfer') model.dialog = { is: 'transfer', typed: words, at: 0 };
        client.redraw();
    },
    leave_dialog: () => keys.leave(),
    dismiss: () => client.tell(undefined),
};

// ------------------------------------------------------------------------------------------------------- the keyboard

document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement;
    const screen = screen_of(model);
    if (screen === 'sign_in') {
        if (event.key !== 'Enter' || event.repeat || !typing) return;
        event.preventDefault();
        if ((event.target as HTMLInputElement).id === 'account') by_id('password').focus();
        else seat.sign_in();
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
        keys.move(how);
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
    client.redraw();
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

model.theme = as_theme(asked.get('theme')) ?? as_theme(kept_theme()) ?? 'light';
client.redraw();

chosen_hall()
    .then((hall) => get_patiently('/v1/halls/' + hall, decode_hall_card))
    .then((card) => {
        const no = card.windows.find((one) => one.id === model.window)?.no;
        document.title = (no === undefined ? '窗口端' : `${no} 号窗口`) + ' · ' + card.name.zh;
        take_card(card);
        return get_patiently('/v1/session', decode_session_info);
    })
    .then((session) => {
        if (session.staff !== '' && session.hall === model.card?.id) seat.begin(session);
        else seat.signed_out(undefined);
    }, (why: unknown) => {
        if (!model.card) return client.tell({ tone: 'refused', words: '没有这个大厅', next: '请检查地址' });
        seat.signed_out(undefined);
        if (!(why instanceof Refused)) client.tell_failure(why);
    });

setInterval(refresh_card, card_again_ms);
setInterval(() => client.redraw(), 1_000);
