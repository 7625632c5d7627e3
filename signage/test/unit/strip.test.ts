import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_window_picture } from '../../shared/api.ts';
import { strip_view, type StripModel } from '../../strip/model.ts';
import { at, noon, phases, strips } from '../fixtures.mjs';

const view = (picture: unknown, more: Partial<StripModel> = {}) => strip_view({
    feed: 'live', picture: picture === undefined ? undefined : decode_window_picture(picture), window_no: 0,
    appointment_phone: '0632-0000102', now_ms: noon, unknown: false, ...more,
});

const spoken = (picture: unknown, more: Partial<StripModel> = {}): string => {
    const { window_no, tone, word, number, time, line, aside } = view(picture, more);
    return [window_no, tone, word, number, time, line, aside].filter((part) => part !== '').join(' ');
};

test('every state of a window has its colour, its word and where to go', () => {
    assert.equal(spoken(strips.free), '2 free 空闲 请先取号');
    assert.equal(spoken(strips.called), '3 called 请 A023');
    assert.equal(spoken(strips.serving), '7 serving 办理中 B036');
    assert.equal(spoken(strips.away), '6 away 暂离 12:40 请到 7 号窗口');
    assert.equal(spoken(strips.noon), '11 noon 午间值班 照常办理，换班不停办');
    assert.equal(spoken(strips.rest), '5 away 轮休 12:45 请到 6、7 号窗口');
    assert.equal(spoken(strips.extension), '15 extension 延时服务中 已取号的都会办完');
    assert.equal(spoken(strips.appointment), '25 appointment 今日仅限预约 电话 0632-0000102');
    assert.equal(spoken(strips.closed, { now_ms: at('18:00') }), '37 closed 今日已结束 明天 8:30 开始');
    assert.equal(spoken(strips.shut), '28 closed 本窗口未开 请到 27 号窗口');
});

test('a strip that lost its line keeps its own number and no other', () => {
    assert.equal(spoken(strips.called, { feed: 'stale' }), '3 stale 连接中断 请听窗口工作人员安排');
});

test('away always says where to go, and never a time that has passed', () => {
    assert.equal(spoken({ ...strips.away, instead: [], awayUntilMs: String(at('12:10')) }), '6 away 暂离 请到导办台，马上安排');
});

test('at noon a rest of the rota is called so; somebody who fetches a file is only away', () => {
    assert.match(spoken({ ...strips.rest, sinceMs: String(at('12:10')), awayUntilMs: String(at('12:25')) }), /^5 away 暂离 12:25/);
});

test('a free window of a closed hall is closed', () => {
    assert.match(spoken({ ...strips.free, phase: phases.closed }, { now_ms: at('18:00') }), /closed 今日已结束/);
});

test('an unknown window says so', () => {
    assert.match(spoken(undefined, { unknown: true }), /没有这个窗口/);
});
