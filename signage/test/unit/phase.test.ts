import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_hall_card, decode_phase_span } from '../../shared/api.ts';
import { day_line_view, phase_view } from '../../shared/phase.ts';
import { at, district, noon, phases } from '../fixtures.mjs';

const today = decode_hall_card(district).today;
const span = (raw: unknown) => decode_phase_span(raw);

test('the day is one unbroken line from opening to closing, with noon inside it', () => {
    const line = day_line_view(today, noon);
    assert.deepEqual(line.parts.map((part) => part.tone), ['day', 'noon', 'day']);
    assert.equal(line.parts[0]!.from, 0);
    assert.equal(line.parts[2]!.to, 100);
    for (let i = 1; i < line.parts.length; ++i) assert.equal(line.parts[i]!.from, line.parts[i - 1]!.to);
    assert.deepEqual(line.ticks.map((tick) => tick.label), ['8:30', '12:00', '13:30', '17:30']);
    assert.equal(line.now, 42);
});

test('outside the hours there is no mark of now', () => {
    assert.equal(day_line_view(today, at('8:00')).now, undefined);
    assert.equal(day_line_view(today, at('19:00')).now, undefined);
});

test('an extension makes the line longer, up to now', () => {
    const line = day_line_view(today, at('18:30'), span(phases.extension));
    assert.deepEqual(line.parts.map((part) => part.tone), ['day', 'noon', 'day', 'extension']);
    assert.equal(line.now, 100);
});

test('a hall that does not open today has no line', () => {
    assert.deepEqual(day_line_view([], noon), { parts: [], ticks: [], now: undefined });
});

test('each phase has a word, a glyph and a colour role of its own', () => {
    const views = [phases.noon, phases.extension, phases.appointment, phases.closed, phases.regular].map((raw) => phase_view(span(raw), noon, '0632-0000102'));
    assert.deepEqual(views.map((view) => view.tone), ['noon', 'extension', 'appointment', 'closed', 'plain']);
    assert.equal(new Set(views.map((view) => view.icon)).size, 5);
    assert.equal(new Set(views.map((view) => view.title.zh)).size, 5);
    assert.match(views[2]!.say.zh, /0632-0000102/);
});
