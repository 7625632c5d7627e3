// The few plain requests beside the live feed. A problem+json answer becomes Refused, a lost line becomes Unanswered.

import { decode_problem } from './api.ts';
import { Refused, Unanswered } from './refusal.ts';
import type { Decode } from './schema.ts';

const patience_ms = 10_000;

const ask = <T>(path: string, options: RequestInit, decode: Decode<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
        const given_up = setTimeout(() => reject(new Unanswered('no answer in time')), patience_ms);
        fetch(path, { credentials: 'same-origin', cache: 'no-store', ...options })
            .then((response) => response.text().then((words) => ({ response, words })))
            .then(({ response, words }) => {
                let raw: unknown;
                try {
                    raw = words ? JSON.parse(words) : {};
                } catch {
                    raw = {};
                }
                if (response.ok) return resolve(decode(raw));
                const problem = decode_problem(raw);
                if (!problem.status) problem.status = response.status;
                if (response.status === 429 || response.status >= 500) {
                    if (!problem.code) return reject(new Unanswered(`the server answered ${response.status}`));
                }
                reject(new Refused(problem));
            })
            .catch((why: unknown) => reject(new Unanswered(String(why))))
            .then(() => clearTimeout(given_up));
    });

export const get_json = <T>(path: string, decode: Decode<T>): Promise<T> => ask(path, {}, decode);

export const post_json = <T>(path: string, body: unknown, decode: Decode<T>): Promise<T> =>
    ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, decode);

export const post_nothing = (path: string): Promise<void> => ask(path, { method: 'POST' }, () => undefined);

export const send_delete = (path: string): Promise<void> => ask(path, { method: 'DELETE' }, () => undefined);

// Asks until it is answered, with growing pauses; for what a page cannot begin without. A refusal ends it.
export const get_patiently = <T>(path: string, decode: Decode<T>, pause_ms = 1000): Promise<T> =>
    get_json(path, decode).catch((why: unknown) => {
        if (why instanceof Refused) throw why;
        return new Promise<void>((resolve) => setTimeout(resolve, pause_ms * (0.5 + Math.random()))).then(() =>
            get_patiently(path, decode, pause_ms * 2 > 30_000 ? 30_000 : pause_ms * 2));
    });
