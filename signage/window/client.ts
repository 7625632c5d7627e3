// What the parts of the window client share: the model, the line, and how something is stated, told and drawn.

import type { Reply, Verbs } from '../shared/api.ts';
import { by_id, set_text } from '../shared/dom.ts';
import type { Feed } from '../shared/feed.ts';
import { is_fact, type Outbox } from '../shared/outbox.ts';
import { Refused } from '../shared/refusal.ts';
import { set_theme } from '../shared/theme.ts';
import { draw } from '../shared/tree.ts';
import { current_view, desk_of, refusal_notice, screen_of, type DeskModel, type Notice } from './model.ts';
import { desk_tree, type Actions } from './view.ts';

const notice_for_ms = 12_000;

export class Client {
    readonly model: DeskModel;
    // Both from sign-in to sign-out.
    feed: Feed | undefined;
    outbox: Outbox | undefined;
    // Set once, before the first drawing.
    actions!: Actions;
    // What happens when the server no longer knows who this is.
    signed_out: (notice: Notice) => void = () => {};
    private frame_asked = false;
    private said = '';
    private notice_timer = 0;

    constructor(window_id: string) {
        this.model = {
            card: undefined, window: window_id, session: undefined, desk: undefined, sat: false, hall_state: undefined, feed: 'connecting', silent_for_ms: 0,
            heard_at_ms: 0, now_ms: 0, pending: [], stating: '', notice: undefined, seat_problem: undefined, ticked: {}, dialog: undefined,
            index: [], theme: 'light',
        };
    }

    redraw(): void {
        if (this.frame_asked) return;
        this.frame_asked = true;
        requestAnimationFrame(() => {
            this.frame_asked = false;
            this.paint();
        });
    }

    tell(notice: Notice | undefined): void {
        clearTimeout(this.notice_timer);
        this.model.notice = notice;
        if (notice) this.notice_timer = window.setTimeout(() => this.tell(undefined), notice_for_ms);
        this.redraw();
    }

    tell_failure(why: unknown): void {
        if (!(why instanceof Refused)) return this.tell({ tone: 'refused', words: '没有收到答复', next: '请以上面的当前号为准，接通后再按' });
        if (why.problem.status === 401) return this.signed_out({ tone: 'refused', words: '登录已过期', next: '请重新登录，未报的事实还在' });
        this.tell(refusal_notice(why.problem, this.model.now_ms));
    }

    // States one verb; while it is on its way no other key acts, but a fact told to a cut line answers when it can.
    state<V extends keyof Verbs>(verb: V, fields: Verbs[V], done: (reply: Reply) => void = () => {}): void {
        const { model } = this;
        if (!this.outbox || !model.card || model.stating !== '') return;
        const waits = !(is_fact(verb) && this.feed?.state !== 'live');
        if (waits) model.stating = verb;
        this.tell(undefined);
        this.outbox.state(model.card.id, verb, fields).then((reply) => {
            if (waits) model.stating = '';
            done(reply);
            this.redraw();
        }, (why: unknown) => {
            if (waits) model.stating = '';
            this.tell_failure(why);
        });
    }

    in_hand(): number {
        return desk_of(this.model)?.current?.ticket ?? 0;
    }

    on_ticket(): { window: string; ticket: number } {
        return { window: this.model.window, ticket: this.in_hand() };
    }

    private paint(): void {
        const { model, feed } = this;
        if (feed) {
            model.feed = feed.state;
            model.silent_for_ms = feed.age_ms;
            model.heard_at_ms = feed.heard_at_ms;
            model.now_ms = feed.clock.now_ms();
            model.pending = this.outbox?.pending ?? [];
        }
        set_theme(model.theme);
        draw(by_id('desk'), ...desk_tree(model, this.actions));
        this.say_current();
    }

    // For those who listen: the number in hand, once a change.
    private say_current(): void {
        if (screen_of(this.model) !== 'desk') return;
        const view = current_view(this.model);
        const words = view.number !== '' ? `${view.state} ${view.number} ${view.matter}` : view.state;
        if (words === this.said) return;
        this.said = words;
        set_text(by_id('said'), words);
    }
}
