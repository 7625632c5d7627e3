import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_hall_card, decode_queue_picture, decode_ticket_picture, decode_zone_picture } from '../../shared/api.ts';
import { phone_view, place_in_queue, promise_after, type PhoneModel } from '../../phone/model.ts';
import { at, district, noon, queue, strips, tickets } from '../fixtures.mjs';

const zone = decode_zone_picture({ windows: [{ ...strips.rest, no: 5 }, { ...strips.serving, no: 6 }, { ...strips.serving, no: 7 }] });

const view = (ticket: unknown, more: Partial<PhoneModel> = {}) => phone_view({
    ticket: ticket === undefined ? undefined : decode_ticket_picture(ticket), queue: decode_queue_picture(queue), zone, card: decode_hall_card(district),
    feed: 'live', now_ms: noon, heard_at_ms: noon, silent_for_ms: 0, promised: undefined, gone: false, lang: 'zh', ...more,
});

test('a phone finds itself in the frame of its queue', () => {
    const ticket = decode_ticket_picture({ ...tickets.waiting, ahead: 9 });
    assert.deepEqual(place_in_queue(ticket, decode_queue_picture(queue)), { ahead: 4, wait: { low_s: 900, high_s: 1500 } });
});

test('beyond the last position the last wait holds', () => {
    const frame = decode_queue_picture({ ...queue, waitByPosition: queue.waitByPosition.slice(0, 2) });
    assert.deepEqual(place_in_queue(decode_ticket_picture(tickets.waiting), frame).wait, { low_s: 240, high_s: 540 });
});

test('a ticket that is not in the frame keeps what its own picture says', () => {
    const ticket = decode_ticket_picture({ ...tickets.waiting, ticket: '999' });
    assert.deepEqual(place_in_queue(ticket, decode_queue_picture(queue)), { ahead: 4, wait: { low_s: 900, high_s: 1500 } });
});

test('waiting: number, place, a range with moments, and the reason at noon', () => {
    const shown = view(tickets.waiting);
    assert.equal(shown.number, 'B041');
    assert.equal(shown.place?.ahead, 4);
    assert.equal(shown.wait?.minutes, '15–25');
    assert.equal(shown.wait?.at, '大约 12:32 到 12:42 之间叫到您');
    assert.equal(shown.why?.words, '午间轮值，现在 2 个窗口在办；12:45 起 5 号窗口回来，不停办。');
    assert.equal(shown.verbs, true);
});

test('a wait that grew says what was said before, sorry, and why', () => {
    const first = promise_after(undefined, { low_s: 900, high_s: 1500 }, noon);
    assert.equal(promise_after(first, { low_s: 600, high_s: 1500 }, noon + 5 * 60_000)?.revised_at_ms, undefined);
    const grown = promise_after(first, { low_s: 2400, high_s: 3300 }, noon + 60_000);
    assert.equal(grown?.revised_at_ms, noon + 60_000);

    const shown = view(tickets.waiting, { promised: grown });
    assert.equal(shown.wait?.at, '先前告诉您的是 15–25 分钟，抱歉');
    assert.equal(shown.why?.icon, 'late');
});

test('called: the whole page turns, with the window and which call it is', () => {
    const shown = view(tickets.called, { now_ms: at('12:36') });
    assert.equal(shown.tone, 'turn');
    assert.equal(shown.turn?.window_no, 7);
    assert.deepEqual(shown.turn?.lines, ['请B041号到7号窗口办理', '第 1 次叫号，12:36']);
    assert.equal(shown.verbs, false);
});

test('called for an English ticket says it in English too', () => {
    assert.ok(view({ ...tickets.called, english: true }).turn?.lines.includes('Ticket B041, please go to window 7'));
});

test('every other stage says what happens next', () => {
    assert.match(view(tickets.serving).paragraphs[0]!, /7 号窗口正在为您办理/);
    assert.match(view(tickets.held).paragraphs[0]!, /直接回 7 号窗口/);
    assert.match(view(tickets.missed).paragraphs[0]!, /12:47 前到导办台可以恢复/);
    assert.match(view(tickets.missed, { now_ms: at('12:50') }).paragraphs[0]!, /重新取号/);
    assert.equal(view(tickets.done).headline, '已办结');
    assert.equal(view(tickets.abandoned).headline, '已取消');
});

test('several matters: the next one is named while the first is served', () => {
    const two = { ...tickets.serving, matterNames: [{ zh: '甲' }, { zh: '乙' }] };
    assert.equal(view(two).paragraphs[1], '接下来：乙，不用重新排队');
});

test('cut off: what was true and when, nothing that looks live, and the ticket stays valid', () => {
    const shown = view(tickets.waiting, { feed: 'stale', silent_for_ms: 240_000, now_ms: at('12:21') });
    assert.equal(shown.tone, 'cut');
    assert.equal(shown.then, '12:17 时前面还有 4 人，预计 15–25 分钟');
    assert.deepEqual([shown.place, shown.wait, shown.turn, shown.verbs], [undefined, undefined, undefined, false]);
    assert.match(shown.paragraphs[0]!, /依然有效/);
    assert.equal(shown.cut?.age, '已断开 4 分钟，自动重试中');
    assert.equal(view(tickets.called, { feed: 'stale' }).turn, undefined);
});

test('a link that opens nothing says where to turn', () => {
    assert.match(view(undefined, { gone: true }).paragraphs[0]!, /导办台/);
});

test('no window at work is said, with the place kept', () => {
    const nobody = decode_zone_picture({ windows: [{ ...strips.rest, no: 5 }, { ...strips.shut, no: 6 }] });
    assert.match(view(tickets.waiting, { zone: nobody }).why?.words ?? '', /正在安排，您的顺序不变/);
});
