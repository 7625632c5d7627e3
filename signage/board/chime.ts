// Two soft bells, a falling minor third, drawn by the machine itself: no file, no licence, nothing to download.

const bell = (audio: AudioContext, out: AudioNode, frequency: number, at_s: number, for_s: number): void => {
    for (const [partial, share] of [[1, 0.5], [2, 0.16], [2.98, 0.07]] as const) {
        const tone = audio.createOscillator();
        const level = audio.createGain();
        tone.type = 'sine';
        tone.frequency.value = frequency * partial;
        level.gain.setValueAtTime(0.0001, at_s);
        level.gain.exponentialRampToValueAtTime(share, at_s + 0.012);
        level.gain.exponentialRampToValueAtTime(0.0001, at_s + for_s / partial);
        tone.connect(level);
        level.connect(out);
        tone.start(at_s);
        tone.stop(at_s + for_s);
    }
};

let audio: AudioContext | undefined;

// Resolves when the chime has begun; rejects when this browser will not play (no gesture yet, no device).
export const chime = (): Promise<void> => {
    try {
        audio = audio ?? new AudioContext();
    } catch (why) {
        return Promise.reject(why);
    }
    const ready = audio;
    const resumed = ready.state === 'suspended' ? ready.resume() : Promise.resolve();
    return resumed.then(() => {
        if (ready.state !== 'running') throw new Error('sound is not allowed yet');
        const out = ready.createGain();
        out.gain.value = 0.6;
        out.connect(ready.destination);
        bell(ready, out, 880, ready.currentTime + 0.02, 0.9);
        bell(ready, out, 739.99, ready.currentTime + 0.42, 1.2);
    });
};
