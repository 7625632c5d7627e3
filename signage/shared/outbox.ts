// What a window client may still say after the line was cut. Facts have happened whether the server knows or not (a
// service was begun, finished, nobody came): they wait here, in order, and are sent with the same id until they are
// answered. Everything else, call_next above all, is a wish of the moment: it is stated once or not at all.

import type { Command, Reply, Verbs } from './api.ts';
import { new_command_id } from './command_id.ts';
import type { Feed } from './feed.ts';
import { Refused, Unanswered } from './refusal.ts';

const facts: ReadonlyArray<keyof Verbs> = ['start_service', 'finish_service', 'mark_missed'];
const again_after_ms = 2_000;

export const is_fact = (verb: keyof Verbs): boolean => facts.indexOf(verb) >= 0;

// Where unsent facts outlive a reload of the page.
export interface Keep {
    load(): Command[];
    save(pending: readonly Command[]): void;
}

type Line = Pick<Feed, 'state' | 'state_command' | 'on_state'>;

interface Entry {
    command: Command;
    in_flight: boolean;
    answered(reply: Reply): void;
    failed(why: unknown): void;
}

export class Outbox {
    private entries: Entry[] = [];
    private readonly listeners: Array<() => void> = [];

    constructor(private readonly line: Line, private readonly keep?: Keep,
                private readonly after: (milliseconds: number, run: () => void) => void = (ms, run) => void setTimeout(run, ms)) {
        for (const command of keep?.load() ?? []) {
            this.entries.push({ command, in_flight: false, answered: () => {}, failed: () => {} });
        }
        line.on_state((state) => state === 'live' && this.flush());
    }

    // Facts not yet answered, oldest first: the page says so beside the ticket they concern.
    get pending(): readonly Command[] {
        return this.entries.map((entry) => entry.command);
    }

    on_change(listener: () => void): void {
        this.listeners.push(listener);
    }

    // Resolves with the reply. Rejects with Refused when the server said no, and, for a wish only, with Unanswered when
    // the line is not there; a fact's promise simply takes as long as the line does.
    state<V extends keyof Verbs>(hall: string, verb: V, fields: Verbs[V]): Promise<Reply> {
        const command = { id: new_command_id(), hall, verb, fields } as unknown as Command;
        if (!is_fact(verb)) {
            if (this.entries.some((entry) => !entry.in_flight)) {
                return Promise.reject(new Unanswered('earlier facts are still on their way'));
            }
            return this.line.state_command(command);
        }
        return new Promise<Reply>((answered, failed) => {
            this.entries.push({ command, in_flight: false, answered, failed });
            this.changed();
            this.flush();
        });
    }

    private flush(): void {
        if (this.line.state !== 'live') return;
        for (const entry of this.entries.slice()) {
            if (entry.in_flight) continue;
            entry.in_flight = true;
            this.line.state_command(entry.command).then(
                (reply) => this.finish(entry, () => entry.answered(reply)),
                (why: unknown) => {
                    if (why instanceof Refused && why.problem.status < 500 && why.problem.status !== 429) {
                        this.finish(entry, () => entry.failed(why));
                        return;
                    }
                    // Sent again under the same id. Facts are of one ticket and one window each, and the server refuses what
                    // comes out of order, so a later one that was already taken does no harm.
                    entry.in_flight = false;
                    this.after(again_after_ms, () => this.flush());
                });
        }
    }

    private finish(entry: Entry, tell: () => void): void {
        this.entries = this.entries.filter((other) => other !== entry);
        this.changed();
        tell();
    }

    private changed(): void {
        this.keep?.save(this.pending);
        for (const listener of this.listeners) listener();
    }
}

// Keeps facts for as long as the tab lives; they name tickets and windows, never people.
export const tab_keep = (name: string): Keep => ({
    load: () => {
        try {
            const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '[]');
            return Array.isArray(kept) ? (kept as Command[]) : [];
        } catch {
            return [];
        }
    },
    save: (pending) => {
        try {
            sessionStorage.setItem(name, JSON.stringify(pending));
        } catch {
            // Without storage the facts live as long as the page.
        }
    },
});
