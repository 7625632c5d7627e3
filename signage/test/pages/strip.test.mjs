import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { strips } from '../fixtures.mjs';
import { open_page } from '../scenes.mjs';

const patience = { timeout: 30_000 };
let browser;
before(async () => { browser = await open_browser(); });
after(() => browser?.close());

const says = (page, words) => page.waitForFunction((wanted) => document.querySelector('#state').textContent.includes(wanted), words, patience);
const watch_wipes = () => {
    window.wipes = 0;
    document.addEventListener('animationstart', () => { ++window.wipes; });
};

test('a strip that opens on a call stands still; the next call is wiped in once; the window number never moves', async () => {
    const { server, page, close } = await open_page(browser, {
        path: '/v1/none', size: 'strip', motion: 'no-preference', script: (server) => server.picture('window/shanting/W03', 'window', strips.called),
    });
    await page.addInitScript(watch_wipes);
    await page.goto(server.url + '/strip/?hall=shanting&window=3');
    await says(page, 'A023');
    const place = () => page.locator('#wno').boundingBox();
    const before_call = await place();
    assert.equal(await page.evaluate(() => window.wipes), 0);

    server.picture('window/shanting/W03', 'window', { ...strips.serving, window: 'W03', no: 3, number: 'A023' });
    await says(page, '办理中');
    server.picture('window/shanting/W03', 'window', { ...strips.called, number: 'A024', sinceMs: String(server.now_ms) });
    await says(page, 'A024');
    await page.waitForFunction(() => window.wipes > 0, undefined, patience);

    assert.equal(await page.evaluate(() => window.wipes), 1);
    assert.deepEqual(await place(), before_call);
    await close();
});

test('a window the hall does not have is said, not shown as free', async () => {
    const { page, close } = await open_page(browser, { path: '/strip/?hall=shanting&window=W99', size: 'strip', script: () => {} });
    await says(page, '没有这个窗口');
    await close();
});
