// The window client under a clerk's fingers: one key for the next step, letters for the rest, and nothing lost when the
// line is.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { desks, put_desk, window_page } from '../window_scenes.mjs';

const patience = { timeout: 30_000 };
let browser;
before(async () => { browser = await open_browser(); });
after(() => browser?.close());

const commands = (server) => server.received.filter((frame) => frame.command).map((frame) => frame.command);
const verbs = (server) => commands(server).map((command) => Object.keys(command).find((name) => name !== 'id' && name !== 'hall'));
const stated = async (server, count) => {
    for (let i = 0; i < 300 && commands(server).length < count; ++i) await new Promise((resolve) => setTimeout(resolve, 50));
    return commands(server).slice(-1)[0];
};
const sees = (page, words) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words, patience);
// Until the answer came, and with it the right to press the next key: what is sent after an answer is shown after it.
let done_today = 100;
const answered = async (server, page, picture) => {
    put_desk(server, { ...picture, doneToday: ++done_today });
    await sees(page, `今天已办 ${done_today} 件`);
};
const settle = (page) => page.waitForTimeout(550);  // a second press counts from half a second on

test('space does the next thing: open, call, start, finish and call; the call says whom it expects and when it expires', async () => {
    const { server, page, close } = await window_page(desks.closed, { words: '窗口未开' })(browser);
    await page.keyboard.press('Space');
    assert.deepEqual((await stated(server, 1)).open_window, { window: 'W07' });

    put_desk(server, desks.free);
    await sees(page, '可以叫号');
    await settle(page);
    await page.keyboard.press('Space');
    const { call_next } = await stated(server, 2);
    assert.equal(call_next.window, 'W07');
    assert.equal(call_next.expected, undefined);
    assert.ok(call_next.expires_ms > server.now_ms && call_next.expires_ms <= server.now_ms + 5_500);

    put_desk(server, desks.called);
    await sees(page, '已叫号');
    await settle(page);
    await page.keyboard.press('Space');
    assert.deepEqual((await stated(server, 3)).start_service, { window: 'W07', ticket: 36 });

    put_desk(server, desks.serving);
    await sees(page, '正在办理');
    await settle(page);
    await page.keyboard.press('Space');
    const last = (await stated(server, 4)).call_next;
    assert.deepEqual([last.expected, last.finish], [36, true]);
    await close();
});

test('a bouncing or impatient key calls once', async () => {
    const { server, page, close } = await window_page(desks.free, { words: '可以叫号' })(browser);
    for (let i = 0; i < 5; ++i) await page.keyboard.press('Space');
    await settle(page);
    assert.deepEqual(verbs(server), ['call_next']);
    await close();
});

test('every letter states its verb, once', async () => {
    const { server, page, close } = await window_page(desks.called, { words: '已叫号' })(browser);
    const letters = { r: 'recall', m: 'mark_missed', h: 'hold_ticket' };
    for (const [index, key] of Object.keys(letters).entries()) {
        await page.keyboard.press(key);
        await stated(server, index + 1);
        await answered(server, page, desks.called);
    }
    assert.deepEqual(verbs(server), Object.values(letters));
    put_desk(server, desks.serving);
    await sees(page, '正在办理');
    await page.keyboard.press('d');
    assert.deepEqual((await stated(server, 4)).finish_service, { window: 'W07', ticket: 36 });
    await close();
});

test('transfer by the keyboard alone: T, a few letters, Enter', async () => {
    const { server, page, close } = await window_page(desks.serving, { words: 'B036' })(browser);
    await page.keyboard.press('t');
    await page.locator('#find:focus').waitFor(patience);
    await page.keyboard.type('sbk');
    await sees(page, '转办 社会保障卡');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const { transfer_ticket } = await stated(server, 1);
    assert.deepEqual(transfer_ticket, { window: 'W07', ticket: 36, to_matter: 'SB-08' });
    await sees(page, '号不变、位置不变');
    await page.keyboard.press('t');
    await page.keyboard.press('Escape');
    await page.locator('.dialog').waitFor({ state: 'detached', ...patience });
    assert.equal(commands(server).length, 1);
    await close();
});

test('away with a reason and a moment by two keys; what lies aside comes back by one', async () => {
    const { server, page, close } = await window_page(desks.free, { words: '可以叫号' })(browser);
    await page.keyboard.press('l');
    await sees(page, '取送材料');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('2');
    const { step_away } = await stated(server, 1);
    assert.equal(step_away.reason, '核对档案');
    assert.ok(Math.abs(step_away.until_ms - server.now_ms - 15 * 60_000) < 5_000);

    await answered(server, page, desks.free);
    await page.keyboard.press('f');
    await sees(page, '排到后面第三位');
    await page.keyboard.press('2');
    assert.deepEqual((await stated(server, 2)).restore_ticket, { window: 'W07', ticket: 33 });
    await answered(server, page, desks.free);
    await page.keyboard.press('h');
    await sees(page, '按原来的位置排队');
    await page.keyboard.press('Enter');
    assert.deepEqual((await stated(server, 3)).resume_ticket, { window: 'W07', ticket: 31 });
    await close();
});

test('cut off: a fact is kept and told first, under one id; a call is never kept', async () => {
    const { server, page, close } = await window_page(desks.serving, { words: 'B036' })(browser);
    server.accepting = false;
    server.cut();
    await sees(page, '连接中断');
    await page.keyboard.press('Space');
    await sees(page, '已记下，待补报：办结');
    await settle(page);
    await page.keyboard.press('Space');  // "reconnect", not "call"
    assert.deepEqual(verbs(server), []);

    await page.reload();                 // even a reload in between loses nothing
    server.accepting = true;
    await stated(server, 1);
    await settle(page);
    assert.deepEqual(verbs(server), ['finish_service']);
    await close();
});

test('a lost answer is asked for again under the same id', async () => {
    const { server, page, close } = await window_page(desks.serving, { words: 'B036' })(browser);
    server.answer = () => { server.cut(); return {}; };
    await page.keyboard.press('d');
    await stated(server, 1);
    server.answer = (command) => ({ reply: { command: command.id } });
    await stated(server, 2);
    const [first, second] = commands(server);
    assert.deepEqual(second, first);
    await close();
});

test('a refusal is said in the server’s words and the key works again', async () => {
    const { server, page, close } = await window_page(desks.free, { words: '可以叫号' })(browser);
    server.answer = () => ({ problem: { status: 409, code: 'nobody_waits', detail: { zh: '现在无人等候' }, next: { zh: '来人后再叫' } } });
    await page.keyboard.press('Space');
    await sees(page, '来人后再叫');
    await settle(page);
    await page.keyboard.press('Space');
    await stated(server, 2);
    assert.deepEqual(verbs(server), ['call_next', 'call_next']);
    await close();
});

test('a seat that is taken can be taken over; whoever loses it is told by whom', async () => {
    const { server, page, close } = await window_page(desks.taken, { words: '从 S08 接过' })(browser);
    await page.locator('.main-key:enabled').waitFor(patience);
    await page.keyboard.press('Space');
    assert.deepEqual((await stated(server, 1)).take_seat, { window: 'W07', take_over: true });
    put_desk(server, desks.serving);
    await sees(page, 'B036');
    put_desk(server, desks.taken);
    await sees(page, 'S08 已接过 7 号窗口');
    assert.equal(await page.locator('.no').count(), 0);
    await close();
});

test('signing in by keyboard, signing out in order; a session that ended asks for the password, nothing else', async () => {
    const { server, page, close } = await window_page(desks.serving, { signed_in: false, words: '窗口登录' })(browser);
    await page.locator('#account:focus').waitFor(patience);
    await page.keyboard.type('S07');
    await page.keyboard.press('Enter');
    await page.keyboard.type('right');
    await page.keyboard.press('Enter');
    await sees(page, 'B036');
    assert.deepEqual(server.requests.filter((line) => line.startsWith('POST')), ['POST /v1/session {"hall":"shanting","account":"S07","password":"right"}']);

    await page.keyboard.press('q');
    await sees(page, '窗口登录');
    assert.deepEqual(verbs(server), ['close_window', 'release_seat']);
    assert.ok(server.requests.includes('DELETE /v1/session'));
    assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), {});
    await close();
});

test('a session that ended while working asks for the password and says why', async () => {
    const { server, page, close } = await window_page(desks.serving, { words: 'B036' })(browser);
    server.answer = () => ({ problem: { status: 401, code: 'not_signed_in' } });
    await page.keyboard.press('d');
    await sees(page, '登录已过期');
    await page.locator('#account').waitFor(patience);
    await close();
});

test('keys have names for those who listen, the number in hand is announced, and Tab reaches every key', async () => {
    const { page, close } = await window_page(desks.serving, { words: 'B036' })(browser);
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
    assert.equal(await page.textContent('[aria-live=assertive]'), '正在办理 B036 灵活就业人员参保登记');
    const reached = await page.evaluate(async () => document.querySelectorAll('button:not(:disabled)').length);
    const seen = new Set();
    for (let i = 0; i < reached + 2; ++i) {
        await page.keyboard.press('Tab');
        seen.add(await page.evaluate(() => document.activeElement.tagName === 'BUTTON' ? document.activeElement.textContent : ''));
    }
    seen.delete('');
    assert.ok(seen.size >= reached - 1, [...seen].join(' | '));
    await close();
});
