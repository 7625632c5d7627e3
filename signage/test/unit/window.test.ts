import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_desk_picture, decode_hall_card, decode_problem, decode_session_info, type Command } from '../../shared/api.ts';
import { index_of } from '../../shared/matter_search.ts';
import {
    away_options, bar_view, big_key, current_view, desk_of, queue_view, refusal_notice, screen_of, today_view, transfer_options, verb_keys,
    type DeskModel,
} from '../../window/model.ts';
import { kept_ticks } from '../../window/seat.ts';
import { at, noon } from '../fixtures.mjs';
import { sample_hall } from '../sample_hall.mjs';
import { desks, session } from '../window_scenes.mjs';

const card = decode_hall_card(sample_hall());

const desk = (picture: unknown, more: Partial<DeskModel> = {}): DeskModel => ({
    card, window: 'W07', session: decode_session_info(session), desk: decode_desk_picture(picture), sat: true, hall_state: undefined, feed: 'live', silent_for_ms: 400,
    heard_at_ms: noon, now_ms: noon, pending: [], stating: '', notice: undefined, seat_problem: undefined, ticked: {}, dialog: undefined,
    index: index_of(card.matters), theme: 'light', ...more,
});

const fact = (verb: 'start_service' | 'finish_service' | 'mark_missed', ticket = 36): Command =>
    ({ id: 'f'.repeat(32), hall: 'shanting', verb, fields: { window: 'W07', ticket } });

const big = (model: DeskModel): string => {
    const { wish, label, enabled } = big_key(model);
    return `${wish} ${label}${enabled ? '' : ' (off)'}`;
};

const live_letters = (model: DeskModel): string => verb_keys(model).filter((key) => key.enabled).map((key) => key.letter).join('');

test('the one big key says exactly what it will do, in every state of the window', () => {
    assert.equal(big(desk(desks.closed)), 'open 开窗');
    assert.equal(big(desk(desks.free)), 'call 叫下一位');
    assert.equal(big(desk(desks.idle)), 'none 无人等候 (off)');
    assert.equal(big(desk(desks.called)), 'start 开始办理');
    assert.equal(big(desk(desks.serving)), 'finish_and_call 办结，叫下一位');
    assert.equal(big(desk(desks.several)), 'finish 办完这一件');
    assert.equal(big(desk({ ...desks.serving, next: [], waiting: 0 })), 'finish 办结');
    assert.equal(big(desk(desks.away)), 'come_back 我回来了');
});

test('the big key names who comes next and how long they have waited', () => {
    const { number, line } = big_key(desk(desks.serving));
    assert.deepEqual([number, line], ['B038', '失业保险金申领，已等 14 分钟']);
});

test('without a line only facts can be told: start, done, missed', () => {
    const cut = { feed: 'stale' as const };
    assert.equal(big(desk(desks.called, cut)), 'start 开始办理');
    assert.equal(big(desk(desks.serving, cut)), 'finish 办结');
    assert.equal(big(desk(desks.free, cut)), 'reconnect 马上重连');
    assert.equal(big(desk(desks.away, cut)), 'come_back 我回来了 (off)');
    assert.equal(live_letters(desk(desks.called, cut)), 'M');
    assert.equal(live_letters(desk(desks.serving, cut)), 'D');
    assert.equal(live_letters(desk(desks.free, cut)), '');
});

test('nothing is called before the facts of a cut have been told', () => {
    const model = desk(desks.serving, { pending: [fact('finish_service')] });
    assert.equal(big(model), 'none 正在补报 (off)');
    assert.equal(live_letters(model), '');
});

test('a fact on its way is shown as done and as unconfirmed', () => {
    const model = desk(desks.serving, { feed: 'stale', pending: [fact('finish_service')] });
    assert.equal(desk_of(model)?.window.state, 'WINDOW_FREE');
    assert.equal(desk_of(model)?.current, undefined);
    assert.equal(current_view(model).unconfirmed, '已记下，待补报：办结');
    assert.equal(current_view(model).words?.big, '接通后才能叫号');
    assert.equal(desk_of(desk(desks.called, { feed: 'stale', pending: [fact('start_service')] }))?.window.state, 'WINDOW_SERVING');
});

test('a fact of another ticket changes nothing here', () => {
    assert.equal(desk_of(desk(desks.serving, { pending: [fact('finish_service', 99)] }))?.window.state, 'WINDOW_SERVING');
});

test('while a verb is on its way no other key acts', () => {
    const model = desk(desks.serving, { stating: 'recall' });
    assert.equal(big_key(model).enabled, false);
    assert.equal(live_letters(model), '');
    assert.equal(today_view(model).missed.may, false);
});

test('each state has its letters; a key that would be refused says why', () => {
    assert.equal(live_letters(desk(desks.called)), 'RMHTF');
    assert.equal(live_letters(desk(desks.serving)), 'HTFD');
    assert.equal(live_letters(desk(desks.free)), 'HFL');
    assert.equal(live_letters(desk(desks.idle)), 'L');
    const why = (model: DeskModel, letter: string) => verb_keys(model).find((key) => key.letter === letter)!.why;
    assert.equal(why(desk(desks.called_again), 'R'), '已叫满，可过号');
    assert.equal(why(desk({ ...desks.called, recallFromMs: String(noon + 7_500) }), 'R'), '8 秒后可重呼');
    assert.equal(why(desk(desks.serving), 'L'), '办完手上的号再暂离');
    assert.equal(why(desk(desks.serving, { feed: 'stale' }), 'T'), '接通后可用');
});

test('the ticket in hand: matter, papers, how often called, how long', () => {
    const view = current_view(desk(desks.several, { ticked: { '36 SB-02': ['身份证'] } }));
    assert.deepEqual([view.number, view.matter, view.clock, view.priority], ['B036', '灵活就业人员参保登记', '06:12', true]);
    assert.deepEqual(view.meta, ['即办件，通常 12 分钟', '11:52 取号', '本号共 3 件，这是第 1 件']);
    assert.deepEqual(view.checks, [{ name: '身份证', ticked: true }]);
    assert.equal(current_view(desk(desks.called_again)).state, '已叫号，第 3 次');
});

test('away says when and where to, and admits when the time has passed', () => {
    assert.deepEqual(current_view(desk(desks.away)).words, { big: '12:30 回', small: '窗口屏请群众到 5、8 号窗口' });
    assert.equal(current_view(desk(desks.away_late)).words?.big, '已过 12:10');
});

test('the queue shows five and says how many follow; an empty one says so in words', () => {
    const view = queue_view(desk(desks.serving));
    assert.deepEqual(view.rows.map((row) => `${row.number} ${row.time} ${row.tag}`.trim()), ['B038 14 分', 'B039 12 分', 'B044 6 分 bound', 'B040 9 分 priority', 'B041 8 分']);
    assert.equal(view.more, 4);
    assert.equal(queue_view(desk(desks.idle)).empty, '无人等候');
});

test('what lies aside has room for three rows; the key that shows the rest is named', () => {
    const row = (number: string) => ({ ticket: number.slice(1), number, matter: 'SB-08', sinceMs: String(noon) });
    const rows = (...numbers: string[]) => numbers.map(row);
    const shown = (held: string[], missed: string[]) => {
        const view = today_view(desk({ ...desks.free, held: rows(...held), missed: rows(...missed) }));
        return [view.held.rows.length, view.held.count, view.missed.rows.length, view.missed.count];
    };
    assert.deepEqual(shown(['B001'], ['B002', 'B003']), [1, '1 个', 2, '2 个']);
    assert.deepEqual(shown(['B001', 'B004'], ['B002', 'B003', 'B005']), [1, '2 个，按 H 看全部', 2, '3 个，按 F 看全部']);
    assert.deepEqual(shown(['B001', 'B004', 'B006'], []), [3, '3 个', 0, '']);
});

test('a person without a session signs in; one whose seat was taken is told, not thrown out', () => {
    assert.equal(screen_of(desk(desks.serving, { session: undefined })), 'sign_in');
    assert.equal(screen_of(desk(desks.empty_seat, { sat: false })), 'seat');
    assert.equal(screen_of(desk(desks.taken)), 'lost');
    assert.equal(screen_of(desk(desks.serving)), 'desk');
});

test('the bar shows the hour of the day, the person, and the age of the data', () => {
    const view = bar_view(desk(desks.serving, { silent_for_ms: 3_200 }));
    assert.deepEqual([view.window, view.about, view.phase?.words, view.time], ['7 号窗口', '社保、就业，工号 S07', '午间值班，您在岗', '12:17']);
    assert.equal(view.live.words, '已连接，3 秒前更新');
    const cut = bar_view(desk(desks.serving, { feed: 'stale', silent_for_ms: 75_000, heard_at_ms: at('12:15') })).live;
    assert.deepEqual(cut, { stale: true, words: '连接中断，数据停在 12:15，1 分钟前' });
});

test('a hall that cannot write says so in the bar', () => {
    const view = bar_view(desk(desks.serving, { hall_state: { writable: false, notice: { zh: '暂停取号，已取的号照常办理', en: '' } } }));
    assert.deepEqual(view.phase, { tone: 'late', icon: 'late', words: '暂停取号，已取的号照常办理' });
    assert.equal(bar_view(desk(desks.serving, { hall_state: { writable: true, notice: { zh: '', en: '' } } })).phase?.tone, 'noon');
});

test('a transfer goes to a window by number, to a matter by its initials or name, at first to those of the same skill', () => {
    const labels = (typed: string) => transfer_options(desk(desks.serving), typed).map((option) => option.label);
    assert.deepEqual(labels('').slice(0, 2), ['转到 5 号窗口', '转到 6 号窗口']);
    assert.deepEqual(labels('25'), ['转到 25 号窗口']);
    assert.ok(labels('sbk').includes('转办 社会保障卡挂失、补换'));
    assert.ok(labels('公积金').some((label) => label.startsWith('转办')));
    assert.ok(!labels('7').includes('转到 7 号窗口'));
    assert.deepEqual(labels('zzzz'), []);
});

test('away offers moments, and the length of a noon rest at noon only', () => {
    assert.deepEqual(away_options(desk(desks.free)).map((option) => option.until), ['12:27 回', '12:32 回', '12:47 回', '13:02 回']);
    const morning = { ...desks.free, window: { ...desks.free.window, phase: { phase: 'REGULAR' } } };
    assert.equal(away_options(desk(morning)).length, 3);
});

test('a refusal is told in the server’s words, or in ours by its code, never as a bare number', () => {
    assert.deepEqual(refusal_notice(decode_problem({ code: 'x', detail: { zh: '号已被叫走' }, next: { zh: '请看大屏' } }), noon), { tone: 'refused', words: '号已被叫走', next: '请看大屏' });
    assert.equal(refusal_notice(decode_problem({ code: 'not_seated', status: 409 }), noon).words, '您不在这个窗口的座位上');
    assert.equal(refusal_notice(decode_problem({ code: 'zone_shut', status: 409, nextMs: String(at('13:30')) }), noon).next, '13:30 以后再试');
});

test('what was ticked goes with its ticket, unless that is on hold here', () => {
    const model = desk(desks.serving, { ticked: { '36 SB-02': ['身份证'], '31 SB-03': ['户口簿'], '12 SB-08': ['身份证'] } });
    assert.deepEqual(Object.keys(kept_ticks(model)), ['36 SB-02', '31 SB-03']);
});
