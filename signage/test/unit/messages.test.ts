import assert from 'node:assert/strict';
import test from 'node:test';
import { decode_board_picture, decode_desk_picture, decode_server_frame, decode_ticket_picture, encode_command } from '../../shared/api.ts';
import { new_command_id } from '../../shared/command_id.ts';

test('64-bit integers travel as strings and become numbers', () => {
    const picture = decode_board_picture({ phase: { beginsMs: '1795492800000', phase: 'NOON_DUTY' } });
    assert.equal(picture.phase.begins_ms, 1795492800000);
});

test('what the server left out is its default', () => {
    const picture = decode_board_picture({});
    assert.equal(picture.phase.phase, 'PHASE_UNSPECIFIED');
    assert.deepEqual(picture.calls, []);
    assert.equal(picture.open_tickets, 0);
});

test('the mapping’s names and the proto’s own names are both read', () => {
    assert.equal(decode_ticket_picture({ windowNo: 7 }).window_no, 7);
    assert.equal(decode_ticket_picture({ window_no: 7 }).window_no, 7);
});

test('an absent message is told from an empty one', () => {
    assert.equal(decode_desk_picture({}).current, undefined);
    assert.equal(decode_desk_picture({ current: {} }).current?.number, '');
});

test('enums come by name or number, and unknown ones as unspecified', () => {
    assert.equal(decode_ticket_picture({ stage: 'MISSED' }).stage, 'MISSED');
    assert.equal(decode_ticket_picture({ stage: 2 }).stage, 'CALLED');
    assert.equal(decode_ticket_picture({ stage: 'FROZEN' }).stage, 'TICKET_STAGE_UNSPECIFIED');
    assert.equal(decode_ticket_picture({ stage: 99 }).stage, 'TICKET_STAGE_UNSPECIFIED');
});

test('a frame names its body; a body of the future is no body', () => {
    const frame = decode_server_frame({ request: 3, topic: 't', position: { epoch: '2', seq: '9' }, hallState: { writable: true } });
    assert.equal(frame.body?.kind, 'hall_state');
    assert.deepEqual(frame.position, { epoch: 2, seq: 9 });
    assert.equal(decode_server_frame({ topic: 't', weather: {} }).body, undefined);
});

test('decoders survive anything', () => {
    for (const raw of [null, 1, 'x', [], { calls: 'no', zones: [null, 3], phase: [] }]) {
        assert.doesNotThrow(() => decode_board_picture(raw));
        assert.doesNotThrow(() => decode_server_frame(raw));
    }
});

test('a command goes out with its id, its hall and its verb', () => {
    const id = new_command_id();
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.notEqual(id, new_command_id());
    assert.deepEqual(encode_command({ id, hall: 'h', verb: 'recall', fields: { window: 'W05', ticket: 7 } }),
                     { id, hall: 'h', recall: { window: 'W05', ticket: 7 } });
});
