import type { Problem } from './api.ts';

// The server understood and said no: a stable code, a sentence and what to do next.
export class Refused extends Error {
    constructor(readonly problem: Problem) {
        super(problem.code || problem.title || 'refused');
        Object.setPrototypeOf(this, Refused.prototype);
    }
}

// Nobody knows whether it happened: the line was cut before an answer came. Asking again with the same command id is safe.
export class Unanswered extends Error {
    constructor(why: string) {
        super(why);
        Object.setPrototypeOf(this, Unanswered.prototype);
    }
}
