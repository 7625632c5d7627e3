import type { Socket, World } from '../../shared/feed.ts';

// A world whose clock, chance and line are in the hands of the test.
export class FakeSocket implements Socket {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    sent: Array<Record<string, any>> = [];
    open = true;

    send(words: string): void {
        if (!this.open) throw new Error('sent on a closed socket');
        this.sent.push(JSON.parse(words));
    }

    close(): void {
        this.open = false;
    }

    hear(frame: unknown): void {
        this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
    }

    cut(code = 1006, reason = ''): void {
        this.open = false;
        this.onclose?.({ code, reason });
    }

    welcome(more: Record<string, unknown> = {}): void {
        this.hear({ welcome: { serverMs: '1000000', clockSpeed: 1, build: 'b1', heartbeatS: 3, ...more } });
    }

    last(verb: string): Record<string, any> {
        const found = this.sent.filter((frame) => frame[verb] !== undefined).pop();
        if (!found) throw new Error(`nothing said about ${verb}`);
        return found;
    }

    count(verb: string): number {
        return this.sent.filter((frame) => frame[verb] !== undefined).length;
    }
}

export class FakeWorld implements World {
    time_ms = 0;
    chance = 0.5;
    sockets: FakeSocket[] = [];
    refuses = false;
    private timers: Array<{ at_ms: number; run: () => void }> = [];

    now_ms(): number {
        return this.time_ms;
    }

    after(milliseconds: number, run: () => void): () => void {
        const timer = { at_ms: this.time_ms + milliseconds, run };
        this.timers.push(timer);
        return () => { this.timers = this.timers.filter((other) => other !== timer); };
    }

    random(): number {
        return this.chance;
    }

    open(): FakeSocket {
        if (this.refuses) throw new Error('no network');
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
    }

    get socket(): FakeSocket {
        return this.sockets[this.sockets.length - 1]!;
    }

    pass(milliseconds: number): void {
        const until = this.time_ms + milliseconds;
        for (;;) {
            const next = this.timers.filter((timer) => timer.at_ms <= until).sort((a, b) => a.at_ms - b.at_ms)[0];
            if (!next) break;
            this.timers = this.timers.filter((other) => other !== next);
            this.time_ms = next.at_ms;
            next.run();
        }
        this.time_ms = until;
    }
}
