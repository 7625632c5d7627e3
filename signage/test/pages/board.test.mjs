// The board as a thing that lives: silent when it opens, loud once a call, never back in time, honest when cut off.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { boards, call } from '../fixtures.mjs';
import { open_page } from '../scenes.mjs';

const patience = { timeout: 30_000 };
let browser;
before(async () => { browser = await open_browser(); });
after(() => browser?.close());

// Counts chimes and arrivals before any script of the page runs.
const count_in_page = () => {
    window.chimes = 0;
    window.arrivals = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
        ++window.chimes;
        return start.apply(this, when);
    };
    document.addEventListener('animationstart', (event) => {
        if (event.animationName === 'wipe') window.arrivals.push(document.querySelector('#hero .no').textContent);
    });
};
const partials_a_chime = 6;

const open_board = async ({ path = '/board/?hall=shanting', device } = {}) => {
    const opened = await open_page(browser, {
        path: '/v1/none', size: 'lying', motion: 'no-preference',
        script: (server) => {
            server.device = device;
            server.picture('board/shanting', 'board', boards.called);
        },
    });
    await opened.page.addInitScript(count_in_page);
    await opened.page.goto(opened.server.url + path);
    await shows(opened.page, 'A023');
    return opened;
};

const shows = (page, number) => page.waitForFunction((wanted) => document.querySelector('#hero .no')?.textContent === wanted, number, patience);
const counted = (page) => page.evaluate(() => ({ chimes: window.chimes, arrivals: window.arrivals }));
const say_call = (server, made, calls = boards.called.calls) => {
    server.picture('board/shanting', 'board', { ...boards.called, calls: [made, ...calls] });
    server.news('board/shanting', made);
};

test('a board that opens on calls is silent and still; a call that comes as news is wiped in and chimes once', async () => {
    const { server, page, close } = await open_board();
    await page.waitForTimeout(500);
    assert.deepEqual(await counted(page), { chimes: 0, arrivals: [] });

    say_call(server, call('C001', 14, '12:18'));
    await shows(page, 'C001');
    await page.waitForFunction((least) => window.chimes >= least && window.arrivals.length >= 1, partials_a_chime, patience);

    assert.deepEqual(await counted(page), { chimes: partials_a_chime, arrivals: ['C001'] });
    assert.equal(await page.textContent('#recent .call .no'), 'A023');
    await close();
});

test('a picture with a new call but no news shows it without motion or sound', async () => {
    const { server, page, close } = await open_board();
    server.picture('board/shanting', 'board', { ...boards.called, calls: [call('C001', 14, '12:18'), ...boards.called.calls] });
    await shows(page, 'C001');
    assert.deepEqual(await counted(page), { chimes: 0, arrivals: [] });
    await close();
});

test('two calls in one moment: both get the large block in turn, each with its own words', async () => {
    const { server, page, close } = await open_board();
    const [first, second] = [call('C001', 14, '12:18'), call('D002', 19, '12:18')];
    server.picture('board/shanting', 'board', { ...boards.called, calls: [second, first, ...boards.called.calls] });
    server.news('board/shanting', first);
    server.news('board/shanting', second);
    await shows(page, 'C001');
    assert.match(await page.textContent('#hero .say'), /请C001号到14号窗口办理/);
    assert.equal(await page.textContent('#recent .call .no'), 'D002');
    await shows(page, 'D002');
    assert.match(await page.textContent('#hero .say'), /请D002号到19号窗口办理/);
    await page.waitForFunction(() => window.arrivals.length === 2, undefined, patience);
    await close();
});

test('an older picture changes nothing', async () => {
    const { server, page, close } = await open_board();
    say_call(server, call('C001', 14, '12:18'));
    await shows(page, 'C001');
    server.raw('board/shanting', { topic: 'board/shanting', position: { epoch: '1', seq: '2' }, board: { ...boards.called, calls: [call('Z999', 1)] } });
    server.picture('board/shanting', 'board', { ...boards.called, calls: [call('C001', 14, '12:18'), ...boards.called.calls], zones: [{ zone: 'A', waiting: 33 }] });
    await page.waitForFunction(() => document.querySelector('#zones').textContent.includes('33'), undefined, patience);
    assert.equal(await page.textContent('#hero .no'), 'C001');
    assert.ok(!(await page.textContent('body')).includes('Z999'));
    await close();
});

test('cut off for ten seconds the board stops looking live; back again it resumes by position, silently', async () => {
    const { server, page, close } = await open_board();
    const position = server.position;
    server.accepting = false;
    server.cut();
    await page.waitForFunction(() => document.querySelector('#board').classList.contains('is-stale'), undefined, patience);
    assert.equal(await page.locator('#hero .no').count(), 0);
    assert.equal(await page.locator('#recent .call.hatch').count(), 3);
    assert.match(await page.textContent('#hero'), /您的号依然有效/);

    server.received.length = 0;
    server.accepting = true;
    server.picture('board/shanting', 'board', { ...boards.called, calls: [call('C001', 14, '12:18'), ...boards.called.calls] });
    await shows(page, 'C001');

    const asked = server.received.find((frame) => frame.subscribe)?.subscribe;
    assert.deepEqual(asked, { topic: 'board/shanting', from: position });
    assert.equal(await page.locator('#board.is-stale').count(), 0);
    assert.deepEqual(await counted(page), { chimes: 0, arrivals: [] });
    await close();
});

test('a line that stays open but says nothing is stale too', async () => {
    const { server, page, close } = await open_board();
    server.answering = false;
    await page.waitForFunction(() => document.querySelector('#board').classList.contains('is-stale'), undefined, patience);
    await close();
});

test('a screen with a device session proves that a call was drawn and chimed; its token leaves the address', async () => {
    const { server, page, close } = await open_board({
        path: '/board/?hall=shanting#device=secret-token', device: { hall: 'shanting', device: 'D-MAIN', role: 'screen', expiresMs: '4102444800000' },
    });
    assert.equal(new URL(page.url()).hash, '');
    assert.deepEqual(server.requests.filter((line) => line.includes('device-session')), ['POST /v1/device-session {"token":"secret-token"}']);

    const made = call('C001', 14, '12:18');
    say_call(server, made);
    await shows(page, 'C001');
    for (let i = 0; i < 100 && server.received.filter((frame) => frame.call_ack).length < 2; ++i) await page.waitForTimeout(100);

    const acks = server.received.filter((frame) => frame.call_ack).map((frame) => frame.call_ack);
    assert.equal(acks.length, 2);
    for (const ack of acks) assert.deepEqual([ack.hall, ack.call_id, ack.screen], ['shanting', made.callId, 'D-MAIN']);
    assert.ok(acks.every((ack) => ack.drawn_ms > 0) && acks.some((ack) => ack.chimed_ms > 0));
    await close();
});

test('a screen without a session claims nothing', async () => {
    const { server, page, close } = await open_board();
    say_call(server, call('C001', 14, '12:18'));
    await shows(page, 'C001');
    await page.waitForFunction(() => window.chimes > 0, undefined, patience);
    await page.waitForTimeout(300);
    assert.equal(server.received.filter((frame) => frame.call_ack).length, 0);
    await close();
});
