import { createHash, randomFillSync } from 'node:crypto';
import { v4, v5, v7, validate, version } from 'uuid';

/** Time-ordered identifier (RFC 9562, version 7) of a new event. */
export const newEventId = (): string => v7();

/** Random identifier (version 4) that cannot be guessed: subjects that are still confidential have no other kind. */
export const newSecretId = (): string => v4();

const NONCE_BYTES = 16;
/** Randomness is cheaper by the page. */
const randomness = Buffer.alloc(256 * NONCE_BYTES);
let taken = randomness.length;

/** 128 bits that nobody can guess, as hexadecimal digits: they keep what the audit log publishes of an event from being guessed. */
export function newEventNonce(): string {
  if (taken === randomness.length) {
    randomFillSync(randomness);
    taken = 0;
  }
  return randomness.toString('hex', taken, (taken += NONCE_BYTES));
}

export const isUuid = (text: string): boolean => validate(text);
export const isSecretId = (text: string): boolean => validate(text) && version(text) === 4;

/** Namespace (RFC 9562, version 5) of the command ids that derive from names: a data file's entries, a process's reactions. */
const NAMESPACE = '5b6c0f0e-7a39-5d0c-9f55-1d6d2a9c1b60';

/** The same name always gives the same command id, so that loading a file twice records nothing twice. */
export const commandIdOf = (...name: string[]): string => v5(name.join('\u001f'), NAMESPACE);

/** SHA-256, hex, of a JSON value with its keys sorted: equal content, equal hash. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(stableJson(value)).digest('hex');
}

/** JSON with object keys in code-unit order and undefined left out (a subset of RFC 8785, enough for our payloads). */
export function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item === undefined ? null : item)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stableJson(item)}`).join(',')}}`;
}
