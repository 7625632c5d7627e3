// The window client in its states: window 7 of the sample district hall, the noon of the fixtures.

import { at, noon, phases } from './fixtures.mjs';
import { sample_hall } from './sample_hall.mjs';
import { go_stale, open_page } from './scenes.mjs';

const s = (ms) => String(ms);
const topic = 'desk/shanting/W07';
export const session = { hall: 'shanting', staff: 'shanting-S07', role: 'window', windows: ['W07'], expiresMs: s(at('18:00')) };

const row = (number, matter, since, more = {}) => ({ ticket: s(Number(number.slice(1))), number, matter, sinceMs: s(at(since)), ...more });
const at_window = (state, more = {}) => ({
    window: 'W07', no: 7, state, sinceMs: s(noon - 60_000), phase: phases.noon, ...more,
});

const line = [
    row('B038', 'SB-10', '12:03'), row('B039', 'SB-05', '12:05'), row('B044', 'SB-06', '12:11', { bound: true }),
    row('B040', 'SB-11', '12:08', { priority: true }), row('B041', 'SB-08', '12:09'),
];

const desk = (window, more = {}) => ({
    window, seated: session.staff, waiting: 9, next: line, doneToday: 14,
    held: [row('B031', 'SB-03', '11:48')], missed: [row('B029', 'SB-06', '12:11'), row('B033', 'SB-08', '12:14')], ...more,
});

const in_hand = (number, matters, more = {}) => ({
    current: row(number, matters[0], '11:52', more), currentMatters: matters, recallFromMs: s(noon - 1000), callsLeft: 2,
});

export const desks = {
    serving: desk(at_window('WINDOW_SERVING', { number: 'B036', sinceMs: s(noon - 372_000) }), in_hand('B036', ['SB-02'])),
    several: desk(at_window('WINDOW_SERVING', { number: 'B036', sinceMs: s(noon - 372_000) }), in_hand('B036', ['SB-02', 'SB-08', 'SB-10'], { priority: true })),
    called: desk(at_window('WINDOW_CALLED', { number: 'B036', attempt: 1, sinceMs: s(noon - 19_000) }), in_hand('B036', ['SB-02'])),
    called_again: desk(at_window('WINDOW_CALLED', { number: 'B1036', attempt: 3, sinceMs: s(noon - 75_000) }), { ...in_hand('B1036', ['SB-02'], { bound: true }), callsLeft: 0 }),
    free: desk(at_window('WINDOW_FREE', { sinceMs: s(noon - 42_000) })),
    idle: desk(at_window('WINDOW_FREE', { sinceMs: s(noon - 250_000) }), { waiting: 0, next: [], held: [], missed: [] }),
    away: desk(at_window('WINDOW_AWAY', { sinceMs: s(noon - 240_000), awayUntilMs: s(at('12:30')), instead: [5, 8] })),
    away_late: desk(at_window('WINDOW_AWAY', { sinceMs: s(noon - 1_240_000), awayUntilMs: s(at('12:10')), instead: [5, 8] })),
    closed: desk(at_window('WINDOW_CLOSED', { instead: [5] }), { doneToday: 0, held: [], missed: [] }),
    taken: desk(at_window('WINDOW_SERVING', { number: 'B036' }), { seated: 'shanting-S08', ...in_hand('B036', ['SB-02']) }),
    empty_seat: desk(at_window('WINDOW_CLOSED'), { seated: '' }),
};

export const put_desk = (server, picture) => server.picture(topic, 'desk', picture);

const answers = (command) => ({ reply: { command: command.id, at: { epoch: '1', seq: '77' } } });

// `signed_in: false` shows the sign-in; POST /v1/session then takes password "right".
export const window_page = (picture, { size = [1366, 768], query = '', now_ms = noon, signed_in = true, who = session, script, motion, words } = {}) => async (browser) => {
    let current = signed_in ? who : undefined;
    const opened = await open_page(browser, {
        path: '/window/?hall=shanting&window=W07' + query, size, motion, server_options: { now_ms, halls: [sample_hall()] },
        script: (server) => {
            server.answer = answers;
            server.route = (method, path, body) => {
                if (path !== '/v1/session') return undefined;
                if (method === 'POST') {
                    if (JSON.parse(body).password !== 'right') return { status: 401, body: { status: 401, code: 'bad_credentials' } };
                    current = who;
                }
                if (method === 'DELETE') current = undefined;
                return current ? { body: current } : { status: 401, body: { status: 401, code: 'not_signed_in' } };
            };
            put_desk(server, picture);
            script?.(server);
        },
    });
    await opened.page.getByText(words).first().waitFor();
    return opened;
};

const then = (open, ...steps) => async (browser) => {
    const opened = await open(browser);
    for (const step of steps) await step(opened);
    return opened;
};

const keys = (...pressed) => async ({ page }) => {
    for (const key of pressed) await page.keyboard.press(key);
};
const sees = (words) => ({ page }) => page.getByText(words).first().waitFor();
const goes_stale = (opened) => go_stale(opened, '.live', '连接中断');
const refusing = (server) => {
    server.answer = () => ({ problem: { status: 409, code: 'queue_moved', detail: { zh: '屏幕上的号已经变了' }, next: { zh: '请看清当前号再按一次' } } });
};

const serving = (more = {}) => window_page(desks.serving, { words: 'B036', ...more });

export const window_scenes = {
    'window-serving': serving(),
    'window-serving-large': serving({ size: [1920, 1080] }),
    'window-serving-dark': serving({ query: '&theme=dark' }),
    'window-serving-contrast': serving({ query: '&theme=contrast' }),
    'window-serving-elder': serving({ query: '&theme=elder' }),
    'window-serving-low': serving({ size: [1280, 650] }),
    'window-several': window_page(desks.several, { words: 'B036' }),
    'window-called': window_page(desks.called, { words: '已叫号' }),
    'window-called-dark': window_page(desks.called, { words: '已叫号', query: '&theme=dark' }),
    'window-called-elder': window_page(desks.called_again, { words: '已叫号', query: '&theme=elder' }),
    'window-called-spent': window_page(desks.called_again, { words: 'B1036' }),
    'window-free': window_page(desks.free, { words: '可以叫号' }),
    'window-idle': window_page(desks.idle, { words: '无人等候' }),
    'window-away': window_page(desks.away, { words: '12:30 回' }),
    'window-away-late': window_page(desks.away_late, { words: '已过 12:10' }),
    'window-closed': window_page(desks.closed, { words: '窗口未开' }),
    'window-stale': then(serving(), goes_stale),
    'window-stale-dark': then(serving({ query: '&theme=dark' }), goes_stale),
    'window-stale-contrast': then(serving({ query: '&theme=contrast' }), goes_stale),
    'window-stale-fact': then(serving(), goes_stale, keys('Space'), sees('已记下，待补报')),
    'window-refused': then(serving({ script: refusing }), keys('Space'), sees('请看清当前号')),
    'window-read-only': then(serving(), ({ server }) => server.picture('state/shanting', 'hallState', { notice: { zh: '暂停取号，已取的号照常办理', en: '' } }), sees('暂停取号')),
    'window-transfer': then(serving(), keys('t'), sees('号不变、位置不变')),
    'window-transfer-matter': then(serving(), keys('t'), sees('转号'), ({ page }) => page.locator('#find').fill('sbk'), sees('转办 社会保障卡')),
    'window-away-dialog': then(window_page(desks.free, { words: '可以叫号' }), keys('l'), sees('取送材料')),
    'window-restore': then(serving(), keys('f'), sees('排到后面第三位')),
    'window-held': then(window_page(desks.free, { words: '可以叫号' }), keys('h'), sees('取回挂起')),
    'window-held-dark': then(window_page(desks.free, { words: '可以叫号', query: '&theme=dark' }), keys('h'), sees('按原来的位置排队')),
    'window-sign-in': window_page(desks.closed, { signed_in: false, words: '窗口登录' }),
    'window-sign-in-refused': then(window_page(desks.closed, { signed_in: false, words: '窗口登录' }),
        async ({ page }) => { await page.fill('#account', 'S07'); await page.fill('#password', 'wrong'); await page.keyboard.press('Enter'); }, sees('工号或密码不对')),
    'window-seat': window_page(desks.empty_seat, { words: '坐到 7 号窗口', who: { ...session, windows: ['W05', 'W06', 'W07', 'W08'] } }),
    'window-seat-taken': window_page(desks.taken, { words: '从 S08 接过' }),
    'window-lost': then(serving(), ({ server }) => put_desk(server, desks.taken), sees('已接过 7 号窗口')),
    'window-any-seat': window_page(desks.empty_seat, { words: '坐到 7 号窗口', who: { ...session, windows: [] } }),
};
