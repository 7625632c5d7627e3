// One announcement at a time. Each is an immutable copy of its call; a chime that fails or hangs never holds the next one
// up; a burst shortens the turns and chimes once; a call that waited too long keeps its place in the list but is no longer
// announced.

import type { CallNews, CallPicture } from '../shared/api.ts';

export interface Stage {
    now_ms(): number;  // monotonic
    after(milliseconds: number, run: () => void): void;
    // Puts the call on the large block, with motion.
    show(call: CallPicture): void;
    // Sounds once; may reject or never settle.
    chime(): Promise<void>;
    // The chime of this call has begun.
    chimed(call: CallPicture): void;
}

const live_for_ms = 45_000;
const burst = 3;
const most_waiting = 64;

// How long a call keeps the large block while others wait for it.
export const turn_ms = (waiting: number): number => (waiting >= burst ? 2_000 : waiting === 2 ? 3_000 : 4_500);

interface Announcement { readonly call: CallPicture; readonly until_ms: number }

export class Announcer {
    private waiting: Announcement[] = [];
    private shown_at_ms = -Infinity;
    private turning = false;
    private chiming = false;
    private burst_chimed = false;
    private readonly known: string[] = [];

    constructor(private readonly stage: Stage) {}

    get idle(): boolean {
        return this.waiting.length === 0 && !this.turning;
    }

    announce(news: CallNews): void {
        const call = news.call;
        if (this.known.indexOf(call.call_id) >= 0) return;
        this.known.push(call.call_id);
        if (this.known.length > 256) this.known.shift();

        // A recall overtakes the older call of the same ticket that was still waiting for its turn.
        this.waiting = this.waiting.filter((other) => other.call.number !== call.number);
        this.waiting.push({ call: { ...call, text: { ...call.text } }, until_ms: this.stage.now_ms() + live_for_ms });
        if (this.waiting.length > most_waiting) this.waiting.shift();
        this.turn();
    }

    // After a cut nothing that waited is announced any more: it would come late.
    clear(): void {
        this.waiting = [];
    }

    private turn(): void {
        if (this.turning) return;
        const now_ms = this.stage.now_ms();
        this.waiting = this.waiting.filter((item) => item.until_ms > now_ms);
        const next = this.waiting[0];
        if (!next) {
            this.burst_chimed = false;
            return;
        }
        const rest_ms = this.shown_at_ms + turn_ms(this.waiting.length) - now_ms;
        if (rest_ms > 0) {
            this.turning = true;
            this.stage.after(rest_ms, () => {
                this.turning = false;
                this.turn();
            });
            return;
        }
        this.waiting.shift();
        this.shown_at_ms = now_ms;
        this.stage.show(next.call);
        this.sound(next.call);
        if (this.waiting.length > 0) this.turn();
    }

    private sound(call: CallPicture): void {
        if (this.chiming) return;
        if (this.waiting.length >= burst) {
            if (this.burst_chimed) return;
            this.burst_chimed = true;
        }
        this.chiming = true;
        let released = false;
        const release = (): void => {
            if (released) return;
            released = true;
            this.chiming = false;
        };
        this.stage.after(1_800, release);
        this.stage.chime().then(() => {
            if (!released) this.stage.chimed(call);
            release();
        }, release);
    }
}
