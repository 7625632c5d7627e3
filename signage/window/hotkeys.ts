// Which key does what. Space and the keypad's Enter are always the one big key; letters are verbs; in a dialog the
// arrows choose, Enter does it and Escape leaves everything as it was.

import type { Wish } from './model.ts';

export interface Pressed { key: string; code: string; repeat: boolean; ctrlKey: boolean; altKey: boolean; metaKey: boolean }

const letters: Record<string, Wish> = {
    KeyR: 'recall', KeyM: 'missed', KeyH: 'hold', KeyT: 'transfer', KeyF: 'restore', KeyD: 'finish', KeyL: 'away', KeyG: 'close', KeyQ: 'sign_out',
};

// By the place of the key, so that an input method in Chinese mode does not swallow it.
export const wish_of = (pressed: Pressed): Wish | undefined => {
    if (pressed.repeat || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return undefined;
    if (pressed.code === 'Space' || pressed.code === 'NumpadEnter') return 'big';
    return letters[pressed.code];
};

export type DialogMove = { move: 1 | -1 } | { turn: 1 | -1 } | { pick: number } | 'choose' | 'leave';

// `typing`: the dialog has a field, where digits and spaces are text.
export const dialog_move_of = (pressed: Pressed, typing: boolean): DialogMove | undefined => {
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return undefined;
    switch (pressed.key) {
    case 'Escape': return 'leave';
    case 'Enter': return pressed.repeat ? undefined : 'choose';
    case 'ArrowDown': return { move: 1 };
    case 'ArrowUp': return { move: -1 };
    case 'ArrowRight': return typing ? undefined : { turn: 1 };
    case 'ArrowLeft': return typing ? undefined : { turn: -1 };
    }
    if (!typing && !pressed.repeat && /^[1-9]$/.test(pressed.key)) return { pick: Number(pressed.key) - 1 };
    return undefined;
};
