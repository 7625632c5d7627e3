// One number for one wish. The command's id is made once; while nobody knows whether it happened (the line was cut, the
// hall is busy) the same command is stated again, so however often it is asked, there is one number.

import type { Command, Reply } from '../shared/api.ts';
import { Refused } from '../shared/refusal.ts';
import type { Asking } from './model.ts';

const pauses_ms = [300, 600, 1200, 2500, 4000, 4000];
const slow_after_ms = 2500;

export interface IssuerWorld {
    post(command: Command): Promise<Reply>;
    after(milliseconds: number, run: () => void): () => void;
    random(): number;  // [0, 1)
}

// The hall was too busy to look at the command, or the server is about to restart: neither yes nor no.
export const undecided = (why: unknown): boolean =>
    !(why instanceof Refused) || why.problem.status === 429 || why.problem.code === 'busy' || why.problem.code === 'stopping' ||
    (why.problem.status >= 502 && why.problem.code === '');

export class Issuer {
    private command: Command | undefined;
    private turn = 0;  // grows with every wish, so that an answer to a dropped one is recognised

    constructor(private readonly world: IssuerWorld, private readonly tell: (asking: Asking) => void,
                private readonly issued: (reply: Reply, command: Command) => void) {}

    get busy(): boolean {
        return this.command !== undefined;
    }

    ask(command: Command): void {
        this.command = command;
        this.attempt(++this.turn, 0);
    }

    // Once more for a wish whose fate is unknown; the command is the same.
    again(): void {
        if (this.command) this.attempt(++this.turn, 0);
    }

    drop(): void {
        ++this.turn;
        this.command = undefined;
        this.tell({ is: 'idle' });
    }

    private attempt(turn: number, tries: number): void {
        const command = this.command;
        if (!command || turn !== this.turn) return;
        this.tell({ is: 'asking', slow: tries > 1 });
        const cancel_slow = this.world.after(slow_after_ms, () => turn === this.turn && this.tell({ is: 'asking', slow: true }));
        this.world.post(command).then(
            (reply) => {
                cancel_slow();
                if (turn !== this.turn) return;
                ++this.turn;
                this.command = undefined;
                this.issued(reply, command);
            },
            (why: unknown) => {
                cancel_slow();
                if (turn !== this.turn) return;
                if (!undecided(why)) {
                    ++this.turn;
                    this.command = undefined;
                    this.tell({ is: 'refused', problem: (why as Refused).problem });
                } else if (tries >= pauses_ms.length) {
                    this.tell({ is: 'unknown' });
                } else {
                    this.world.after(pauses_ms[tries]! * (0.5 + this.world.random()), () => this.attempt(turn, tries + 1));
                }
            });
    }
}
