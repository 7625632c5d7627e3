// The states every page is looked at and checked in: a scripted server, a page at its real size, and the moment to look.

import { start_fake_server } from './fake_server.mjs';
import { at, boards, call, district, floor, link, queue, strips, tickets } from './fixtures.mjs';

const sizes = { lying: [1920, 1080], standing: [1080, 1920], phone: [390, 844], strip: [960, 160] };

// Opens `path` on a fresh fake server prepared by `script`, and closes both.
export const open_page = async (browser, { path, size, script, server_options = {}, motion = 'reduce' }) => {
    const server = await start_fake_server(server_options);
    await script(server);
    const [width, height] = sizes[size] ?? size;
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: motion, locale: 'zh-CN' });
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
    await page.goto(server.url + path);
    return { server, page, close: async () => { await context.close(); await server.close(); } };
};

const text_in = (page, selector, words) =>
    page.waitForFunction(([where, what]) => document.querySelector(where)?.textContent.includes(what), [selector, words]);

// Hides the line and moves the page's own clock past the ten seconds instead of waiting them out.
export const go_stale = async ({ server, page }, selector, words) => {
    server.accepting = false;
    server.cut();
    await page.waitForFunction(([where, what]) => document.querySelector(where)?.textContent.includes(what), [selector, words], { timeout: 30_000 });
};

const board = (picture, { size = 'lying', query = '', now_ms, cards = {}, expect = '#hero', words }) => async (browser) => {
    const opened = await open_page(browser, {
        path: '/board/?hall=shanting&sound=off' + query, size, server_options: now_ms ? { now_ms } : {},
        script: (server) => {
            Object.assign(server.halls[0] = { ...server.halls[0] }, cards);
            server.picture('board/shanting', 'board', picture);
            for (const zone of 'AB') server.picture(`zone/shanting/${zone}`, 'zone', { zone, calls: picture.calls?.filter((one) => one.zone === zone) ?? [] });
        },
    });
    await text_in(opened.page, expect, words);
    return opened;
};

const stale_board = (options) => async (browser) => {
    const opened = await board(boards.called, { ...options, words: 'A023' })(browser);
    await go_stale(opened, '#hero', '请听现场工作人员安排');
    return opened;
};

const strip = (name, words, { size = 'strip', query = '', now_ms, stale = false } = {}) => async (browser) => {
    const picture = strips[name];
    const opened = await open_page(browser, {
        path: `/strip/?hall=shanting&window=${picture.window}${query}`, size, server_options: now_ms ? { now_ms } : {},
        script: (server) => server.picture(`window/shanting/${picture.window}`, 'window', picture),
    });
    await text_in(opened.page, '#state', words);
    if (stale) await go_stale(opened, '#state', '连接中断');
    return opened;
};

const front = ({ size = [1366, 900], stale = false, english = false } = {}) => async (browser) => {
    const opened = await open_page(browser, {
        path: '/', size,
        script: (server) => {
            for (const hall of server.halls) {
                server.picture(`board/${hall.id}`, 'board', hall.id === district.id ? boards.called
                    : { ...boards.called, calls: [call('B012', 3)], zones: [{ zone: 'A', waiting: 3, windowsOpen: 1 }, { zone: 'B', waiting: 1, windowsOpen: 2 }] });
            }
            for (const zone of floor()) server.picture(`zone/shanting/${zone.zone}`, 'zone', zone);
        },
    });
    await text_in(opened.page, '#district', 'A023');
    await text_in(opened.page, '#towns', 'B012');
    await text_in(opened.page, '#floor', '12:45');
    if (english) await opened.page.click('#switches button');
    if (stale) await go_stale(opened, '#link', '连接中断');
    return opened;
};

const waiting_zone = {
    zone: 'B', waiting: 17, windows: [
        { ...strips.rest, window: 'W05', no: 5 }, { ...strips.serving, window: 'W06', no: 6 }, { ...strips.serving, window: 'W07', no: 7 },
    ],
};

export const put_ticket = (server, ticket) => {
    server.tickets.set(link, ticket);
    server.picture(`ticket/${link}`, 'ticket', ticket);
};

const phone = (stage, words, { size = 'phone', now_ms, stale = false, elder = false, english = false, more = {}, then } = {}) => async (browser) => {
    const opened = await open_page(browser, {
        path: `/t/#${link}`, size, server_options: now_ms ? { now_ms } : {},
        script: (server) => {
            server.picture('zone/shanting/B', 'zone', waiting_zone);
            server.picture('queue/shanting/B/social_insurance', 'queue', queue);
            put_ticket(server, { ...tickets[stage], ...more });
        },
    });
    const { page } = opened;
    await text_in(page, '#body', words);
    await text_in(page, '#phone', '0632-0000101');
    if (elder) await page.click('#switches button:nth-child(1)');
    if (english) await page.click('#switches button:nth-child(2)');
    if (stale) await go_stale(opened, '#body', then ?? '依然有效');
    else if (then) await then(opened);
    return opened;
};

const pressing = (nth, words) => async ({ page }) => {
    await page.click(`#keys button:nth-child(${nth})`);
    await text_in(page, '#keys', words);
};

// The wait grows by far more than the page promised.
const grow = async ({ server, page }) => {
    server.picture('queue/shanting/B/social_insurance', 'queue', { ...queue, waitByPosition: [{ lowS: 2400, highS: 3300 }] });
    await text_in(page, '#body', '抱歉');
};

export const scenes = {
    'board-called': board(boards.called, { words: 'A023' }),
    'board-called-standing': board(boards.called, { words: 'A023', size: 'standing' }),
    'board-called-dark': board(boards.called, { words: 'A023', query: '&theme=dark' }),
    'board-called-contrast': board(boards.called, { words: 'A023', query: '&theme=contrast' }),
    'board-called-elder': board(boards.called, { words: 'A023', query: '&theme=elder' }),
    'board-called-contrast-standing': board(boards.called, { words: 'A023', query: '&theme=contrast', size: 'standing' }),
    'board-four-digits': board(boards.four_digits, { words: 'F1000' }),
    'board-four-digits-standing': board(boards.four_digits, { words: 'F1000', size: 'standing' }),
    'board-three-digit-window': board(boards.three_digit_window, { words: 'A070' }),
    'board-past': board(boards.past, { words: 'A023' }),
    'board-zone': board(boards.called, { words: 'A023', query: '&zones=A,B' }),
    'board-far': board(boards.called, { words: 'A023', query: '&screen-h-mm=685&view-m=13.6' }),
    'board-empty': board(boards.empty, { words: '今天还没有叫号', now_ms: at('8:40') }),
    'board-empty-standing': board(boards.empty, { words: '今天还没有叫号', now_ms: at('8:40'), size: 'standing' }),
    'board-extension': board(boards.extension, { words: 'C031', now_ms: at('17:42') }),
    'board-extension-idle': board(boards.extension_idle, { words: '还有 3 人', now_ms: at('17:50') }),
    'board-appointment': board(boards.appointment, { words: '请到导办台', now_ms: at('10:20'),
        cards: { today: [{ phase: 'APPOINTMENT_ONLY', beginsMs: String(at('9:00')), endsMs: String(at('16:00')) }] } }),
    'board-closed': board(boards.closed, { words: '明天 8:30', now_ms: at('18:20') }),
    'board-before-open': board(boards.before_open, { words: '8:30', now_ms: at('8:05') }),
    'board-before-open-standing': board(boards.before_open, { words: '8:30', now_ms: at('8:05'), size: 'standing' }),
    'board-stale': stale_board({}),
    'board-stale-standing': stale_board({ size: 'standing' }),
    'board-stale-contrast': stale_board({ query: '&theme=contrast' }),
    'strip-free': strip('free', '空闲', { now_ms: at('9:00') }),
    'strip-called': strip('called', 'A023'),
    'strip-serving': strip('serving', 'B036'),
    'strip-away': strip('away', '12:40'),
    'strip-noon': strip('noon', '午间值班'),
    'strip-rest': strip('rest', '12:45'),
    'strip-extension': strip('extension', '延时服务中', { now_ms: at('17:40') }),
    'strip-appointment': strip('appointment', '今日仅限预约', { now_ms: at('10:00') }),
    'strip-closed': strip('closed', '今日已结束', { now_ms: at('18:20') }),
    'strip-shut': strip('shut', '本窗口未开'),
    'strip-stale': strip('called', 'A023', { stale: true }),
    'strip-called-elder': strip('called', 'A023', { query: '&theme=elder' }),
    'strip-called-contrast': strip('called', 'A023', { query: '&theme=contrast' }),
    'strip-noon-contrast': strip('noon', '午间值班', { query: '&theme=contrast' }),
    'strip-called-512': strip('called', 'A023', { size: [512, 128] }),
    'strip-away-512': strip('away', '12:40', { size: [512, 128] }),
    'strip-rest-512': strip('rest', '12:45', { size: [512, 128] }),
    'strip-appointment-512': strip('appointment', '今日仅限预约', { size: [512, 128], now_ms: at('10:00') }),
    'strip-stale-512': strip('called', 'A023', { size: [512, 128], stale: true }),
    'phone-waiting': phone('waiting', '前面还有'),
    'phone-waiting-elder': phone('waiting', '前面还有', { elder: true }),
    'phone-waiting-en': phone('waiting', '前面还有', { english: true }),
    'phone-waiting-320': phone('waiting', '前面还有', { size: [320, 568] }),
    'phone-next': phone('waiting', '下一位就是您', { more: { ticket: '36' } }),
    'phone-late': phone('waiting', '前面还有', { then: grow }),
    'phone-cancel': phone('waiting', '前面还有', { then: pressing(1, '取消后不能恢复') }),
    'phone-delay': phone('waiting', '前面还有', { then: pressing(2, '让后面 3 位先办') }),
    'phone-called': phone('called', '请B041号到7号窗口办理', { now_ms: at('12:36') }),
    'phone-called-elder': phone('called', '请B041号到7号窗口办理', { now_ms: at('12:36'), elder: true }),
    'phone-called-wide': phone('called', '请B041号到25号窗口办理', { now_ms: at('12:36'), more: { windowNo: 25, english: false } }),
    'phone-serving': phone('serving', '正在为您办理', { now_ms: at('12:40') }),
    'phone-held': phone('held', '先放一放'),
    'phone-missed': phone('missed', '叫过您了'),
    'phone-done': phone('done', '已办结'),
    'phone-abandoned': phone('abandoned', '已取消'),
    'phone-stale': phone('waiting', '前面还有', { stale: true }),
    'phone-stale-called': phone('called', '请B041号', { stale: true }),
    'phone-stale-elder': phone('waiting', '前面还有', { stale: true, elder: true }),
    'front': front(),
    'front-en': front({ english: true }),
    'front-narrow': front({ size: 'phone' }),
    'front-stale': front({ stale: true }),
};
