import { el, put, set_style } from './dom.ts';
import type { DayLineView } from './phase.ts';

// Draws the day line into `line` and its times into `ticks`; styled by .dayline in tokens.css and by the page.
export const draw_day_line = (line: HTMLElement, ticks: HTMLElement | undefined, view: DayLineView): void => {
    const drawn = JSON.stringify(view);
    if (line.getAttribute('data-drawn') === drawn) return;
    line.setAttribute('data-drawn', drawn);
    put(line, ...view.parts.map((part) => {
        const stretch = el('i', part.tone === 'day' ? 'am' : part.tone);
        set_style(stretch, 'left', part.from + '%');
        set_style(stretch, 'width', part.to - part.from + '%');
        return stretch;
    }), view.now !== undefined && mark(view.now));
    if (!ticks) return;
    put(ticks, ...view.ticks.map((tick) => {
        const label = el('span', '', tick.label);
        set_style(label, 'left', tick.at + '%');
        return label;
    }));
};

const mark = (at: number): HTMLElement => {
    const now = el('i', 'now');
    set_style(now, 'left', at + '%');
    return now;
};
