import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_board_picture, decode_hall_card, decode_issued_ticket, decode_problem, decode_queue_picture, decode_zone_picture } from '../../shared/api.ts';
import { common_matters, counted } from '../../kiosk/common.ts';
import {
    banner, blocked, confirm_view, help_view, matter_row, topics_of, wait_words, zone_keys, zone_view, type KioskModel,
} from '../../kiosk/model.ts';
import { slip_view } from '../../kiosk/slip.ts';
import { at, boards, link, noon, phases } from '../fixtures.mjs';
import { issued, zone_b } from '../kiosk_scenes.mjs';
import { sample_hall } from '../sample_hall.mjs';

const card = decode_hall_card(sample_hall());
const queue = 'queue/shanting/B/social_insurance';

const kiosk = (more: Partial<KioskModel> = {}): KioskModel => ({
    card, missing: false, board: decode_board_picture(boards.called), hall_state: undefined, zones: { B: decode_zone_picture(zone_b) },
    queues: { [queue]: decode_queue_picture({ waitingTotal: 2, windows: [6, 7], waitByPosition: [{ highS: 240 }, { lowS: 180, highS: 480 }, { lowS: 900, highS: 1500 }] }) },
    feed: 'live', heard_at_ms: noon, now_ms: noon, trail: [{ at: 'home' }], typed: '', found: [], basket: [], priority: false,
    asking: { is: 'idle' }, common: [], lang: 'zh', elder: false, prints: 'no', unprinted: false, leaves_in_s: undefined, page: { now: 1, all: 1 }, ...more,
});

const matter = (code: string) => card.matters.find((one) => one.code === code)!;

test('a newcomer is told the wait at the end of the queue, as a range', () => {
    assert.equal(matter_row(kiosk(), matter('SB-08')).wait, '等 15–25 分钟');
    assert.equal(matter_row(kiosk({ lang: 'en' }), matter('SB-08')).wait, 'wait 15–25 min');
    assert.equal(wait_words({ low_s: 0, high_s: 240 }, 'zh'), '4 分钟内');
});

test('a matter that is not offered now says when, and shows no wait', () => {
    const row = matter_row(kiosk(), matter('SB-04'));
    assert.deepEqual([row.offered, row.note, row.wait], [false, '13:30 起可取号', '']);
});

test('a zone lists its groups by window, those offered now first, and which windows serve now', () => {
    const view = zone_view(kiosk({ trail: [{ at: 'zone', zone: 'B' }] }), 'B');
    assert.deepEqual([view.groups[0]!.title, view.groups[0]!.windows], ['社会保险', '5、6、7 号窗口，现在 6、7 号在办']);
    const offered = view.groups[0]!.rows.map((row) => row.offered);
    assert.deepEqual(offered, offered.slice().sort((a, b) => Number(b) - Number(a)));
});

test('every zone has its letter, its name and how many wait, in words when nobody does', () => {
    const keys = zone_keys(kiosk());
    assert.equal(keys.length, card.zones.length);
    assert.equal(keys[1]!.waiting, '等候 17 人');
    assert.ok(zone_keys(kiosk({ board: decode_board_picture({}) })).every((key) => key.waiting === '无人等候'));
});

test('before the number is taken: papers, windows, people ahead, wait, and why noon matters', () => {
    const view = confirm_view(kiosk({ basket: ['SB-08'] }));
    assert.equal(view.items[0]!.materials, '请备好：身份证');
    assert.deepEqual([view.windows, view.ahead, view.wait], ['5、6、7 号窗口', 2, '15–25 分钟']);
    assert.match(view.why, /^午间轮值：12:45 前 6、7 号窗口办理，5 号窗口 12:45 返回/);
});

test('one number for at most five matters', () => {
    const codes = ['SB-08', 'SB-02', 'SB-03', 'SB-05', 'SB-06'];
    assert.equal(confirm_view(kiosk({ basket: codes.slice(0, 4) })).more, true);
    assert.equal(confirm_view(kiosk({ basket: codes })).more, false);
});

test('a refusal is told with what to do next', () => {
    const asking = (problem: unknown) => confirm_view(kiosk({ basket: ['SB-08'], asking: { is: 'refused', problem: decode_problem(problem) } })).problem;
    assert.deepEqual(asking({ detail: { zh: '您已有一个号' }, next: { zh: '请用原来的号' } }), { words: '您已有一个号', next: '请用原来的号' });
    assert.deepEqual(asking({ code: 'matter_shut', nextMs: String(at('13:30')) }), { words: '这次没有取到号', next: '13:30 起可取号' });
});

test('when no number is given the kiosk says why, when, and where instead', () => {
    const why = (more: Partial<KioskModel>) => {
        const stop = blocked(kiosk(more));
        return stop && [stop.why, stop.big, ...stop.lines].join(' | ');
    };
    const span = (name: keyof typeof phases) => ({ board: decode_board_picture({ ...boards.called, phase: phases[name] }) });
    assert.equal(why({}), undefined);
    assert.equal(why({ card: undefined }), 'connecting | 正在连接 | 马上就可以取号');
    assert.match(why({ feed: 'stale' })!, /^stale \| 连接中断 \| 请找现场工作人员取号 \| 已取的号依然有效/);
    assert.match(why({ hall_state: { writable: false, notice: { zh: '存储已满', en: '' } } })!, /^read_only \| 暂停发号 \| 存储已满/);
    assert.match(why({ ...span('extension'), now_ms: at('17:40') })!, /^extension \| 延时服务中 \| 已取号的都会办完，今日不再取号 \| 明天 8:30 开始取号$/);
    assert.match(why({ ...span('appointment'), now_ms: at('10:00') })!, /^appointment \| 今日仅限预约 \| 已预约的，请到导办台签到/);
    assert.match(why({ ...span('closed'), now_ms: at('18:00') })!, /^closed \| 今日已结束/);
});

test('the banner is that of the hour', () => {
    assert.deepEqual(banner(kiosk()), { tone: 'noon', icon: 'noon', title: '午间不断档', say: '照常取号、照常办理' });
});

test('the kiosk listens only to what its screen needs', () => {
    assert.deepEqual(topics_of(kiosk()), []);
    assert.ok(topics_of(kiosk({ trail: [{ at: 'zone', zone: 'B' }] })).includes(queue));
    assert.deepEqual(topics_of(kiosk({ trail: [{ at: 'confirm' }], basket: ['SB-08'] })), [queue, 'zone/shanting/B']);
});

test('the slip: number, windows, people ahead, range, reason, supervision phone, where to turn', () => {
    const view = slip_view(kiosk(), decode_issued_ticket({ ticket: issued(), link }));
    assert.deepEqual([view.number, view.windows, view.ahead, view.wait], ['B041', '5、6、7 号窗口', 5, { digits: '20–35', measure: '分钟' }]);
    assert.equal(view.qr, `/v1/tickets/${link}/qr.svg`);
    assert.equal(view.unresolved, '40 号窗口');
    assert.notEqual(view.supervision, '');
    assert.equal(view.english, 'Ticket B041. Windows 5, 6, 7. 5 people ahead, wait about 20–35 minutes. Please watch the board; every ticket issued today will be served.');
});

test('a ticket nobody serves just now has no range but a promise', () => {
    const view = slip_view(kiosk(), decode_issued_ticket({ ticket: issued({ wait: undefined }), link }));
    assert.deepEqual(view.wait, { digits: '', measure: '窗口返回后按号叫到您' });
});

test('who helps: the desks of help and the phones that exist', () => {
    const view = help_view(kiosk());
    assert.deepEqual(view.desks.map((desk) => desk.no), [39, 40, 41, 42]);
    assert.ok(view.phones.every((line) => line.phone !== ''));
});

test('the first page shows what is taken here most, once enough was taken, and only what is offered now', () => {
    const codes = (taken: Record<string, number>, asked: string[] = []) => common_matters(card.matters, taken, asked).map((one) => one.code);
    assert.equal(codes({ 'SB-05': 3 })[0], 'SB-08');
    assert.equal(codes({ 'SB-05': 30 })[0], 'SB-05');
    assert.equal(codes({ 'SB-05': 30 }, ['YB-03'])[0], 'YB-03');
    assert.ok(!codes({ 'SB-04': 100 }).includes('SB-04'));
});

test('old favourites fade', () => {
    const taken = counted({ 'SB-08': 1500, 'SB-05': 500 }, ['SB-05']);
    assert.deepEqual(taken, { 'SB-08': 750, 'SB-05': 250 });
});
