// Every verb of a window against the real server, by the keys of the page: what the server refuses, the page knew.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { start_server } from './server.mjs';
import { fresh_folder, in_steps } from './steps.mjs';

const patience = { timeout: 30_000 };
const clock_speed = 20;  // the quiet time between two calls is 15 s of the hall's clock

let browser;
let server;
const pages = {};
const step = in_steps(fresh_folder('desk'), pages);

before(async () => {
    server = await start_server({ start: '09:00', more: ['--speed', String(clock_speed)] });
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

const open = async (path) => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(server.url + path);
    return page;
};
const sees = (page, words) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words, patience);
const big_says = (page, words) => page.waitForFunction((wanted) => document.querySelector('.next:not(.off)')?.innerText.replace(/\s/g, '').includes(wanted), words, patience);
const in_hand = (page, number) => page.waitForFunction((wanted) => document.querySelector('.no')?.innerText.trim() === wanted, number, patience);
const press = async (page, key) => {
    await page.waitForFunction((letter) => document.querySelector(`[aria-keyshortcuts=${letter}]:not(:disabled):not(.off)`), key === 'Space' ? 'Space' : key.toUpperCase(), patience);
    await page.waitForTimeout(550);
    await page.keyboard.press(key);
};

const sit = async (account, words) => {
    const page = await open('/window/?hall=shanting&window=W05');
    await page.locator('#account:focus').waitFor(patience);
    await page.keyboard.type(account);
    await page.keyboard.press('Enter');
    await page.keyboard.type(server.hall.password);
    await page.keyboard.press('Enter');
    await sees(page, words);
    await page.locator('.main-key:enabled').waitFor(patience);
    await page.keyboard.press('Space');
    await page.locator('.next').waitFor(patience);
    return page;
};

const issue = async (matters) => {
    const kiosk = await open(new URL(server.hall.kiosk).pathname + '?hall=shanting' + new URL(server.hall.kiosk).hash);
    await sees(kiosk, '您要办什么事');
    const numbers = [];
    for (const codes of matters) {
        numbers.push(await kiosk.evaluate(async (wanted) => {
            const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
            const answer = await fetch('/v1/halls/shanting/tickets', {
                method: 'POST', headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ id, hall: 'shanting', issue_ticket: { matters: wanted } }),
            });
            return (await answer.json()).number;
        }, codes));
    }
    await kiosk.context().close();
    return numbers;
};

step('call, recall to the end, missed; the next is called; the missed one comes back behind the third', async () => {
    assert.deepEqual(await issue([['SB-08'], ['SB-02', 'SB-06'], ['SB-03']]), ['B001', 'B002', 'B003']);
    const desk = pages.desk = await sit(server.hall.account, '坐到 5 号窗口');
    await press(desk, 'Space');
    await big_says(desk, '叫下一位下一位B001');
    await press(desk, 'Space');
    await in_hand(desk, 'B001');
    for (const attempt of [2, 3]) {
        await press(desk, 'r');
        await sees(desk, `第 ${attempt} 次`);
    }
    await press(desk, 'm');
    await big_says(desk, '叫下一位下一位B002');
    await sees(desk, '过号，可恢复');
    await press(desk, 'f');
    await desk.keyboard.press('Enter');
    await sees(desk, 'B001 已恢复');
    assert.deepEqual(await desk.locator('.queue .q .num:first-child').allTextContents(), ['B002', 'B003', 'B001']);
});

step('several matters on one number are served in turn; hold and take back', async () => {
    const { desk } = pages;
    await press(desk, 'Space');
    await in_hand(desk, 'B002');
    await press(desk, 'Space');
    await big_says(desk, '办完这一件');
    await press(desk, 'Space');
    await sees(desk, '社会保险参保证明查询打印');
    await press(desk, 'h');
    await sees(desk, '可以叫号');
    assert.match(await desk.textContent('.today'), /挂起.*B002/s);
    await press(desk, 'h');
    await desk.keyboard.press('Enter');
    await sees(desk, 'B002 已取回');
    await big_says(desk, '下一位B002');
});

step('transfer to another window keeps the number; done and next in one key', async () => {
    const { desk } = pages;
    await press(desk, 'Space');
    await in_hand(desk, 'B002');
    await press(desk, 't');
    await desk.locator('#find:focus').waitFor(patience);
    await desk.keyboard.type('6');
    await sees(desk, '转到 6 号窗口');
    await desk.keyboard.press('Enter');
    await sees(desk, '已转到 6 号窗口');
    await big_says(desk, '下一位B003');
    await press(desk, 'Space');
    await in_hand(desk, 'B003');
    await press(desk, 'Space');
    await big_says(desk, '办结，叫下一位');
    await press(desk, 'Space');
    await in_hand(desk, 'B001');
    await sees(desk, '今天已办 1 件');
});

step('the B-role takes the seat over with the number in hand; the A-role is told by whom; nobody leaves with a number in hand', async () => {
    const { desk } = pages;
    const other = pages.other = await sit('shanting-S06', '从 S05 接过 5 号窗口');
    await in_hand(other, 'B001');
    await sees(desk, 'S06 已接过 5 号窗口');
    await press(other, 'Space');
    await big_says(other, '办结');
    await press(other, 'Space');
    await in_hand(other, 'B002');  // nobody sits at window 6, so its numbers are called by whoever stands in for it
    await other.keyboard.press('q');
    await other.locator('.notice.refused').waitFor(patience);
    await press(other, 'Space');
    await big_says(other, '后面无人等候');
    await press(other, 'Space');
    await sees(other, '今天已办 3 件');
    await other.keyboard.press('q');
    await sees(other, '窗口登录');
    await sees(desk, '5 号窗口');
});
