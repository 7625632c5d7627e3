// The hall's clock as this page knows it. In a demonstration it runs faster than the machine's, so a page never shows
// or compares the machine's own time: it anchors what the server said and goes on from there at the server's speed.

const kept_samples = 5;

interface Sample { local_ms: number; server_ms: number; round_trip_ms: number }

export class HallClock {
    private samples: Sample[] = [];
    private speed = 1;

    // `local_now` is a monotonic clock in milliseconds.
    constructor(private readonly local_now: () => number) {}

    get known(): boolean {
        return this.samples.length > 0;
    }

    // Hall milliseconds a real millisecond.
    get clock_speed(): number {
        return this.speed;
    }

    // A moment the server named. `round_trip_ms` is how long the question took: the answer was true halfway through it.
    // The quickest of the last few samples is believed, and a change of speed forgets all older ones.
    observe(server_ms: number, clock_speed?: number, round_trip_ms = 1000): void {
        if (server_ms <= 0) return;
        if (clock_speed !== undefined && clock_speed > 0 && clock_speed !== this.speed) {
            this.speed = clock_speed;
            this.samples = [];
        }
        const sample = { local_ms: this.local_now() - round_trip_ms / 2, server_ms, round_trip_ms };
        const apart = this.known ? Math.abs(this.now_ms() - this.hall_ms_at(sample)) : 0;
        if (apart > 5000 * this.speed + round_trip_ms) this.samples = [];  // set anew, or the machine slept
        this.samples = this.samples.slice(1 - kept_samples).concat(sample);
    }

    // Milliseconds since 1970 on the hall's clock; 0 while nothing is known.
    now_ms(): number {
        let best: Sample | undefined;
        for (const sample of this.samples) if (!best || sample.round_trip_ms <= best.round_trip_ms) best = sample;
        return best ? this.hall_ms_at(best) : 0;
    }

    private hall_ms_at(sample: Sample): number {
        return Math.round(sample.server_ms + (this.local_now() - sample.local_ms) * this.speed);
    }
}
