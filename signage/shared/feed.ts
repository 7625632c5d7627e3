// The live feed of a page: one WebSocket, resumed by (epoch, seq), reconnected for as long as the page is open.
//
// What it promises to the page:
// - A picture is delivered whole and never one older than the page has shown, unless the server said "forget what you
//   had" when it took the subscription.
// - News (a call) is delivered once, only if it came as news and has not expired: a picture never makes a sound, neither
//   the first one nor the one after a reconnect.
// - The state is `live` only while the line is heard from and every topic is caught up; after ten seconds without a word
//   from the server it is `stale`, whether the socket knows it or not. Between the two it is `connecting`.

import {
    decode_server_frame, encode_command, type CallAck, type CallNews, type ClientBody, type Command, type Pictures,
    type Position, type Problem, type Reply, type ServerFrame,
} from './api.ts';
import { new_command_id } from './command_id.ts';
import { HallClock } from './hall_clock.ts';
import { compare_positions } from './position.ts';
import { Refused, Unanswered } from './refusal.ts';

export type FeedState = 'connecting' | 'live' | 'stale';

export interface Follower<K extends keyof Pictures = keyof Pictures> {
    kind: K;
    // `first` marks the first picture after the page opened or after the server said to forget: drawn without motion.
    picture(picture: Pictures[K], first: boolean): void;
    news?(news: CallNews): void;
    refused?(problem: Problem): void;
}

// What the feed needs of the world; tests hand in their own.
export interface World {
    now_ms(): number;  // monotonic
    after(milliseconds: number, run: () => void): () => void;
    random(): number;  // [0, 1)
    open(): Socket;
}

export interface Socket {
    onopen: (() => void) | null;
    onmessage: ((event: { data: unknown }) => void) | null;
    onclose: ((event: { code: number; reason: string }) => void) | null;
    send(words: string): void;
    close(): void;
}

export const stale_after_ms = 10_000;
const longest_pause_ms = 30_000;
const shortest_pause_ms = 1_000;
const longest_heartbeat_ms = 4_000;  // two of them fit into the time after which a silent line counts as cut
const answer_within_ms = 8_000;
const connect_within_ms = 10_000;
const remembered_calls = 64;

interface Topic {
    follower: Follower;
    position: Position | undefined;
    caught_up: boolean;
    first: boolean;
}

interface Question {
    answered(reply: Reply): void;
    refused(problem: Problem): void;
    cut(why: string): void;
    cancel_timer(): void;
}

export class Feed {
    readonly clock: HallClock;
    private readonly topics: Record<string, Topic> = {};
    private readonly questions: Record<number, Question> = {};
    private readonly listeners: Array<(state: FeedState) => void> = [];
    private readonly announced: string[] = [];
    private socket: Socket | undefined;
    private welcomed = false;
    private server_build = '';
    private next_request = 1;
    private subscriptions: Record<number, string> = {};
    private heard_ms: number;
    private told: FeedState = 'connecting';
    private failures = 0;
    private cancel_heartbeat = (): void => {};
    private cancel_watch = (): void => {};
    private cancel_reconnect = (): void => {};
    private cancel_connect = (): void => {};
    private closed = false;

    constructor(private readonly world: World = browser_world()) {
        this.clock = new HallClock(() => world.now_ms());
        this.heard_ms = world.now_ms();
        this.watch();
        this.connect();
    }

    get state(): FeedState {
        return this.told;
    }

    // Milliseconds since the server was last heard from.
    get age_ms(): number {
        return this.world.now_ms() - this.heard_ms;
    }

    // The server's build, empty until it is known.
    get build(): string {
        return this.server_build;
    }

    // The hall's time when the server was last heard from; 0 while the clock is not known.
    get heard_at_ms(): number {
        return this.clock.known ? this.clock.now_ms() - this.age_ms * this.clock.clock_speed : 0;
    }

    // Follows a topic until the returned function is called.
    follow<K extends keyof Pictures>(topic: string, follower: Follower<K>): () => void {
        const entry: Topic = { follower: follower as unknown as Follower, position: undefined, caught_up: false, first: true };
        this.topics[topic] = entry;
        if (this.welcomed) this.subscribe(topic);
        this.judge();
        return () => {
            if (this.topics[topic] !== entry) return;
            delete this.topics[topic];
            if (this.welcomed) this.transmit({ unsubscribe: { topic } });
            this.judge();
        };
    }

    // Told at once and at every change.
    on_state(listener: (state: FeedState) => void): void {
        this.listeners.push(listener);
        listener(this.told);
    }

    // States a command and waits for its answer: rejects with Refused, or with Unanswered when the line is not there or
    // breaks first. Never sends anything twice; see Outbox for what must not be lost.
    state_command(command: Omit<Command, 'id'> & { id?: string }): Promise<Reply> {
        const whole = { ...command, id: command.id ?? new_command_id() } as Command;
        return new Promise<Reply>((resolve, reject) => {
            if (!this.welcomed) return reject(new Unanswered('not connected'));
            const request = this.transmit({ command: encode_command(whole) });
            this.questions[request] = {
                answered: resolve,
                refused: (problem) => reject(new Refused(problem)),
                cut: (why) => reject(new Unanswered(why)),
                cancel_timer: this.world.after(answer_within_ms, () => this.settle(request, (q) => q.cut('no answer in time'))),
            };
        });
    }

    // A screen's word that it drew or chimed a call. Not retried: proof is of this moment.
    acknowledge(ack: CallAck): void {
        if (this.welcomed) this.transmit({ call_ack: ack });
    }

    // Tries at once instead of waiting out the pause, for a person who pressed "reconnect".
    reconnect_now(): void {
        if (this.socket || this.closed) return;
        this.cancel_reconnect();
        this.connect();
    }

    close(): void {
        this.closed = true;
        this.cancel_watch();
        this.cancel_reconnect();
        this.drop('closed');
    }

    // ------------------------------------------------------------------------------------------------ the line

    private connect(): void {
        let socket: Socket;
        try {
            socket = this.world.open();
        } catch {
            this.come_back(undefined);
            return;
        }
        this.socket = socket;
        const current = (): boolean => this.socket === socket;
        this.cancel_connect = this.world.after(connect_within_ms, () => current() && !this.welcomed && this.lose());
        socket.onmessage = (event) => current() && this.receive(event.data);
        socket.onclose = (event) => {
            if (!current()) return;
            this.drop('the line was cut');
            this.come_back(retry_hint_ms(event));
        };
    }

    // Gives up a socket that does not answer; its own close event may come much later, or never.
    private lose(): void {
        this.drop('the line was silent');
        this.come_back(undefined);
    }

    private drop(why: string): void {
        const socket = this.socket;
        this.socket = undefined;
        this.welcomed = false;
        this.subscriptions = {};
        this.cancel_heartbeat();
        this.cancel_connect();
        if (socket) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            try {
                socket.close();
            } catch {
                // It was never open.
            }
        }
        for (const topic of Object.keys(this.topics)) this.topics[topic]!.caught_up = false;
        for (const request of Object.keys(this.questions)) this.settle(Number(request), (q) => q.cut(why));
        this.judge();
    }

    // Full jitter over a doubling span, so that a thousand pages do not return in the same second; a hint of the server
    // is the least pause.
    private come_back(hint_ms: number | undefined): void {
        if (this.closed) return;
        const doubled = shortest_pause_ms * Math.pow(2, this.failures);
        const span = doubled > longest_pause_ms ? longest_pause_ms : doubled;
        this.failures = this.failures < 10 ? this.failures + 1 : this.failures;
        const pause = (hint_ms ?? 0) + this.world.random() * span;
        this.cancel_reconnect = this.world.after(pause, () => this.connect());
    }

    private transmit(body: ClientBody): number {
        const request = this.next_request++;
        if (this.socket) this.socket.send(JSON.stringify({ request, ...body }));
        return request;
    }

    private subscribe(topic: string): void {
        const entry = this.topics[topic];
        if (!entry) return;
        entry.caught_up = false;
        const request = this.transmit({ subscribe: entry.position ? { topic, from: entry.position } : { topic } });
        this.subscriptions[request] = topic;
    }

    private beat(every_ms: number): void {
        this.cancel_heartbeat = this.world.after(every_ms, () => {
            this.transmit({ ping: { client_ms: Math.round(this.world.now_ms()) } });
            this.beat(every_ms);
        });
    }

    // ---------------------------------------------------------------------------------------------- what comes in

    private receive(data: unknown): void {
        let frame: ServerFrame;
        try {
            frame = decode_server_frame(JSON.parse(String(data)));
        } catch {
            return;  // Not ours; the server's next picture repairs whatever it was.
        }
        this.heard_ms = this.world.now_ms();
        const body = frame.body;
        if (!body) return;
        switch (body.kind) {
        case 'welcome': {
            this.welcomed = true;
            this.server_build = body.value.build;
            this.cancel_connect();
            this.clock.observe(body.value.server_ms, body.value.clock_speed || 1);
            const heartbeat_ms = body.value.heartbeat_s * 1000;
            this.cancel_heartbeat();
            this.beat(heartbeat_ms > 0 && heartbeat_ms < longest_heartbeat_ms ? heartbeat_ms : longest_heartbeat_ms);
            this.transmit({ ping: { client_ms: Math.round(this.world.now_ms()) } });
            for (const topic of Object.keys(this.topics)) this.subscribe(topic);
            break;
        }
        case 'pong':
            if (body.value.client_ms > 0) {
                this.clock.observe(body.value.server_ms, undefined, this.world.now_ms() - body.value.client_ms);
            }
            break;
        case 'subscribed': {
            const entry = this.topics[body.value.topic || frame.topic];
            if (!entry) break;
            this.failures = 0;
            if (body.value.resumed) {
                entry.caught_up = true;
            } else {
                entry.position = undefined;
                entry.first = true;
            }
            break;
        }
        case 'reply':
            this.settle(frame.request, (q) => q.answered(body.value));
            break;
        case 'problem':
            this.refuse(frame, body.value);
            break;
        case 'call':
            this.news(frame, body.value);
            break;
        case 'board': case 'zone': case 'window': case 'desk': case 'queue': case 'ticket': case 'hall_state':
            this.picture(frame, body.kind, body.value);
            break;
        }
        this.judge();
    }

    private picture(frame: ServerFrame, kind: keyof Pictures, value: Pictures[keyof Pictures]): void {
        const entry = this.topics[frame.topic];
        if (!entry || entry.follower.kind !== kind) return;
        if (entry.position && frame.position && compare_positions(frame.position, entry.position) < 0) return;
        const first = entry.first;
        entry.position = frame.position ?? entry.position;
        entry.first = false;
        entry.caught_up = true;
        this.judge();
        entry.follower.picture(value as never, first);
    }

    private news(frame: ServerFrame, news: CallNews): void {
        const entry = this.topics[frame.topic];
        if (!entry) return;
        if (frame.position && (!entry.position || compare_positions(frame.position, entry.position) > 0)) {
            entry.position = frame.position;
        }
        const id = frame.topic + ' ' + news.call.call_id;
        if (this.announced.indexOf(id) >= 0) return;
        this.announced.push(id);
        if (this.announced.length > remembered_calls) this.announced.shift();
        if (news.expires_ms > 0 && this.clock.known && news.expires_ms <= this.clock.now_ms()) return;
        entry.follower.news?.(news);
    }

    private refuse(frame: ServerFrame, problem: Problem): void {
        const topic = this.subscriptions[frame.request] ?? frame.topic;
        if (this.questions[frame.request]) {
            this.settle(frame.request, (q) => q.refused(problem));
            return;
        }
        const entry = this.topics[topic];
        if (!entry) return;
        entry.caught_up = true;  // There is nothing to wait for; one refused topic must not make the others look cut off.
        entry.follower.refused?.(problem);
    }

    private settle(request: number, how: (question: Question) => void): void {
        const question = this.questions[request];
        if (!question) return;
        delete this.questions[request];
        question.cancel_timer();
        how(question);
    }

    // -------------------------------------------------------------------------------------------------- the state

    private judge(): void {
        const names = Object.keys(this.topics);
        const caught_up = this.welcomed && names.every((name) => this.topics[name]!.caught_up);
        const silent = this.age_ms >= stale_after_ms;
        const next: FeedState = silent ? 'stale' : caught_up ? 'live' : this.told === 'stale' ? 'stale' : 'connecting';
        if (next === this.told) return;
        this.told = next;
        for (const listener of this.listeners) listener(next);
    }

    private watch(): void {
        this.cancel_watch = this.world.after(500, () => {
            if (this.socket && this.welcomed && this.age_ms >= stale_after_ms) this.lose();
            this.judge();
            this.watch();
        });
    }
}

// A server that shuts down closes with 1012 and a pause in its reason: "retry after 3 s".
export const retry_hint_ms = (event: { code: number; reason: string }): number | undefined => {
    const found = /(\d+)\s*(ms|s)?/.exec(event.reason ?? '');
    if (!found) return undefined;
    const pause = Number(found[1]) * (found[2] === 'ms' ? 1 : 1000);
    return pause > longest_pause_ms ? longest_pause_ms : pause;
};

export const browser_world = (): World => ({
    now_ms: () => performance.now(),
    after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
    },
    random: Math.random,
    open: () => {
        const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
        return new WebSocket(scheme + location.host + '/ws', 'buduan.v1.json') as unknown as Socket;
    },
});
