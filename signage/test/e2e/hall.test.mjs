// One ticket's way through the real server, as everybody sees it: the kiosk issues it, window 5 calls it, and the lobby
// board, the strip over the window and the citizen's phone show it at once. Then the line is cut and comes back.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { misplaced_text, weak_text } from '../inspect.mjs';
import { start_server } from './server.mjs';
import { fresh_folder, in_steps } from './steps.mjs';

const patience = { timeout: 30_000 };
const shown_within_ms = 300;
const shots = fresh_folder('hall');
const sizes = {
    board: [1920, 1080], 'board-standing': [1080, 1920], strip: [960, 160], kiosk: [1080, 1920], window: [1366, 768], phone: [390, 844],
};
const floors = { board: 7, strip: 7, kiosk: 7, window: 4.5, phone: 4.5 };
const page_of = (name) => name.split('-')[0];

let browser;
let server;
before(async () => {
    server = await start_server();
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

// Notes when `words` are first on the glass, on the clock all pages of this machine share.
const watch_for = (page, words) => page.evaluate((wanted) => {
    window.seen_at = new Promise((resolve) => {
        const look = () => {
            if (!document.body.innerText.replace(/\s/g, '').includes(wanted)) return false;
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
            return true;
        };
        if (look()) return;
        const watcher = new MutationObserver(() => look() && watcher.disconnect());
        watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
}, words);

const pages = {};

const open = async (name, path) => {
    const [width, height] = sizes[name] ?? sizes[page_of(name)];
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale: 'zh-CN' });
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
    await page.goto(server.url + path);
    return pages[name] = page;
};

const sees = (page, words) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words, patience);

const shoot = async (page, name, inspect = true) => {
    await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'), undefined, patience);
    await page.screenshot({ path: `${shots}/${name}.png` });
    if (!inspect) return;
    assert.deepEqual(await page.evaluate(misplaced_text, page_of(name) !== 'phone'), [], name);
    assert.deepEqual(await page.evaluate(weak_text, floors[page_of(name)]), [], name);
};

const link_of_slip = (page) => page.evaluate(() => /\/tickets\/([^/]+)\/qr/.exec(document.querySelector('img.qr').src)[1]);

// From the kiosk's first page to the number it gave.
const take_ticket = async (page) => {
    await page.getByRole('button', { name: '社会保障卡挂失' }).click(patience);
    await sees(page, '请核对');
    await page.locator('.main-key').click();
    await page.locator('.ticket .no').waitFor(patience);
    return { number: (await page.textContent('.ticket .no')).trim(), link: await link_of_slip(page) };
};

const step = in_steps(shots, pages);

let taken;

step('in a fresh hall the kiosk issues B001, and its holder’s phone opens the ticket', async () => {
    const kiosk = await open('kiosk', new URL(server.hall.kiosk).pathname + new URL(server.hall.kiosk).search + new URL(server.hall.kiosk).hash);
    await sees(kiosk, '您要办什么事');
    await shoot(kiosk, 'kiosk-home');
    assert.equal(new URL(kiosk.url()).hash, '');
    taken = await take_ticket(kiosk);
    assert.equal(taken.number, 'B001');
    await shoot(kiosk, 'kiosk-slip');

    const phone = await open('phone', '/t/#' + taken.link);
    await sees(phone, 'B001');
    await shoot(phone, 'phone-waiting');
});

step('window 5 signs in, sits down, opens, and has B001 in its queue', async () => {
    const desk = await open('window', '/window/?hall=shanting&window=W05');
    await desk.locator('#account').waitFor(patience);
    await desk.fill('#account', server.hall.account);
    await desk.fill('#password', 'wrong');
    await desk.keyboard.press('Enter');
    await desk.locator('.notice.refused').waitFor(patience);
    await desk.fill('#password', server.hall.password);
    await desk.keyboard.press('Enter');
    await sees(desk, '坐到 5 号窗口');
    await desk.locator('.main-key:enabled').waitFor(patience);
    await desk.keyboard.press('Space');
    await sees(desk, '窗口未开');
    await desk.waitForTimeout(600);  // a second press of the big key counts from half a second on
    await desk.keyboard.press('Space');
    await sees(desk, '下一位');
    assert.match(await desk.textContent('.next'), /叫下一位.*B001/s);
});

const called_pages = ['board', 'board-standing', 'strip', 'phone', 'window'];
// Whatever else this machine does may hold up one call; a page that is too slow is too slow for all of them.
const most_calls = 3;
let calls = 0;

// Presses the key and answers which pages showed the call too late. The caller's own page is told, not judged.
const call_and_measure = async (t) => {
    const { number } = taken;
    for (const name of called_pages) await watch_for(pages[name], name === 'strip' ? number : name === 'window' ? '已叫号' : `请${number}号到5号窗口办理`);
    await pages.window.evaluate(() => addEventListener('keydown', () => { window.pressed_at = Date.now(); }, { capture: true, once: true }));
    await pages.window.waitForTimeout(600);
    await pages.window.keyboard.press('Space');
    ++calls;
    const pressed_at = await pages.window.evaluate(() => window.pressed_at);
    const late = [];
    for (const name of called_pages) {
        const after_ms = await pages[name].evaluate(() => window.seen_at) - pressed_at;
        t.diagnostic(`${name} shows ${number} ${after_ms} ms after the key`);
        assert.ok(after_ms >= 0, `${name} showed ${number} before the key`);
        if (name !== 'window' && after_ms > shown_within_ms) late.push(`${name}: ${after_ms} ms`);
    }
    return late;
};

// Serves the number in hand to its end and lets somebody else come.
const next_ticket = async () => {
    const { window: desk, kiosk, phone } = pages;
    for (const words of ['正在办理', `今天已办 ${calls} 件`]) {
        await desk.waitForTimeout(600);
        await desk.keyboard.press('Space');
        await sees(desk, words);
    }
    await kiosk.reload();
    taken = await take_ticket(kiosk);
    await phone.goto(server.url + '/t/#' + taken.link);
    await sees(phone, taken.number);
    await sees(desk, '下一位');
    await desk.waitForTimeout(5_000);  // the board keeps the last call for as long as it takes to read it
};

step(`one press of the space bar, and board, strip and phone show it within ${shown_within_ms} ms`, async (t) => {
    await open('board', '/board/?hall=shanting&sound=off');
    await open('board-standing', '/board/?hall=shanting&sound=off');
    await open('strip', '/strip/?hall=shanting&window=W05');
    for (const name of ['board', 'board-standing']) await sees(pages[name], '请稍坐');
    await sees(pages.strip, '午间值班');

    let late = await call_and_measure(t);
    for (; late.length > 0 && calls < most_calls; late = await call_and_measure(t)) await next_ticket();
    assert.deepEqual(late, []);
    for (const name of called_pages) await shoot(pages[name], name + '-called');
});

step('the same call in large type, in the dark and in high contrast', async () => {
    const themed = {
        'board-called-elder': '/board/?hall=shanting&sound=off&theme=elder', 'board-called-dark': '/board/?hall=shanting&sound=off&theme=dark',
        'board-called-contrast': '/board/?hall=shanting&sound=off&theme=contrast', 'strip-called-elder': '/strip/?hall=shanting&window=W05&theme=elder',
    };
    for (const [name, path] of Object.entries(themed)) {
        const page = await open(name, path);
        await sees(page, taken.number);
        await shoot(page, name);
        await page.context().close();
        delete pages[name];
    }
    await pages.phone.getByRole('button', { name: '大字' }).click();
    await shoot(pages.phone, 'phone-called-elder');
    await pages.phone.getByRole('button', { name: '标准' }).click();
    await pages.kiosk.getByRole('button', { name: '大字' }).click();
    await sees(pages.kiosk, taken.number);
    await shoot(pages.kiosk, 'kiosk-slip-elder');

    const { window: desk } = pages;
    const address = desk.url();
    for (const theme of ['elder', 'dark']) {
        await desk.goto(address + '&theme=' + theme);
        await sees(desk, '已叫号');
        await shoot(desk, 'window-called-' + theme);
    }
    await desk.goto(address);
    await sees(desk, '已叫号');
});

step('a server that falls silent makes every page say so; what the clerk did meanwhile is told when it is back', async () => {
    await pages.kiosk.reload();
    await sees(pages.kiosk, '您要办什么事');
    server.freeze();
    const stale = { board: '您的号依然有效', 'board-standing': '您的号依然有效', strip: '连接中断', kiosk: '连接中断', phone: '网络不通', window: '连接中断' };
    await Promise.all(Object.entries(stale).map(([name, words]) => sees(pages[name], words)));
    for (const name of Object.keys(stale)) await shoot(pages[name], name + '-stale');

    await pages.window.keyboard.press('Space');
    await sees(pages.window, '已记下，待补报：开始办理');
    await shoot(pages.window, 'window-stale-told-later');
    server.thaw();
    await sees(pages.strip, '办理中');
    await sees(pages.phone, '正在为您办理');
    await pages.window.waitForFunction(() => !document.body.innerText.includes('待补报') && document.querySelector('.cur.serving'), undefined, patience);
    for (const name of ['board', 'board-standing', 'kiosk']) {
        await pages[name].waitForFunction(() => !document.body.innerText.includes('连接中断'), undefined, patience);
    }
    await shoot(pages.window, 'window-serving');
});

step('done: the phone says so, the strip is free, and the desk counts it', async () => {
    await pages.window.waitForTimeout(600);
    await pages.window.keyboard.press('Space');
    await sees(pages.phone, '已办结');
    await sees(pages.window, `今天已办 ${calls} 件`);
    await shoot(pages.phone, 'phone-done');
});

step('away with a reason and a moment: the strip says when and where instead; back again', async () => {
    const { window: desk, strip } = pages;
    await desk.keyboard.press('l');
    await sees(desk, '取送材料');
    await shoot(desk, 'window-away-dialog');
    await desk.keyboard.press('2');
    await sees(strip, '暂离');
    await shoot(strip, 'strip-away');
    await desk.waitForTimeout(600);
    await desk.keyboard.press('Space');
    await sees(strip, '午间值班');
});

step('no page complained', () => {
    const expected = /WebSocket connection to .* failed|ERR_CONNECTION|ERR_EMPTY|status of 401/;
    for (const [name, page] of Object.entries(pages)) assert.deepEqual(page.faults.filter((fault) => !expected.test(fault)), [], name);
});
