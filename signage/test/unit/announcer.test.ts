import assert from 'node:assert/strict';
import test from 'node:test';
import { Announcer, turn_ms, type Stage } from '../../board/announcer.ts';
import { decode_call_picture, type CallNews } from '../../shared/api.ts';
import { FakeWorld } from './fake_world.ts';

const news = (number: string, attempt = 1): CallNews => ({
    call: decode_call_picture({ callId: `${number}-${attempt}`, number, windowNo: 3, attempt, text: { zh: `请${number}号到3号窗口办理` } }), expires_ms: 0,
});

const begin = (chime: () => Promise<void> = () => Promise.resolve()) => {
    const world = new FakeWorld();
    const shown: string[] = [];
    const chimed: string[] = [];
    let chimes = 0;
    const stage: Stage = {
        now_ms: () => world.now_ms(),
        after: (milliseconds, run) => void world.after(milliseconds, run),
        show: (call) => shown.push(call.text.zh),
        chime: () => { ++chimes; return chime(); },
        chimed: (call) => chimed.push(call.number),
    };
    return { world, shown, chimed, announcer: new Announcer(stage), chimes: () => chimes };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const said = (...numbers: string[]): string[] => numbers.map((number) => `请${number}号到3号窗口办理`);

test('two calls at once are announced one after the other, each with its own words', () => {
    const { world, announcer, shown } = begin();
    announcer.announce(news('A023'));
    announcer.announce(news('B036'));
    assert.deepEqual(shown, said('A023'));
    world.pass(turn_ms(1));
    assert.deepEqual(shown, said('A023', 'B036'));
});

test('an announcement keeps the words it came with, whatever becomes of the object', () => {
    const { world, announcer, shown } = begin();
    announcer.announce(news('A023'));
    const second = news('B036');
    announcer.announce(second);
    second.call.text.zh = '请C001号到9号窗口办理';
    world.pass(5_000);
    assert.deepEqual(shown, said('A023', 'B036'));
});

test('after its turn the next call is shown at once', () => {
    const { world, announcer, shown } = begin();
    announcer.announce(news('A023'));
    world.pass(10_000);
    announcer.announce(news('B036'));
    assert.deepEqual(shown, said('A023', 'B036'));
});

test('a refused chime does not mute the board', async () => {
    const { world, announcer, shown, chimes, chimed } = begin(() => Promise.reject(new Error('not allowed')));
    announcer.announce(news('A023'));
    await settled();
    world.pass(10_000);
    announcer.announce(news('B036'));
    assert.deepEqual(shown, said('A023', 'B036'));
    assert.equal(chimes(), 2);
    assert.deepEqual(chimed, []);
});

test('a chime that never ends does not hold up the next one', () => {
    const { world, announcer, shown, chimes } = begin(() => new Promise(() => {}));
    announcer.announce(news('A023'));
    world.pass(10_000);
    announcer.announce(news('B036'));
    assert.deepEqual(shown, said('A023', 'B036'));
    assert.equal(chimes(), 2);
});

test('the same call is announced once, its recall again', () => {
    const { world, announcer, shown } = begin();
    announcer.announce(news('A023'));
    announcer.announce(news('A023'));
    world.pass(20_000);
    announcer.announce(news('A023', 2));
    assert.deepEqual(shown, said('A023', 'A023'));
});

test('a recall takes the place of the same ticket’s call that still waits', () => {
    const { world, announcer, shown } = begin();
    for (const one of [news('A023'), news('B036'), news('B036', 2)]) announcer.announce(one);
    world.pass(30_000);
    assert.deepEqual(shown, said('A023', 'B036'));
});

test('a burst takes short turns and chimes once for all that crowd', async () => {
    const { world, announcer, shown, chimes } = begin();
    for (let i = 1; i <= 9; ++i) announcer.announce(news(`A00${i}`));
    for (let i = 0; i < 80; ++i) {
        world.pass(500);
        await settled();
    }
    assert.equal(shown.length, 9);
    assert.equal(new Set(shown).size, 9);
    assert.ok(chimes() >= 2 && chimes() <= 5, `${chimes()} chimes`);
});

test('a call that waited too long is no longer announced', () => {
    const { world, announcer, shown } = begin();
    for (let i = 0; i < 60; ++i) announcer.announce(news('A' + String(i).padStart(3, '0')));
    world.pass(200_000);
    assert.ok(shown.length > 15 && shown.length < 30, `${shown.length} shown`);
    assert.deepEqual(shown, shown.slice().sort());
});

test('after a cut nothing old is announced', () => {
    const { world, announcer, shown } = begin();
    announcer.announce(news('A023'));
    announcer.announce(news('B036'));
    announcer.clear();
    world.pass(30_000);
    assert.deepEqual(shown, said('A023'));
    announcer.announce(news('C001'));
    assert.deepEqual(shown, said('A023', 'C001'));
});
