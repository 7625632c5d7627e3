import assert from 'node:assert/strict';
import test from 'node:test';
import type { BoardPicture, CallNews, Problem } from '../../shared/api.ts';
import { Feed, retry_hint_ms } from '../../shared/feed.ts';
import { Refused, Unanswered } from '../../shared/refusal.ts';
import { FakeWorld } from './fake_world.ts';

const at = (seq: number, epoch = 1) => ({ epoch: String(epoch), seq: String(seq) });
const board = (seq: number, waiting: number, epoch = 1) =>
    ({ topic: 'board/h', position: at(seq, epoch), board: { zones: [{ zone: 'A', waiting }] } });

interface Heard { pictures: Array<[number, boolean]>; news: CallNews[]; refused: Problem[]; states: string[] }

const begin = (): { world: FakeWorld; feed: Feed; heard: Heard } => {
    const world = new FakeWorld();
    const feed = new Feed(world);
    const heard: Heard = { pictures: [], news: [], refused: [], states: [] };
    feed.on_state((state) => heard.states.push(state));
    feed.follow('board/h', {
        kind: 'board',
        picture: (picture: BoardPicture, first) => heard.pictures.push([picture.zones[0]?.waiting ?? 0, first]),
        news: (news) => heard.news.push(news),
        refused: (problem) => heard.refused.push(problem),
    });
    return { world, feed, heard };
};

const live = () => {
    const begun = begin();
    begun.world.socket.welcome();
    begun.world.socket.hear({ request: 2, subscribed: { topic: 'board/h' } });
    begun.world.socket.hear(board(5, 1));
    return begun;
};

const reconnect = (world: FakeWorld): void => {
    const before = world.sockets.length;
    while (world.sockets.length === before) world.pass(100);
};

const come_back = (world: FakeWorld, resumed: boolean): void => {
    reconnect(world);
    world.socket.welcome();
    world.socket.hear({ subscribed: { topic: 'board/h', resumed } });
};

test('a page is live once every topic it follows has its picture', () => {
    const { world, heard, feed } = begin();

    world.socket.welcome();
    assert.equal(feed.state, 'connecting');
    world.socket.hear({ subscribed: { topic: 'board/h' } });
    assert.equal(feed.state, 'connecting');
    world.socket.hear(board(5, 3));

    assert.equal(feed.state, 'live');
    assert.deepEqual(heard.pictures, [[3, true]]);
    assert.deepEqual(heard.states, ['connecting', 'live']);
});

test('an older picture is never shown, an equal or newer one is', () => {
    const { world, heard } = live();

    world.socket.hear(board(4, 99));
    world.socket.hear(board(5, 2));
    world.socket.hear(board(9, 3));
    world.socket.hear(board(8, 99));

    assert.deepEqual(heard.pictures.map(([waiting]) => waiting), [1, 2, 3]);
});

test('a later epoch is newer whatever its sequence numbers are, and the earlier one never returns', () => {
    const { world, heard } = live();

    world.socket.hear(board(1, 2, 2));
    world.socket.hear(board(100, 99, 1));

    assert.deepEqual(heard.pictures.map(([waiting]) => waiting), [1, 2]);
});

test('after a cut the page asks for what follows its position and shows nothing older', () => {
    const { world, heard } = live();

    world.socket.cut();
    reconnect(world);
    world.socket.welcome();
    assert.deepEqual(world.socket.last('subscribe').subscribe, { topic: 'board/h', from: { epoch: 1, seq: 5 } });
    world.socket.hear({ subscribed: { topic: 'board/h', resumed: true } });
    world.socket.hear(board(4, 99));
    world.socket.hear(board(6, 2));

    assert.deepEqual(heard.pictures, [[1, true], [2, false]]);
});

test('a server that cannot resume makes the page forget, and the next picture counts as the first', () => {
    const { world, heard } = live();

    world.socket.cut();
    come_back(world, false);
    world.socket.hear(board(1, 7));

    assert.deepEqual(heard.pictures, [[1, true], [7, true]]);
});

test('a silent line is stale after ten seconds although the socket seems open', () => {
    const { world, feed } = live();

    world.pass(9_400);
    assert.equal(feed.state, 'live');
    world.pass(1_100);

    assert.equal(feed.state, 'stale');
    assert.equal(world.sockets[0]!.open, false);
});

test('a quiet hall whose server answers the heartbeat stays live', () => {
    const { world, feed } = live();

    for (let second = 0; second < 60; second += 2) {
        world.pass(2_000);
        const ping = world.socket.last('ping');
        world.socket.hear({ request: ping.request, pong: { clientMs: String(ping.ping.client_ms), serverMs: '1000000' } });
    }

    assert.equal(feed.state, 'live');
    assert.equal(world.sockets.length, 1);
});

test('a short cut is not yet stale, and stale lasts until every topic is caught up', () => {
    const { world, feed, heard } = live();

    world.socket.cut();
    assert.equal(feed.state, 'connecting');
    world.refuses = true;
    world.pass(12_000);
    assert.equal(feed.state, 'stale');
    world.refuses = false;
    reconnect(world);
    world.socket.welcome();
    assert.equal(feed.state, 'stale');
    world.socket.hear({ subscribed: { topic: 'board/h', resumed: true } });
    assert.equal(feed.state, 'live');

    assert.deepEqual(heard.states, ['connecting', 'live', 'connecting', 'stale', 'live']);
});

test('reconnecting waits a random part of a span that doubles to thirty seconds', () => {
    const world = new FakeWorld();
    world.chance = 0.999;
    new Feed(world);
    const pauses: number[] = [];

    for (let attempt = 0; attempt < 8; ++attempt) {
        const before = world.sockets.length;
        const cut_at = world.time_ms;
        world.socket.cut();
        while (world.sockets.length === before) world.pass(100);
        pauses.push(Math.round((world.time_ms - cut_at) / 1000));
    }

    assert.deepEqual(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
});

test('with other luck the same page comes back almost at once: the jitter is full', () => {
    const world = new FakeWorld();
    world.chance = 0;
    new Feed(world);
    for (let attempt = 0; attempt < 5; ++attempt) {
        world.socket.cut();
        world.pass(1);
    }
    assert.equal(world.sockets.length, 6);
});

test('the server may ask for a longer pause', () => {
    const world = new FakeWorld();
    world.chance = 0;
    new Feed(world);
    world.socket.cut(1012, 'retry after 7 s');
    world.pass(6_900);
    assert.equal(world.sockets.length, 1);
    world.pass(200);
    assert.equal(world.sockets.length, 2);

    assert.equal(retry_hint_ms({ code: 1012, reason: 'retry after 1500 ms' }), 1500);
    assert.equal(retry_hint_ms({ code: 1012, reason: '900' }), 30_000);
    assert.equal(retry_hint_ms({ code: 1001, reason: 'going away' }), undefined);
});

test('a call that comes as news is told once', () => {
    const { world, heard } = live();
    const call = { topic: 'board/h', position: at(6), call: { call: { callId: '1-6', number: 'A023', windowNo: 3 }, expiresMs: '1045000' } };

    world.socket.hear(call);
    world.socket.hear(call);

    assert.deepEqual(heard.news.map((news) => news.call.number), ['A023']);
});

test('a recall is news again, for it is another call', () => {
    const { world, heard } = live();
    for (const [seq, attempt] of [[6, 1], [9, 2]]) {
        world.socket.hear({ topic: 'board/h', position: at(seq!), call: { call: { callId: `1-${seq}`, number: 'A023', attempt }, expiresMs: '1045000' } });
    }
    assert.deepEqual(heard.news.map((news) => news.call.attempt), [1, 2]);
});

test('news that expired while it travelled is not told', () => {
    const { world, heard } = live();
    world.pass(2_000);
    world.socket.hear({ topic: 'board/h', position: at(6), call: { call: { callId: '1-6' }, expiresMs: '1001000' } });
    assert.deepEqual(heard.news, []);
});

test('no picture is ever news: neither the first nor the one after a cut', () => {
    const { world, heard } = begin();
    const with_calls = (seq: number) => ({ topic: 'board/h', position: at(seq), board: { calls: [{ callId: '1-5', number: 'A023' }] } });
    world.socket.welcome();
    world.socket.hear({ subscribed: { topic: 'board/h' } });
    world.socket.hear(with_calls(5));
    world.socket.cut();
    come_back(world, true);
    world.socket.hear(with_calls(9));
    assert.deepEqual(heard.news, []);
});

test('a command resolves with its reply and keeps its id', async () => {
    const { world, feed } = live();
    const answer = feed.state_command({ hall: 'h', verb: 'call_next', fields: { window: 'W05', expires_ms: 9 } });
    const { request, command } = world.socket.last('command');
    assert.match(command.id, /^[0-9a-f]{32}$/);
    assert.deepEqual(command.call_next, { window: 'W05', expires_ms: 9 });

    world.socket.hear({ request, reply: { command: command.id, number: 'B001', called: { callId: '1-7', windowNo: 5 } } });

    assert.equal((await answer).called?.window_no, 5);
});

test('a refused command rejects with the problem and what to do next', async () => {
    const { world, feed } = live();
    const answer = feed.state_command({ hall: 'h', verb: 'call_next', fields: { window: 'W05', expires_ms: 9 } });
    const { request } = world.socket.last('command');

    world.socket.hear({ request, problem: { status: 409, code: 'queue_empty', next: { zh: '无人等候' } } });

    await assert.rejects(answer, (why) => why instanceof Refused && why.problem.code === 'queue_empty' && why.problem.next.zh === '无人等候');
});

test('a command whose answer is lost with the line rejects as unanswered and is not sent again', async () => {
    const { world, feed } = live();
    const answer = feed.state_command({ hall: 'h', verb: 'call_next', fields: { window: 'W05', expires_ms: 9 } });

    world.socket.cut();
    await assert.rejects(answer, Unanswered);
    come_back(world, true);

    assert.equal(world.socket.count('command'), 0);
    await assert.rejects(new Feed(new FakeWorld()).state_command({ hall: 'h', verb: 'come_back', fields: { window: 'W05' } }), Unanswered);
});

test('a command nobody answers rejects in time', async () => {
    const { world, feed } = live();
    const answer = feed.state_command({ hall: 'h', verb: 'come_back', fields: { window: 'W05' } });
    for (let second = 0; second < 9; ++second) {
        world.pass(1_000);
        world.socket.hear({ pong: {} });
    }
    await assert.rejects(answer, Unanswered);
});

test('one refused topic tells its follower and does not hold the others back', () => {
    const { world, feed, heard } = begin();
    let zone = 0;
    feed.follow('zone/h/A', { kind: 'zone', picture: () => { ++zone; } });
    world.socket.welcome();
    const asked = world.socket.sent.filter((frame) => frame.subscribe?.topic === 'board/h')[0]!;
    world.socket.hear({ request: asked.request, problem: { status: 404, code: 'no_such_topic' } });
    world.socket.hear({ subscribed: { topic: 'zone/h/A' } });
    world.socket.hear({ topic: 'zone/h/A', position: at(3), zone: { zone: 'A' } });

    assert.equal(feed.state, 'live');
    assert.equal(zone, 1);
    assert.deepEqual(heard.refused.map((problem) => problem.code), ['no_such_topic']);
});

test('rubbish on the line changes nothing', () => {
    const { world, feed, heard } = live();
    for (const words of ['', '{', 'null', '[]', '{"board":{"zones":5},"topic":7}', '{"topic":"board/h","ticket":{}}', '{"topic":"other","board":{}}']) {
        world.socket.hear(words);
    }
    assert.equal(feed.state, 'live');
    assert.equal(heard.pictures.length, 1);
});

test('a topic no longer followed is not heard', () => {
    const world = new FakeWorld();
    const feed = new Feed(world);
    let pictures = 0;
    const stop = feed.follow('board/h', { kind: 'board', picture: () => { ++pictures; } });
    world.socket.welcome();
    stop();
    world.socket.hear(board(5, 1));
    assert.equal(pictures, 0);
    assert.deepEqual(world.socket.last('unsubscribe').unsubscribe, { topic: 'board/h' });
});
