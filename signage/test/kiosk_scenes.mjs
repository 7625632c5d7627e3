// The kiosk in the states it is looked at and checked in.

import { readFileSync } from 'node:fs';
import { at, boards, link, noon, phases, tickets } from './fixtures.mjs';
import { sample_hall } from './sample_hall.mjs';
import { open_page } from './scenes.mjs';

export const standing = [1080, 1920];
export const lying = [1280, 800];

const ranges = (...pairs) => pairs.map(([low, high]) => ({ lowS: low * 60, highS: high * 60 }));

const queues = {
    'B/social_insurance': { waitingTotal: 5, waiting: ['36', '37', '38', '40', '41'], windows: [6, 7], waitByPosition: ranges([0, 4], [3, 8], [6, 12], [9, 16], [12, 20], [15, 25]) },
    'B/employment': { waitingTotal: 2, windows: [7], waitByPosition: ranges([0, 5], [5, 10], [10, 20]) },
    'B/medical_insurance': { waitingTotal: 1, windows: [10], waitByPosition: ranges([0, 4], [5, 10]) },
    'B/housing_fund': { waitingTotal: 2, windows: [11], waitByPosition: ranges([0, 6], [5, 12], [10, 20]) },
    'C/real_estate': { waitingTotal: 12, windows: [13, 15], waitByPosition: ranges([5, 20], [40, 60]) },
    'F/hukou': { waitingTotal: 3, windows: [25], waitByPosition: ranges([0, 6], [6, 12], [12, 20], [20, 30]) },
};

const window_of = (no, state, more = {}) => ({ window: `W${String(no).padStart(2, '0')}`, no, state, phase: phases.noon, ...more });

export const zone_b = {
    zone: 'B', waiting: 17, windows: [
        window_of(5, 'WINDOW_AWAY', { awayUntilMs: String(at('12:45')), instead: [6, 7] }), window_of(6, 'WINDOW_SERVING', { number: 'B037' }),
        window_of(7, 'WINDOW_SERVING', { number: 'B036' }), window_of(8, 'WINDOW_AWAY', { awayUntilMs: String(at('12:45')) }),
    ],
};

export const issued = (more = {}) => ({
    ...tickets.waiting, number: 'B041', ahead: 5, wait: { lowS: 1200, highS: 2100 }, issuedMs: String(at('12:17')),
    matterNames: [{ zh: '社会保障卡挂失、补换', en: 'Social security card loss report and replacement' }], ...more,
});

export const reply_to = (command, ticket = issued()) => ({
    status: 200, body: { command: command.id, at: { epoch: '1', seq: '77' }, issued: { ticket, link }, ticket: ticket.ticket, number: ticket.number },
});

export const issues_with = (answer) => (method, path, body) =>
    method === 'POST' && path.endsWith('/tickets') ? answer(JSON.parse(body)) : undefined;

// Opens the kiosk and waits for its first page; `steps` then walk to the state.
export const kiosk = ({ size = standing, query = '', now_ms = noon, board = boards.called, hall = {}, route, script, words = '您要办什么事' } = {}) => async (browser) => {
    const opened = await open_page(browser, {
        path: '/kiosk/?hall=shanting' + query, size, server_options: { now_ms, halls: [{ ...sample_hall(), ...hall }] },
        script: (server) => {
            server.picture('board/shanting', 'board', board);
            for (const [name, queue] of Object.entries(queues)) {
                const [zone, skill] = name.split('/');
                server.picture(`queue/shanting/${name}`, 'queue', { zone, skill, ...queue });
            }
            server.picture('zone/shanting/B', 'zone', zone_b);
            server.route = route ?? issues_with(reply_to);
            script?.(server);
        },
    });
    await opened.page.route('**/qr.svg', (route_) => route_.fulfill({ contentType: 'image/svg+xml', body: qr_picture() }));
    await opened.page.getByText(words).first().waitFor();
    return opened;
};

// A code that can be told from a broken picture; what it holds is nobody's business here.
const qr_picture = () => {
    const cells = [];
    for (let y = 0; y < 29; ++y) for (let x = 0; x < 29; ++x) {
        const corner = (x < 8 && y < 8) || (x > 20 && y < 8) || (x < 8 && y > 20);
        const cx = x > 20 ? x - 22 : x;
        const cy = y > 20 ? y - 22 : y;
        const eye = corner && cx >= 0 && cx < 7 && cy >= 0 && cy < 7 && (cx === 0 || cx === 6 || cy === 0 || cy === 6 || (cx > 1 && cx < 5 && cy > 1 && cy < 5));
        if (eye || (!corner && (x * 7 + y * 13 + x * y) % 3 === 0)) cells.push(`M${x} ${y}h1v1h-1z`);
    }
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 33 33" shape-rendering="crispEdges"><path d="${cells.join('')}"/></svg>`;
};

const then = (open, ...steps) => async (browser) => {
    const opened = await open(browser);
    for (const step of steps) await step(opened);
    return opened;
};

export const press = (name) => ({ page }) => page.getByRole('button', { name, exact: false }).first().click();
export const sees = (words) => ({ page }) => page.getByText(words).first().waitFor();
export const choose_card = [press('社会保障卡挂失'), sees('请核对后取号'), sees('15–25')];
export const take = [...choose_card, ({ page }) => page.locator('.main-key').click(), sees('B041'), sees('午间轮值')];
const to_zone_b = [press('社保医保公积金区'), sees('5、6、7 号窗口，现在 6、7 号在办')];
const elder = [press('大字'), sees('标准字')];
const english = [press('English'), sees('What do you need done')];
export const goes_stale = async ({ server, page }) => {
    server.accepting = false;
    server.cut();
    await page.getByText('连接中断').first().waitFor({ timeout: 30_000 });
};

const closed_board = { ...boards.closed, calls: [] };

export const kiosk_scenes = {
    'kiosk-home': kiosk(),
    'kiosk-home-lying': kiosk({ size: lying }),
    'kiosk-home-elder': then(kiosk(), ...elder),
    'kiosk-home-elder-lying': then(kiosk({ size: lying }), ...elder),
    'kiosk-home-english': then(kiosk(), ...english),
    'kiosk-home-regular': kiosk({ now_ms: at('10:20'), board: { ...boards.called, phase: phases.regular } }),
    'kiosk-zones-elder': then(kiosk(), ...elder, press('按区域找'), sees('公共法律服务区')),
    'kiosk-zone': then(kiosk(), ...to_zone_b),
    'kiosk-zone-lying': then(kiosk({ size: lying }), ...to_zone_b),
    'kiosk-zone-elder': then(kiosk(), ...elder, press('按区域找'), ...to_zone_b),
    'kiosk-search': then(kiosk(), press('输入事项名称'), press(/^S$/), press(/^B$/), press(/^K$/), sees('社会保障卡申领')),
    'kiosk-search-empty': then(kiosk(), press('输入事项名称'), sees('点拼音首字母')),
    'kiosk-search-lying': then(kiosk({ size: lying }), press('输入事项名称'), press(/^S$/), press(/^B$/), sees('社会保险参保')),
    'kiosk-search-elder': then(kiosk(), ...elder, press('输入事项名称'), press(/^S$/), press(/^B$/), press(/^K$/), sees('社会保障卡申领')),
    'kiosk-confirm': then(kiosk(), ...choose_card),
    'kiosk-confirm-two': then(kiosk(), ...choose_card, press('再加一件'), sees('已选 1 件'), press('异地就医备案'), sees('去掉'), press('优先')),
    'kiosk-confirm-elder': then(kiosk(), ...elder, ...choose_card),
    'kiosk-confirm-lying': then(kiosk({ size: lying }), ...choose_card),
    'kiosk-refused': then(kiosk({ route: issues_with(() => ({ status: 409, body: { status: 409, code: 'duplicate_ticket', detail: { zh: '您已经有一张办这件事的号', en: 'You already hold a ticket for this' }, next: { zh: '请看大屏，用原来的号办理', en: 'Please use that ticket' } } })) }),
        ...choose_card, ({ page }) => page.locator('.main-key').click(), sees('用原来的号')),
    'kiosk-slip': then(kiosk({ query: '&print=browser' }), ({ page }) => page.evaluate(() => { window.print = () => {}; }), ...take),
    'kiosk-slip-screen': then(kiosk(), ...take),
    'kiosk-slip-elder': then(kiosk(), ...elder, ...take),
    'kiosk-slip-english': then(kiosk(), ...english, press('Social security card loss'), sees('Please check'), ({ page }) => page.locator('.main-key').click(), sees('B041')),
    'kiosk-slip-lying': then(kiosk({ size: lying, query: '&print=browser' }), ({ page }) => page.evaluate(() => { window.print = () => {}; }), ...take),
    'kiosk-slip-four-digits': then(kiosk({ route: issues_with((command) => reply_to(command, issued({ number: 'B1041', priority: true, matters: ['SB-08', 'YB-03'], matterNames: [{ zh: '社会保障卡挂失、补换', en: '' }, { zh: '异地就医备案', en: '' }] }))) }),
        ...choose_card, ({ page }) => page.locator('.main-key').click(), sees('B1041')),
    'kiosk-booking': then(kiosk(), ...to_zone_b, ({ page }) => page.locator('.book').first().click(), sees('0632-0000102')),
    'kiosk-help': then(kiosk(), press('请导办帮忙'), sees('找人帮忙')),
    'kiosk-stale': then(kiosk(), goes_stale),
    'kiosk-stale-lying': then(kiosk({ size: lying }), goes_stale),
    'kiosk-closed': kiosk({ now_ms: at('18:20'), board: closed_board, hall: { phase: phases.closed }, words: '今日已结束' }),
    'kiosk-before-open': kiosk({ now_ms: at('8:05'), board: { ...boards.before_open }, hall: { phase: phases.before_open }, words: '尚未开始' }),
    'kiosk-extension': kiosk({ now_ms: at('17:42'), board: boards.extension, hall: { phase: phases.extension }, words: '延时服务中' }),
    'kiosk-appointment': kiosk({ now_ms: at('10:20'), board: boards.appointment, hall: { phase: phases.appointment }, words: '今日仅限预约' }),
    'kiosk-read-only': then(kiosk(), ({ server }) => server.picture('state/shanting', 'hallState', { notice: { zh: '系统存储已满，暂停发号；已取的号照常叫号', en: 'Storage is full: no new tickets; those issued are called as usual' } }), sees('暂停发号')),
};
