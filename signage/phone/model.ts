// One ticket, seen by the person who holds it. Pure: pictures and a moment become what the page shows.

import type { HallCard, Phase, QueuePicture, Text, TicketPicture, WaitRange, ZonePicture } from '../shared/api.ts';
import type { FeedState } from '../shared/feed.ts';
import { age, clock_time, range, wait_minutes, window_list } from '../shared/format.ts';
import { both, pick, type Lang } from '../shared/words.ts';
import { w } from './words.ts';

export interface PhoneModel {
    ticket: TicketPicture | undefined;
    queue: QueuePicture | undefined;
    zone: ZonePicture | undefined;
    card: HallCard | undefined;
    feed: FeedState;
    now_ms: number;
    heard_at_ms: number;
    silent_for_ms: number;
    promised: Promised | undefined;  // the first range shown on this page
    gone: boolean;
    lang: Lang;
}

// What the page first said about the wait, as moments: a wait that keeps within it has not grown.
export interface Promised { range: string; until_ms: number; revised_at_ms: number | undefined }

export interface PhoneView {
    tone: 'plain' | 'turn' | 'cut';
    hall: string;
    phone: string;
    title: string;
    label: string;
    number: string;
    what: string;
    windows: string;
    place: { ahead: number; next: boolean; last_called: string } | undefined;
    wait: { label: string; minutes: string; within: boolean; at: string } | undefined;  // within: at most so many
    why: { icon: 'noon' | 'late' | 'extension'; words: string } | undefined;
    turn: { window_no: number; lines: string[]; hint: string } | undefined;
    headline: string;
    paragraphs: string[];
    verbs: boolean;      // cancel and delay may be offered
    then: string;        // what was true before the line was cut
    cut: { since: string; age: string } | undefined;
}

// Place in the queue and wait, from the frame all phones of the queue share.
export const place_in_queue = (ticket: TicketPicture, queue: QueuePicture | undefined): { ahead: number; wait: WaitRange | undefined } => {
    const found = queue ? queue.waiting.indexOf(ticket.ticket) : -1;
    if (!queue || found < 0) return { ahead: ticket.ahead, wait: ticket.wait };
    const by_position = queue.wait_by_position;
    return { ahead: found, wait: by_position[found < by_position.length ? found : by_position.length - 1] ?? ticket.wait };
};

const grace_ms = 2 * 60_000;

// Remembers the first range and notices when it can no longer be kept.
export const promise_after = (before: Promised | undefined, wait: WaitRange | undefined, now_ms: number): Promised | undefined => {
    if (!wait || now_ms <= 0) return before;
    const minutes = wait_minutes(wait);
    if (!before) return { range: range(minutes.low, minutes.high), until_ms: now_ms + minutes.high * 60_000, revised_at_ms: undefined };
    if (before.revised_at_ms !== undefined || now_ms + minutes.low * 60_000 <= before.until_ms + grace_ms) return before;
    return { ...before, revised_at_ms: now_ms };
};

const phase_now = (model: PhoneModel): Phase => {
    const seen = model.zone?.windows[0]?.phase.phase;
    if (seen && seen !== 'PHASE_UNSPECIFIED') return seen;
    for (const segment of model.card?.today ?? []) {
        if (segment.begins_ms <= model.now_ms && model.now_ms < segment.ends_ms) return segment.phase;
    }
    return model.card?.phase.phase ?? 'PHASE_UNSPECIFIED';
};

const listed = (numbers: readonly number[]): Text => both(window_list(numbers, 'zh'), window_list(numbers, 'en'));

const why_of = (model: PhoneModel, ticket: TicketPicture): PhoneView['why'] => {
    const words = (icon: NonNullable<PhoneView['why']>['icon'], said: Text) => ({ icon, words: pick(said, model.lang) });
    if (model.promised?.revised_at_ms !== undefined) return words('late', w.late);
    const numbers = model.queue?.windows.length ? model.queue.windows : ticket.windows;
    const mine = (model.zone?.windows ?? []).filter((one) => numbers.indexOf(one.no) >= 0);
    const open = mine.filter((one) => one.state !== 'WINDOW_CLOSED' && one.state !== 'WINDOW_AWAY').length;
    const phase = phase_now(model);
    if (phase === 'EXTENSION') return words('extension', w.extension);
    if (mine.length > 0 && open === 0) return words('late', w.nobody_there);
    if (phase !== 'NOON_DUTY') return undefined;
    const returning = mine.filter((one) => one.state === 'WINDOW_AWAY' && one.away_until_ms > model.now_ms);
    if (open === 0 || returning.length === 0) return words('noon', w.noon(open));
    const first_ms = returning.reduce((least, one) => (one.away_until_ms < least ? one.away_until_ms : least), Infinity);
    const back = returning.filter((one) => one.away_until_ms === first_ms).map((one) => one.no);
    return words('noon', w.noon_back(open, clock_time(first_ms), listed(back)));
};

const empty = (model: PhoneModel): PhoneView => ({
    tone: 'plain', hall: model.card ? pick(model.card.name, model.lang) : '', phone: model.card?.phones.supervision ?? '',
    title: '', label: '', number: '', what: '', windows: '', place: undefined, wait: undefined, why: undefined, turn: undefined,
    headline: '', paragraphs: [], verbs: false, then: '', cut: undefined,
});

const waiting = (model: PhoneModel, ticket: TicketPicture, say: (words: Text) => string): Partial<PhoneView> => {
    const { ahead, wait } = place_in_queue(ticket, model.queue);
    const last = model.queue?.last_called ?? '';
    const view: Partial<PhoneView> = {
        windows: ticket.windows.length > 0 ? say(w.go_to(listed(ticket.windows))) : '',
        place: { ahead, next: ahead === 0, last_called: last ? say(w.last_called(last)) : '' },
        verbs: true,
        why: why_of(model, ticket),
    };
    if (wait) {
        const { low, high } = wait_minutes(wait);
        const revised = model.promised?.revised_at_ms;
        view.wait = {
            label: revised !== undefined ? say(w.wait_again(clock_time(revised))) : say(w.wait),
            minutes: low === 0 ? String(high) : range(low, high), within: low === 0,
            at: revised !== undefined ? say(w.was(model.promised!.range))
              : low < 2 && ahead === 0 ? say(w.soon)
              : say(w.between(clock_time(model.now_ms + low * 60_000), clock_time(model.now_ms + high * 60_000))),
        };
    }
    return view;
};

const stage_view = (model: PhoneModel, ticket: TicketPicture, say: (words: Text) => string): Partial<PhoneView> => {
    switch (ticket.stage) {
    case 'WAITING': return waiting(model, ticket, say);
    case 'CALLED': return {
        tone: 'turn', title: `${ticket.number} → ${ticket.window_no}`,
        turn: {
            window_no: ticket.window_no,
            lines: [w.call(ticket.number, ticket.window_no)[model.lang],
                    ...(model.lang === 'zh' && ticket.english ? [w.call(ticket.number, ticket.window_no).en] : []),
                    say(w.attempt(ticket.attempt || 1, clock_time(ticket.stage_since_ms)))],
            hint: say(w.if_busy),
        },
    };
    case 'SERVING': {
        const next = ticket.matter_names[ticket.current_matter + 1];
        return { headline: say(w.serving), paragraphs: [say(w.serving_at(ticket.window_no)), ...(next ? [say(w.next_matter(next))] : [])] };
    }
    case 'HELD': return { headline: say(w.held), paragraphs: [say(w.held_at(ticket.window_no))] };
    case 'MISSED': return {
        headline: say(w.missed),
        paragraphs: [ticket.restore_until_ms > model.now_ms ? say(w.missed_until(clock_time(ticket.restore_until_ms))) : say(w.missed_late)],
    };
    case 'DONE': return { headline: say(w.done), paragraphs: [say(w.done_say)] };
    case 'ABANDONED': return { headline: say(w.abandoned), paragraphs: [say(w.abandoned_say)] };
    case 'TICKET_STAGE_UNSPECIFIED': return { headline: say(w.loading) };
    }
};

const finished = (ticket: TicketPicture): boolean => ticket.stage === 'DONE' || ticket.stage === 'ABANDONED';

export const phone_view = (model: PhoneModel): PhoneView => {
    const say = (words: Text): string => pick(words, model.lang);
    const base = empty(model);
    const ticket = model.ticket;
    if (model.gone) return { ...base, headline: say(w.gone), paragraphs: [say(w.gone_say)] };
    const cut = model.feed === 'stale'
        ? { since: model.heard_at_ms > 0 ? say(w.stopped_at(clock_time(model.heard_at_ms))) : '',
            age: say(w.cut_for(both(age(model.silent_for_ms, 'zh'), age(model.silent_for_ms, 'en')))) }
        : undefined;
    if (!ticket) return { ...base, tone: cut ? 'cut' : 'plain', headline: say(w.loading), cut };

    const named: PhoneView = {
        ...base, label: say(w.your_ticket), number: ticket.number, title: ticket.number,
        what: ticket.matter_names.map(say).join(model.lang === 'zh' ? '；' : '; '),
    };
    if (!cut || finished(ticket)) return { ...named, ...stage_view(model, ticket, say) };

    // Cut off: only what was true, with its time, and nothing that looks live.
    const time = clock_time(model.heard_at_ms);
    const { ahead, wait } = place_in_queue(ticket, model.queue);
    const minutes = wait && wait_minutes(wait);
    const joined = model.lang === 'zh' ? '，' : ', ';
    const then = ticket.stage === 'WAITING'
        ? say(w.then_ahead(time, ahead)) + (minutes ? joined + say(w.then_wait(range(minutes.low, minutes.high))) : '')
        : ticket.stage === 'CALLED' ? say(w.then_called(time, ticket.window_no)) : '';
    return {
        ...named, tone: 'cut', cut, then, paragraphs: [say(w.still_valid)],
        windows: ticket.windows.length > 0 ? say(w.go_to(listed(ticket.windows))) : '',
    };
};
