// The kiosk as a visitor touches it: one wish, one number; help when something fails; nothing left for the next in line.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { link } from '../fixtures.mjs';
import { choose_card, issued, issues_with, kiosk, press, reply_to, sees } from '../kiosk_scenes.mjs';

const patience = { timeout: 30_000 };
let browser;
before(async () => { browser = await open_browser(); });
after(() => browser?.close());

const walk = async (opened, ...steps) => {
    for (const step of steps) await step(opened);
};
const issue = ({ page }) => page.locator('.main-key').click();
const tickets_asked = (server) => server.requests.filter((line) => line.startsWith('POST /v1/halls/'));
const body_of = (line) => JSON.parse(line.slice(line.indexOf('{')));
const says = (page, words) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words, patience);

test('three touches from the first page to a number; the wish names the matter and nothing personal', async () => {
    const opened = await kiosk()(browser);
    await walk(opened, ...choose_card, issue, sees('B041'));
    const asked = tickets_asked(opened.server);
    assert.equal(asked.length, 1);
    const { id, ...wish } = body_of(asked[0]);
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual(wish, { hall: 'shanting', issue_ticket: { matters: ['SB-08'] } });
    assert.equal(await opened.page.textContent('[aria-live]'), '您的号是 B041');
    await opened.close();
});

test('a double touch and a lost answer make one number: every retry carries the same id', async () => {
    let answers = 0;
    const opened = await kiosk({ route: issues_with((command) => (++answers < 3 ? { status: 503, body: {} } : reply_to(command))) })(browser);
    await walk(opened, ...choose_card);
    await opened.page.locator('.main-key').dblclick();
    await sees('B041')(opened);
    const ids = tickets_asked(opened.server).map((line) => body_of(line).id);
    assert.equal(ids.length, 3);
    assert.equal(new Set(ids).size, 1);
    await opened.close();
});

test('two matters and a priority card go on one number', async () => {
    const opened = await kiosk()(browser);
    await walk(opened, ...choose_card, press('再加一件'), sees('已选 1 件'), press('异地就医备案'), sees('去掉'), press('我有优先证件'), issue, sees('B041'));
    assert.deepEqual(body_of(tickets_asked(opened.server)[0]).issue_ticket, { matters: ['SB-08', 'YB-03'], priority: true });
    await opened.close();
});

test('after the number the kiosk is as it was: Chinese, normal type, nothing chosen, nobody remembered', async () => {
    const opened = await kiosk()(browser);
    await walk(opened, press('大字'), sees('标准字'), ...choose_card, issue, sees('B041'), press('好的'), sees('您要办什么事'));
    const { page } = opened;
    assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    assert.equal(kept, JSON.stringify([{ 'buduan.kiosk.taken': '{"SB-08":1}' }, {}, '']));
    assert.ok(!(await page.content()).includes(link));
    await opened.close();
});

test('the printer beside the kiosk prints, in large type for who asked for it; without paper the screen says so', async () => {
    let paper = true;
    const opened = await kiosk({
        query: '&print=printer',
        route: (method, path, body) => (path.endsWith('/print') ? { status: paper ? 200 : 503, body: paper ? {} : { status: 503, code: 'not_printed' } }
            : issues_with((command) => reply_to(command, issued()))(method, path, body)),
    })(browser);
    await walk(opened, press('大字'), sees('标准字'), ...choose_card, issue, sees('请取走号票'));
    for (let i = 0; i < 100 && !opened.server.requests.some((line) => line.includes('/print')); ++i) await opened.page.waitForTimeout(50);
    assert.ok(opened.server.requests.includes(`POST /v1/tickets/${link}/print?large`));
    paper = false;
    await walk(opened, press('没有出票，再打印'));
    await says(opened.page, '没有出票，请记住您的号');
    await opened.close();
});

test('English by one touch and back by another; the page says its language', async () => {
    const opened = await kiosk()(browser);
    await walk(opened, press('English'), sees('What do you need done'));
    assert.equal(await opened.page.getAttribute('html', 'lang'), 'en');
    await walk(opened, press('中文'), sees('您要办什么事'));
    assert.equal(await opened.page.getAttribute('html', 'lang'), 'zh-CN');
    await opened.close();
});
