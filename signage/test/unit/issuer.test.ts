import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_problem, decode_reply, type Command, type Reply } from '../../shared/api.ts';
import { Refused, Unanswered } from '../../shared/refusal.ts';
import { Issuer } from '../../kiosk/issuer.ts';
import type { Asking } from '../../kiosk/model.ts';

const wish: Command = { id: 'a'.repeat(32), hall: 'h', verb: 'issue_ticket', fields: { matters: ['SB-08'] } };
const yes = decode_reply({ command: wish.id, number: 'B001' });
const no = (status: number, code: string) => new Refused(decode_problem({ status, code }));

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// An issuer whose server answers from a list, the last answer again and again, and whose pauses end when told to.
const issuing = (...answers: Array<Reply | Error>) => {
    const sent: string[] = [];
    const told: Asking[] = [];
    const numbers: string[] = [];
    let timers: Array<() => void> = [];
    const issuer = new Issuer({
        post: (command) => {
            sent.push(command.id);
            const answer = answers[Math.min(sent.length, answers.length) - 1]!;
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
        after: (_, run) => {
            timers.push(run);
            return () => { timers = timers.filter((one) => one !== run); };
        },
        random: () => 0.5,
    }, (asking) => told.push(asking), (reply) => numbers.push(reply.number));
    const pass = async (): Promise<void> => {
        await settled();
        const due = timers;
        timers = [];
        for (const run of due) run();
        await settled();
    };
    return { issuer, sent, told, numbers, pass };
};

test('a number that was given is told once', async () => {
    const { issuer, sent, numbers } = issuing(yes);
    issuer.ask(wish);
    await settled();
    assert.deepEqual([sent, numbers, issuer.busy], [[wish.id], ['B001'], false]);
});

test('a lost answer, a busy hall and a restarting server are asked again with the same id', async () => {
    const { issuer, sent, numbers, pass } = issuing(new Unanswered('cut'), no(503, 'busy'), no(503, 'stopping'), yes);
    issuer.ask(wish);
    for (let i = 0; i < 4; ++i) await pass();
    assert.deepEqual(sent, Array(4).fill(wish.id));
    assert.deepEqual(numbers, ['B001']);
});

test('a refusal ends it', async () => {
    const { issuer, sent, told, pass } = issuing(no(409, 'closed'));
    issuer.ask(wish);
    await pass();
    await pass();
    assert.equal(sent.length, 1);
    assert.equal(told[told.length - 1]!.is, 'refused');
});

test('when nobody answers for long the fate is unknown, and asking again cannot make a second number', async () => {
    const { issuer, sent, told, numbers, pass } = issuing(...Array(7).fill(new Unanswered('cut')), yes);
    issuer.ask(wish);
    for (let i = 0; i < 10; ++i) await pass();
    assert.deepEqual([sent.length, told[told.length - 1]!.is], [7, 'unknown']);

    issuer.again();
    await settled();
    assert.deepEqual(numbers, ['B001']);
    assert.equal(new Set(sent).size, 1);
});

test('an answer to a wish that was dropped is not shown to the next visitor', async () => {
    const { issuer, numbers } = issuing(yes);
    issuer.ask(wish);
    issuer.drop();
    await settled();
    assert.deepEqual(numbers, []);
});
