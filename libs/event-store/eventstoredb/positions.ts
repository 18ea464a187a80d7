import type { Position } from '../port.js';

/** A place in the server's log. Decimal numbers of 64 bits, kept as text. */
export interface LogPosition {
  readonly commit: string;
  readonly prepare: string;
}

export const formatPosition = ({ commit, prepare }: LogPosition): Position => `${commit}/${prepare}`;

const POSITION = /^(\d{1,19})\/(\d{1,19})$/;

export const isPosition = (text: string): boolean => POSITION.test(text);

/** @throws {Error} when it is no position of this store */
export function parsePosition(position: Position): LogPosition {
  const [, commit, prepare] = POSITION.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new Error(`"${position.slice(0, 60)}" is no position of EventStoreDB`);
  return { commit, prepare };
}

export function comparePositions(a: Position, b: Position): -1 | 0 | 1 {
  const [left, right] = [parsePosition(a), parsePosition(b)];
  return compareNumbers(left.commit, right.commit) || compareNumbers(left.prepare, right.prepare);
}

/** Decimal numbers without leading zeros: the longer is the larger. */
function compareNumbers(a: string, b: string): -1 | 0 | 1 {
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
