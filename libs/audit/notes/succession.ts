import type { Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { signCheckpoint, parseCheckpoint, type Checkpoint, type Trust } from './checkpoint.js';
import { parseNote, verifyNote, type NoteSigner } from './signed-note.js';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key.js';

/**
 * A change of the log's key: the last checkpoint that the old key signs, which the new one signs too, with a further line that names both. From
 * then on only the new key signs. It is a checkpoint like another for whoever knows nothing of it.
 */
export interface Succession extends Checkpoint {
  readonly from: VerifierKey;
  readonly to: VerifierKey;
}

const LINE = /^succession (\S+) (\S+)$/;

/** The signed note of a change of key over a tree head. */
export const signSuccession = (head: Pick<Checkpoint, 'origin' | 'size' | 'root'>, from: NoteSigner, to: NoteSigner): string =>
  signCheckpoint({ ...head, extensions: [`succession ${formatVerifierKey(from.key)} ${formatVerifierKey(to.key)}`] }, from, to);

/**
 * Reads a change of key; that both keys signed it is verified, not that one of them is to be believed.
 * @throws {VerificationError} `SUCCESSION_MALFORMED`, or what a note, a checkpoint or a key that is none throws
 */
export function openSuccession(note: string, cryptography: Cryptography): Succession {
  const parsed = parseNote(note);
  const checkpoint = parseCheckpoint(parsed.text);
  const [, before, after] = (checkpoint.extensions?.length === 1 && LINE.exec(checkpoint.extensions[0]!)) || [];
  if (before === undefined || after === undefined) throw malformed('has no line "succession", an old key and a new one');
  const [from, to] = [parseVerifierKey(before, cryptography.sha256), parseVerifierKey(after, cryptography.sha256)];
  if (before === after || from.type !== 'ed25519' || to.type !== 'ed25519') throw malformed('does not name two keys that sign notes');
  if (verifyNote(parsed, [from, to], cryptography).length !== 2) throw malformed('is not signed by both of its keys');
  return { ...checkpoint, from, to };
}

/**
 * Whom to believe of a log whose key was changed, from any one of its keys: back to those it succeeded, each up to its last checkpoint, and on to
 * those that succeeded it. Whoever knows only a retired key is told the truth by a thief of it as little as by its owner: the newest key is the
 * one to ask for.
 * @param successions signed notes, in any order; those of other keys are passed over
 * @throws {VerificationError} `ORIGIN_DIFFERS`, `SUCCESSION_FORKED` when a key was succeeded by two, or succeeded two; what `openSuccession` finds
 */
export function trustOfLog(
  origin: string,
  known: VerifierKey,
  successions: readonly string[],
  cryptography: Cryptography,
): Trust & { readonly current: VerifierKey } {
  const all = successions.map((note) => openSuccession(note, cryptography));
  for (const one of all)
    if (one.origin !== origin) throw new VerificationError('ORIGIN_DIFFERS', `the change of key is of ${one.origin}, not of ${origin}`);
  const keys = [known];
  const until = new Map<string, number>();
  for (let key = known; ;) {
    const earlier = only(all.filter(({ to }) => same(to, key)));
    if (!earlier || keys.some((one) => same(one, earlier.from))) break;
    keys.unshift((key = earlier.from));
    until.set(formatVerifierKey(key), earlier.size);
  }
  let current = known;
  for (;;) {
    const later = only(all.filter(({ from }) => same(from, current)));
    if (!later || keys.some((one) => same(one, later.to))) break;
    until.set(formatVerifierKey(current), later.size);
    keys.push((current = later.to));
  }
  return { origin, log: keys, until, current };
}

function only(found: readonly Succession[]): Succession | undefined {
  // The same change may be told twice: by the log, and by whoever kept it.
  const others = found.filter(({ from, to, size }) => !(same(from, found[0]!.from) && same(to, found[0]!.to) && size === found[0]!.size));
  if (others.length > 0)
    throw new VerificationError('SUCCESSION_FORKED', `two changes of the same key: over ${found[0]!.size} and ${others[0]!.size} entries`);
  return found[0];
}

const same = (a: VerifierKey, b: VerifierKey): boolean => formatVerifierKey(a) === formatVerifierKey(b);

const malformed = (problem: string) => new VerificationError('SUCCESSION_MALFORMED', `the change of key ${problem}`);
