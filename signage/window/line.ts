import { draw_day_line } from '../shared/day_line.ts';
import { el } from '../shared/dom.ts';
import type { DayLineView } from '../shared/phase.ts';
import type { Leaf } from '../shared/tree.ts';

// The day line as part of a tree: one element for the life of the page, redrawn only when the line moves.
let drawn: { whole: HTMLElement; line: HTMLElement; ticks: HTMLElement } | undefined;

export const day_line = (view: DayLineView): Leaf => {
    if (!drawn) {
        const line = el('div', 'dayline line');
        const ticks = el('div', 'ticks num');
        drawn = { whole: el('div', 'day', line, ticks), line, ticks };
    }
    draw_day_line(drawn.line, drawn.ticks, view);
    const { whole } = drawn;
    return { leaf: 'day line', make: () => whole };
};
