import assert from 'node:assert/strict';
import test from 'node:test';
import { dialog_move_of, wish_of, type Pressed } from '../../window/hotkeys.ts';

const pressed = (code: string, more: Partial<Pressed> = {}): Pressed =>
    ({ code, key: code, repeat: false, ctrlKey: false, altKey: false, metaKey: false, ...more });

test('space and the keypad’s Enter are the big key, letters are verbs by their place on the keyboard', () => {
    assert.equal(wish_of(pressed('Space', { key: ' ' })), 'big');
    assert.equal(wish_of(pressed('NumpadEnter', { key: 'Enter' })), 'big');
    assert.equal(wish_of(pressed('KeyR', { key: 'Process' })), 'recall');  // an input method in Chinese mode
    assert.equal(wish_of(pressed('KeyL')), 'away');
    assert.equal(wish_of(pressed('KeyX')), undefined);
});

test('a held key and the browser’s own combinations do nothing', () => {
    assert.equal(wish_of(pressed('Space', { repeat: true })), undefined);
    assert.equal(wish_of(pressed('KeyR', { ctrlKey: true })), undefined);
    assert.equal(wish_of(pressed('KeyF', { metaKey: true })), undefined);
});

test('in a dialog arrows move, digits pick, Enter does it, Escape leaves', () => {
    assert.deepEqual(dialog_move_of(pressed('ArrowDown', { key: 'ArrowDown' }), false), { move: 1 });
    assert.deepEqual(dialog_move_of(pressed('ArrowLeft', { key: 'ArrowLeft' }), false), { turn: -1 });
    assert.deepEqual(dialog_move_of(pressed('Digit2', { key: '2' }), false), { pick: 1 });
    assert.equal(dialog_move_of(pressed('Enter', { key: 'Enter' }), true), 'choose');
    assert.equal(dialog_move_of(pressed('Escape', { key: 'Escape' }), true), 'leave');
});

test('while something is typed digits and sideways arrows belong to the field', () => {
    assert.equal(dialog_move_of(pressed('Digit2', { key: '2' }), true), undefined);
    assert.equal(dialog_move_of(pressed('ArrowLeft', { key: 'ArrowLeft' }), true), undefined);
    assert.equal(dialog_move_of(pressed('Enter', { key: 'Enter', repeat: true }), true), undefined);
});
