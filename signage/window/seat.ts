// Who sits here: signing in, choosing and taking a window, giving it up.

import { decode_session_info, type SessionInfo } from '../shared/api.ts';
import { by_id } from '../shared/dom.ts';
import { Feed } from '../shared/feed.ts';
import { post_json, send_delete } from '../shared/http.ts';
import { Outbox, tab_keep } from '../shared/outbox.ts';
import { Refused } from '../shared/refusal.ts';
import type { Client } from './client.ts';
import { desk_of, me, refusal_notice, screen_of, type DeskModel, type Notice } from './model.ts';

const focus_soon = (id: string): void => {
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
};

export class Seat {
    private unfollow = (): void => {};

    // `card_again` asks for the hall's card anew; `chosen` hears which window this client is for.
    constructor(private readonly client: Client, private readonly card_again: () => void, private readonly chosen: (window: string) => void) {
        client.signed_out = (notice) => this.signed_out(notice);
    }

    sign_in(): void {
        const { model } = this.client;
        const field = (id: string): HTMLInputElement => by_id(id) as HTMLInputElement;
        const account = field('account').value.trim();
        const password = field('password').value;
        if (!model.card || model.stating !== '') return;
        if (account === '' || password === '') return this.client.tell({ tone: 'refused', words: '请填写工号和密码', next: '' });
        model.stating = 'sign_in';
        this.client.tell(undefined);
        post_json('/v1/session', { hall: model.card.id, account, password }, decode_session_info).then((session) => {
            model.stating = '';
            this.begin(session);
        }, (why: unknown) => {
            model.stating = '';
            if (!(why instanceof Refused)) return this.client.tell({ tone: 'refused', words: '没有连上服务器', next: '请检查网线后再按登录' });
            field('password').value = '';
            focus_soon('password');
            this.client.tell(why.problem.detail.zh ? refusal_notice(why.problem, Date.now())
                                                   : { tone: 'refused', words: '工号或密码不对', next: '请再输一次；忘了密码请找值班长' });
        });
    }

    // A person is signed in: the live feed opens with their cookie, and what was not yet told is told first.
    begin(session: SessionInfo): void {
        const { client } = this;
        const { model } = client;
        model.session = session;
        model.notice = undefined;
        const line = new Feed();
        client.feed = line;
        client.outbox = new Outbox(line, tab_keep(`buduan.facts.${session.staff}`));
        client.outbox.on_change(() => client.redraw());
        line.on_state((now) => {
            if (now === 'live') this.card_again();
            client.redraw();
        });
        line.follow('state/' + session.hall, { kind: 'hall_state', picture: (state) => { model.hall_state = state; client.redraw(); } });
        if (model.window === '' && session.windows.length === 1) model.window = session.windows[0]!;
        if (model.window !== '') this.follow_desk();
        client.redraw();
    }

    choose_window(window: string): void {
        const { model } = this.client;
        model.window = window;
        model.seat_problem = undefined;
        this.chosen(window);
        this.client.tell(undefined);
        this.follow_desk();
    }

    sit(take_over: boolean): void {
        const { client } = this;
        const { model, feed } = client;
        if (!feed || !model.card || model.window === '' || model.stating !== '') return;
        model.stating = 'take_seat';
        client.tell(undefined);
        feed.state_command({ hall: model.card.id, verb: 'take_seat', fields: { window: model.window, ...(take_over ? { take_over } : {}) } }).then(() => {
            model.stating = '';
            model.seat_problem = undefined;
            this.follow_desk();
            client.redraw();
        }, (why: unknown) => {
            model.stating = '';
            if (why instanceof Refused && (why.problem.code === 'seat_taken' || why.problem.code === 'seated_elsewhere')) {
                model.seat_problem = why.problem;
                return client.redraw();
            }
            client.tell_failure(why);
        });
    }

    // Leaves in order: the window closes, the seat is given up, the session ends. Whatever is refused stops it there, in words.
    sign_out(): void {
        const { client } = this;
        const { model, feed } = client;
        if (!model.session || model.stating !== '') return;
        const hall = model.card?.id;
        const at_desk = screen_of(model) === 'desk' && feed?.state === 'live';
        const stated = async (): Promise<void> => {
            if (!at_desk || !feed || hall === undefined) return;
            if (desk_of(model)?.window.state !== 'WINDOW_CLOSED') {
                await feed.state_command({ hall, verb: 'close_window', fields: { window: model.window } });
            }
            await feed.state_command({ hall, verb: 'release_seat', fields: { window: model.window } });
        };
        model.stating = 'sign_out';
        client.tell(undefined);
        stated().then(() => {
            model.stating = '';
            return send_delete('/v1/session').then(() => this.signed_out(undefined), () => this.signed_out(undefined));
        }).catch((why: unknown) => {
            model.stating = '';
            client.tell_failure(why);
        });
    }

    signed_out(notice: Notice | undefined): void {
        const { client } = this;
        this.unfollow();
        client.feed?.close();
        client.feed = undefined;
        client.outbox = undefined;
        Object.assign(client.model, { session: undefined, desk: undefined, sat: false, hall_state: undefined, pending: [], stating: '', ticked: {}, dialog: undefined, seat_problem: undefined });
        client.tell(notice);
        focus_soon('account');
    }

    private follow_desk(): void {
        const { client } = this;
        const { model } = client;
        this.unfollow();
        model.desk = undefined;
        model.sat = false;
        if (!client.feed || !model.card) return;
        this.unfollow = client.feed.follow(`desk/${model.card.id}/${model.window}`, {
            kind: 'desk',
            picture: (picture) => {
                const before = model.desk?.current?.ticket;
                model.desk = picture;
                if (picture.seated === me(model)) model.sat = true;
                else model.dialog = undefined;
                if (picture.current?.ticket !== before) model.ticked = kept_ticks(model);
                client.redraw();
            },
            refused: (problem) => client.tell_failure(new Refused(problem)),
        });
    }
}

// What was ticked belongs to the ticket in hand and goes with it, unless it is on hold here.
export const kept_ticks = (model: Pick<DeskModel, 'desk' | 'ticked'>): DeskModel['ticked'] => {
    const kept = [model.desk?.current?.ticket ?? 0].concat((model.desk?.held ?? []).map((row) => row.ticket));
    const next: DeskModel['ticked'] = {};
    for (const [key, names] of Object.entries(model.ticked)) if (kept.includes(Number(key.split(' ')[0]))) next[key] = names;
    return next;
};
