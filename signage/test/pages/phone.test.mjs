// The phone page as its holder uses it, and what it leaves behind: nothing.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { link, queue, tickets } from '../fixtures.mjs';
import { open_page, put_ticket, scenes } from '../scenes.mjs';

const patience = { timeout: 30_000 };
let browser;
before(async () => { browser = await open_browser(); });
after(() => browser?.close());

const body_says = (page, words) => page.waitForFunction((wanted) => document.querySelector('#page').textContent.includes(wanted), words, patience);

test('cancelling asks once, sends one command, and a retry after a lost answer carries the same id', async () => {
    const { server, page, close } = await scenes['phone-waiting'](browser);
    let answers = 0;
    server.post_ticket = () => (++answers === 1 ? { status: 503, body: {} } : { status: 200, body: {} });

    await page.click('text=取消排队');
    await page.getByRole('button', { name: '取消 B041' }).click();
    await body_says(page, '没有发送成功，请再按一次');
    await page.getByRole('button', { name: '取消 B041' }).click();
    put_ticket(server, tickets.abandoned);
    await body_says(page, '已取消');

    const sent = server.requests.filter((line) => line.startsWith('POST'));
    assert.equal(sent.length, 2);
    assert.equal(sent[0], sent[1]);
    assert.match(sent[0], new RegExp(`^POST /v1/tickets/${link}/cancel \\{"command":"[0-9a-f]{32}"\\}$`));
    await close();
});

test('a refusal is said in the words of the server', async () => {
    const { server, page, close } = await scenes['phone-waiting'](browser);
    server.post_ticket = () => ({ status: 409, body: { status: 409, code: 'not_waiting', detail: { zh: '正在叫您' }, next: { zh: '请看窗口号' } } });
    await page.click('text=晚点再叫我');
    await page.getByRole('button', { name: '让 3 位先办' }).click();
    await body_says(page, '正在叫您 请看窗口号');
    await close();
});

test('keeping the place sends nothing', async () => {
    const { server, page, close } = await scenes['phone-waiting'](browser);
    await page.click('text=取消排队');
    await page.click('text=继续排队');
    await page.waitForSelector('text=晚点再叫我');
    assert.deepEqual(server.requests.filter((line) => line.startsWith('POST')), []);
    await close();
});

test('the place moves with the shared frame of the queue, and the call turns the whole page', async () => {
    const { server, page, close } = await scenes['phone-waiting'](browser);
    server.picture('queue/shanting/B/social_insurance', 'queue', { ...queue, waiting: queue.waiting.slice(3), lastCalled: 'B039' });
    await page.waitForFunction(() => document.querySelector('.place .num')?.textContent === '1', undefined, patience);
    put_ticket(server, tickets.called);
    await page.waitForSelector('.phone.turn', patience);
    assert.equal(await page.textContent('.go .num'), '7');
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(10, 74, 65)');
    await close();
});

test('nothing is kept but the choice of large type, and the link is told to nobody but the server', async () => {
    const { page, server, close } = await scenes['phone-waiting'](browser);
    const kept = () => page.evaluate(async () => ({
        local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie, databases: (await indexedDB.databases()).length,
    }));
    assert.deepEqual(await kept(), { local: {}, session: {}, cookies: '', databases: 0 });
    await page.click('text=大字');
    assert.deepEqual(await kept(), { local: { 'buduan.theme': 'elder' }, session: {}, cookies: '', databases: 0 });
    await page.reload();
    await page.waitForSelector('html[data-theme=elder]');
    assert.equal(await page.evaluate(() => document.referrer), '');
    assert.equal(await page.getAttribute('meta[name=referrer]', 'content'), 'no-referrer');
    assert.deepEqual(server.requests.filter((line) => line.includes(link)), []);
    await close();
});

test('a link that opens nothing says what to do', async () => {
    const script = () => {};
    for (const path of ['/t/#short', `/t/#${'x'.repeat(22)}`]) {
        const { page, close } = await open_page(browser, { path, size: 'phone', script });
        await body_says(page, '这个链接打不开');
        await close();
    }
});
