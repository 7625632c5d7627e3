import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_problem, decode_reply, type Command, type Reply } from '../../shared/api.ts';
import type { FeedState } from '../../shared/feed.ts';
import { Outbox, type Keep } from '../../shared/outbox.ts';
import { Refused, Unanswered } from '../../shared/refusal.ts';

class FakeLine {
    state: FeedState = 'live';
    sent: Command[] = [];
    answer: (command: Command) => Promise<Reply> = (command) => Promise.resolve(decode_reply({ command: command.id }));
    private listener: (state: FeedState) => void = () => {};

    state_command = (command: Omit<Command, 'id'> & { id?: string }): Promise<Reply> => {
        if (this.state !== 'live') return Promise.reject(new Unanswered('not connected'));
        this.sent.push(command as Command);
        return this.answer(command as Command);
    };

    on_state = (listener: (state: FeedState) => void): void => { this.listener = listener; };

    become(state: FeedState): void {
        this.state = state;
        this.listener(state);
    }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const verb = { window: 'W05', ticket: 7 };

test('facts said while the line is cut are sent in order when it is back', async () => {
    const line = new FakeLine();
    const outbox = new Outbox(line);
    line.become('stale');
    const began = outbox.state('h', 'start_service', verb);
    const ended = outbox.state('h', 'finish_service', verb);
    assert.deepEqual(outbox.pending.map((command) => command.verb), ['start_service', 'finish_service']);

    line.become('live');
    await Promise.all([began, ended]);

    assert.deepEqual(line.sent.map((command) => command.verb), ['start_service', 'finish_service']);
    assert.deepEqual(outbox.pending, []);
});

test('a fact whose answer was lost is sent again under the same id', async () => {
    const line = new FakeLine();
    let again: () => void = () => {};
    const outbox = new Outbox(line, undefined, (_, run) => { again = run; });
    line.answer = () => Promise.reject(new Unanswered('cut'));
    const missed = outbox.state('h', 'mark_missed', verb);
    await settled();
    assert.equal(outbox.pending.length, 1);

    line.answer = (command) => Promise.resolve(decode_reply({ command: command.id }));
    again();
    await missed;

    assert.equal(line.sent.length, 2);
    assert.equal(line.sent[0]!.id, line.sent[1]!.id);
});

test('call_next is never kept: without a line it fails at once', async () => {
    const line = new FakeLine();
    const outbox = new Outbox(line);
    line.become('connecting');

    await assert.rejects(outbox.state('h', 'call_next', { window: 'W05', expires_ms: 1 }), Unanswered);
    line.become('live');
    await settled();

    assert.deepEqual(line.sent, []);
});

test('a wish does not overtake a fact that still waits', async () => {
    const line = new FakeLine();
    const outbox = new Outbox(line, undefined, () => {});
    line.answer = () => Promise.reject(new Unanswered('cut'));
    void outbox.state('h', 'finish_service', verb);
    await settled();

    await assert.rejects(outbox.state('h', 'call_next', { window: 'W05', expires_ms: 1 }), Unanswered);
});

test('a refused fact is told and not repeated; a busy server is asked again', async () => {
    const line = new FakeLine();
    let again: () => void = () => {};
    const outbox = new Outbox(line, undefined, (_, run) => { again = run; });
    line.answer = () => Promise.reject(new Refused(decode_problem({ status: 409, code: 'not_serving' })));
    await assert.rejects(outbox.state('h', 'finish_service', verb), Refused);
    assert.deepEqual(outbox.pending, []);

    line.answer = () => Promise.reject(new Refused(decode_problem({ status: 503, code: 'busy' })));
    const started = outbox.state('h', 'start_service', verb);
    await settled();
    line.answer = (command) => Promise.resolve(decode_reply({ command: command.id }));
    again();
    await started;
    assert.equal(line.sent.length, 3);
});

test('facts outlive a reload when they are kept', async () => {
    let kept: Command[] = [];
    const keep: Keep = { load: () => kept, save: (pending) => { kept = pending.slice(); } };
    const line = new FakeLine();
    line.become('stale');
    void new Outbox(line, keep).state('h', 'finish_service', verb);
    const id = kept[0]!.id;

    const next_line = new FakeLine();
    next_line.state = 'connecting';
    new Outbox(next_line, keep);
    next_line.become('live');
    await settled();

    assert.equal(next_line.sent[0]!.id, id);
    assert.deepEqual(kept, []);
});
