import type { Position } from './api.ts';

// Negative when `a` is older than `b`. A later epoch is later whatever its sequence numbers are.
export const compare_positions = (a: Position, b: Position): number => a.epoch - b.epoch || a.seq - b.seq;
