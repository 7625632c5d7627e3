// What the keys do: the big one by the state of the window, the letters, and the rows of a dialog.

import type { DialogMove } from './hotkeys.ts';
import {
    away_options, away_reasons, big_key, desk_of, dialog_rows, screen_of, transfer_options, verb_keys, type Dialog, type Wish,
} from './model.ts';
import type { Client } from './client.ts';

const call_expires_ms = 5_000;   // of life; a demonstration's clock may run faster
const presses_apart_ms = 500;    // a key that bounces, or a second press before the eye has seen the first

export class Keys {
    private last_big_ms = -presses_apart_ms;

    constructor(private readonly client: Client) {}

    wish(wanted: Wish): void {
        const { client } = this;
        const { model } = client;
        if (screen_of(model) !== 'desk') return;
        if (wanted === 'big') return this.press_big();
        if (wanted === 'close') {
            if (desk_of(model)?.window.state !== 'WINDOW_CLOSED') client.state('close_window', { window: model.window });
            return;
        }
        const key = verb_keys(model).find((one) => one.wish === wanted);
        if (!key) return;
        if (!key.enabled) {
            if (key.why !== '') client.tell({ tone: 'refused', words: `${key.label}：${key.why}`, next: '' });
            return;
        }
        switch (wanted) {
        case 'recall': return client.state('recall', client.on_ticket());
        case 'missed': return client.state('mark_missed', client.on_ticket());
        case 'finish': return client.state('finish_service', client.on_ticket());
        case 'hold': return client.in_hand() !== 0 ? client.state('hold_ticket', client.on_ticket()) : this.open({ is: 'held', at: 0 });
        case 'transfer': return this.open({ is: 'transfer', typed: '', at: 0 });
        case 'restore': return this.open({ is: 'restore', at: 0 });
        case 'away': return this.open({ is: 'away', reason: 0, at: 0 });
        case 'sign_out': case 'theme': return;
        }
    }

    resume(ticket: number): void {
        const { client } = this;
        const number = this.number_aside(ticket);
        client.state('resume_ticket', { window: client.model.window, ticket }, () => client.tell({ tone: 'said', words: `${number} 已取回`, next: '按原来的位置排队' }));
    }

    restore(ticket: number): void {
        const { client } = this;
        const number = this.number_aside(ticket);
        client.state('restore_ticket', { window: client.model.window, ticket }, () => client.tell({ tone: 'said', words: `${number} 已恢复`, next: '排到后面第三位' }));
    }

    private number_aside(ticket: number): string {
        const desk = desk_of(this.client.model);
        return (desk?.held ?? []).concat(desk?.missed ?? []).find((row) => row.ticket === ticket)?.number ?? '';
    }

    // ------------------------------------------------------------------------------------------------ dialogs

    move(how: DialogMove): void {
        const { model } = this.client;
        const { dialog } = model;
        if (!dialog) return;
        if (how === 'leave') return this.leave();
        if (how === 'choose') return this.pick(dialog.at);
        const rows = dialog_rows(model);
        if ('pick' in how) return how.pick < rows ? this.pick(how.pick) : undefined;
        if ('move' in how && rows > 0) dialog.at = (dialog.at + how.move + rows) % rows;
        if ('turn' in how && dialog.is === 'away') dialog.reason = (dialog.reason + how.turn + away_reasons.length) % away_reasons.length;
        this.client.redraw();
    }

    pick(row: number): void {
        const { client } = this;
        const { model } = client;
        const { dialog } = model;
        if (!dialog) return;
        const option = dialog.is === 'transfer' ? transfer_options(model, dialog.typed)[row] : undefined;
        const away = dialog.is === 'away' ? away_options(model)[row] : undefined;
        const aside = dialog.is === 'restore' ? desk_of(model)?.missed[row] : dialog.is === 'held' ? desk_of(model)?.held[row] : undefined;
        if (!option && !away && !aside) return;
        this.leave();
        if (option) {
            client.state('transfer_ticket', { ...client.on_ticket(), ...(option.to === 'window' ? { to_window: option.id } : { to_matter: option.id }) },
                () => client.tell({ tone: 'said', words: `已${option.label}`, next: '号不变、位置不变' }));
        }
        if (away && dialog.is === 'away') {
            client.state('step_away', {
                window: model.window, reason: away_reasons[dialog.reason] ?? away_reasons[0], until_ms: Math.round(model.now_ms + away.minutes * 60_000),
            });
        }
        if (aside) dialog.is === 'held' ? this.resume(aside.ticket) : this.restore(aside.ticket);
    }

    leave(): void {
        this.client.model.dialog = undefined;
        (document.activeElement as HTMLElement | null)?.blur();
        this.client.redraw();
    }

    private open(dialog: Dialog): void {
        this.client.model.dialog = dialog;
        this.client.tell(undefined);
        if (dialog.is === 'transfer') requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('find')?.focus()));
    }

    // ------------------------------------------------------------------------------------------------ the big key

    private press_big(): void {
        const { client } = this;
        const now = performance.now();
        if (now - this.last_big_ms < presses_apart_ms) return;
        const view = big_key(client.model);
        if (!view.enabled) return;
        this.last_big_ms = now;
        switch (view.wish) {
        case 'open': return client.state('open_window', { window: client.model.window });
        case 'come_back': return client.state('come_back', { window: client.model.window });
        case 'call': return this.call_next(false);
        case 'finish_and_call': return this.call_next(true);
        case 'start': return client.state('start_service', client.on_ticket());
        case 'finish': return client.state('finish_service', client.on_ticket());
        case 'reconnect': return client.feed?.reconnect_now();
        case 'none': return;
        }
    }

    private call_next(finish: boolean): void {
        const { client } = this;
        const clock = client.feed?.clock;
        if (!clock) return;
        const expected = client.in_hand();
        client.state('call_next', {
            window: client.model.window, ...(expected ? { expected } : {}), ...(finish ? { finish } : {}),
            expires_ms: Math.round(clock.now_ms() + call_expires_ms * clock.clock_speed),
        });
    }
}
