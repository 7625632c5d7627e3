import assert from 'node:assert/strict';
import test from 'node:test';
import { age, clock_time, days_between, duration, month_day, next_time, range, wait_minutes, weekday, window_list } from '../../shared/format.ts';
import { HallClock } from '../../shared/hall_clock.ts';

const at = (words: string): number => Date.parse(words + '+08:00');

test('times are of 24 hours in Shanghai, without a leading zero before ten', () => {
    assert.equal(clock_time(at('2026-11-24T08:05')), '8:05');
    assert.equal(clock_time(at('2026-11-24T00:00')), '0:00');
    assert.equal(clock_time(at('2026-11-24T17:30')), '17:30');
});

test('the day changes at midnight in Shanghai, not in London', () => {
    assert.equal(month_day(at('2026-11-24T00:10'), 'zh'), '11月24日');
    assert.equal(weekday(at('2026-11-24T00:10'), 'zh'), '星期二');
    assert.equal(month_day(at('2026-11-24T23:50'), 'en'), '24 November');
    assert.equal(days_between(at('2026-11-24T23:59'), at('2026-11-25T00:01')), 1);
});

test('what comes next is said as people say it', () => {
    const now = at('2026-11-24T17:50');
    assert.equal(next_time(at('2026-11-24T18:10'), now, 'zh'), '18:10');
    assert.equal(next_time(at('2026-11-25T08:30'), now, 'zh'), '明天 8:30');
    assert.equal(next_time(at('2026-11-28T09:00'), now, 'zh'), '星期六 9:00');
    assert.equal(next_time(at('2026-12-08T09:00'), now, 'zh'), '12月8日 9:00');
    assert.equal(next_time(at('2026-11-25T08:30'), now, 'en'), 'tomorrow 8:30');
});

test('a wait is a range that is never narrower than what was computed', () => {
    assert.deepEqual(wait_minutes({ low_s: 900, high_s: 1500 }), { low: 15, high: 25 });
    assert.deepEqual(wait_minutes({ low_s: 1290, high_s: 1810 }), { low: 20, high: 35 });
    assert.deepEqual(wait_minutes({ low_s: 0, high_s: 0 }), { low: 0, high: 1 });
    assert.deepEqual(wait_minutes({ low_s: 600, high_s: 600 }), { low: 10, high: 11 });
    for (let low_s = 0; low_s < 6000; low_s += 37) {
        for (const width of [0, 60, 300, 1500]) {
            const { low, high } = wait_minutes({ low_s, high_s: low_s + width });
            assert.ok(low < high && low * 60 <= low_s && high * 60 >= low_s + width, `${low_s} +${width}`);
        }
    }
});

test('ranges have an en dash', () => assert.equal(range(15, 25), '15–25'));

test('windows are listed, long rows become spans, the rest is summed up', () => {
    assert.equal(window_list([7, 5, 6], 'zh'), '5、6、7');
    assert.equal(window_list([13, 14, 15, 16], 'zh'), '13 至 16');
    assert.equal(window_list([13, 14, 15, 16], 'en'), '13–16');
    assert.equal(window_list([1, 3, 5, 7, 9, 11], 'zh'), '1、3、5、7 等');
    assert.equal(window_list([3, 3], 'zh'), '3');
});

test('durations and ages', () => {
    assert.equal(duration(372_000), '06:12');
    assert.equal(duration(3_972_000), '1:06:12');
    assert.equal(duration(-5), '00:00');
    assert.equal(age(40_000, 'zh'), '40 秒');
    assert.equal(age(240_000, 'zh'), '4 分钟');
    assert.equal(age(3 * 3600_000, 'en'), '3 h');
});

test('the hall’s clock goes on by itself, at the speed of the demonstration', () => {
    let local_ms = 100;
    const clock = new HallClock(() => local_ms);
    assert.equal(clock.now_ms(), 0);
    clock.observe(1_000_000, 20, 0);
    local_ms += 1_500;
    assert.equal(clock.now_ms(), 1_030_000);
});

test('the quickest of the last answers sets the clock', () => {
    let local_ms = 0;
    const clock = new HallClock(() => local_ms);
    clock.observe(1_000_400, 1, 800);
    local_ms = 1_000;
    clock.observe(1_001_005, undefined, 10);
    local_ms = 2_000;
    clock.observe(1_002_300, undefined, 600);
    assert.equal(clock.now_ms(), 1_002_010);
});

test('a clock set anew is believed at once', () => {
    let local_ms = 0;
    const clock = new HallClock(() => local_ms);
    clock.observe(1_000_000, 1, 4);
    local_ms = 1_000;
    clock.observe(9_000_000, undefined, 400);
    assert.equal(clock.now_ms(), 9_000_200);
});
