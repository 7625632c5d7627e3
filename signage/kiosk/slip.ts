// What the slip says, on the screen and on paper.

import type { IssuedTicket, TicketPicture } from '../shared/api.ts';
import { clock_time, month_day, range, wait_minutes } from '../shared/format.ts';
import { pick, type Lang } from '../shared/words.ts';
import { noon_reason, said, span_of, wait_words, windows_words, type KioskModel } from './model.ts';

export interface SlipView {
    number: string;
    matters: string;
    zone: string;
    windows: string;
    ahead: number;
    wait: { digits: string; measure: string };
    why: string;
    several: string;     // one number for several matters
    priority: boolean;
    qr: string;
    link: string;
    hall: string;
    issued: string;
    supervision: string;
    unresolved: string;  // where to go when something cannot be done
    english: string;
}

export const slip_view = (model: KioskModel, issued: IssuedTicket, lang: Lang = model.lang): SlipView => {
    const { ticket, link } = issued;
    const card = model.card;
    const zone = card?.zones.find((one) => one.id === ticket.zone);
    const unresolved = card?.windows.find((window) => window.kind === 'unresolved');
    return {
        number: ticket.number, matters: ticket.matter_names.map((name) => pick(name, lang)).join(lang === 'zh' ? '；' : '; '),
        zone: zone ? pick(zone.name, lang) : '', windows: ticket.windows.length > 0 ? windows_words(ticket.windows, lang) : '',
        ahead: ticket.ahead, wait: slip_wait(ticket, lang),
        why: noon_reason(ticket.windows, model.zones[ticket.zone], span_of(model), lang),
        several: ticket.matters.length > 1 ? said(lang, `${ticket.matters.length} 件事，一个号依次办理`, `${ticket.matters.length} matters, one ticket, served in turn`) : '',
        priority: ticket.priority, qr: link ? `/v1/tickets/${link}/qr.svg` : '', link,
        hall: card ? pick(card.name, lang) : '', issued: `${month_day(ticket.issued_ms, lang)} ${clock_time(ticket.issued_ms)}`,
        supervision: card?.phones.supervision ?? '',
        unresolved: unresolved ? (lang === 'zh' ? `${unresolved.no} 号窗口` : `window ${unresolved.no}`) : '',
        english: english_line(ticket),
    };
};

const slip_wait = (ticket: TicketPicture, lang: Lang): SlipView['wait'] => {
    if (!ticket.wait) return { digits: '', measure: said(lang, '窗口返回后按号叫到您', 'you will be called in turn') };
    const { low, high } = wait_minutes(ticket.wait);
    if (low === 0) return { digits: String(high), measure: said(lang, '分钟内', 'min at most') };
    return { digits: range(low, high), measure: said(lang, '分钟', 'min') };
};

// The paper's last line, for whoever does not read Chinese.
const english_line = (ticket: TicketPicture): string => {
    const where = ticket.windows.length > 0 ? ` ${windows_words(ticket.windows, 'en')}.` : '';
    const ahead = ticket.ahead === 0 ? 'Nobody ahead' : ticket.ahead === 1 ? '1 person ahead' : `${ticket.ahead} people ahead`;
    const wait = ticket.wait ? `, wait about ${wait_words(ticket.wait, 'en').replace('min', 'minutes')}` : '';
    return `Ticket ${ticket.number}.${where} ${ahead}${wait}. Please watch the board; every ticket issued today will be served.`;
};
