import type { EventStore, Position } from '@app/event-store';
import { sameBytes } from '../base/bytes.js';
import type { Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { StoredTree } from '../merkle/stored-tree.js';
import { verifyConsistency, type TreeHead } from '../merkle/verify.js';
import { openCheckpoint, type OpenedCheckpoint, type Trust } from '../notes/checkpoint.js';
import { trustOfLog } from '../notes/succession.js';
import type { VerifierKey } from '../notes/verifier-key.js';
import { AuditAlarm } from './alarm.js';
import type { LeafMaker } from './leaves.js';
import type { StoredLog } from './stored-log.js';
import { pagesOf } from './walk.js';

/** @throws {AuditAlarm} `CHECKPOINT_FORGED` when the note is not one of this log's */
export function openKept(note: string, trust: Trust, cryptography: Cryptography): OpenedCheckpoint {
  try {
    return openCheckpoint(note, trust, cryptography);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new AuditAlarm(error.code === 'ORIGIN_DIFFERS' ? 'KEY_DIFFERS' : 'CHECKPOINT_FORGED', {}, { cause: error });
  }
}

/**
 * Whom to believe of a log, from one of its keys, with the changes of key that it keeps.
 * @throws {AuditAlarm} `SUCCESSION_FORGED`
 */
export async function trustOfKept(
  log: StoredLog,
  origin: string,
  known: VerifierKey,
  cryptography: Cryptography,
  elsewhere: readonly string[] = [],
): Promise<ReturnType<typeof trustOfLog>> {
  const successions = [...(await log.successions()), ...elsewhere];
  try {
    return trustOfLog(origin, known, successions, cryptography);
  } catch (error) {
    throw error instanceof VerificationError ? new AuditAlarm('SUCCESSION_FORGED', {}, { cause: error }) : error;
  }
}

interface LogAsItIs {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly log: StoredLog;
  readonly maker: LeafMaker;
  readonly head: TreeHead;
  /** The store's position of the last event in the log. */
  readonly position: Position | null;
  readonly cryptography: Cryptography;
}

/**
 * Checks that the log, as it is or as it will be with the events that the store holds beyond it, grows out of a checkpoint that was signed before.
 * @throws {AuditAlarm} `FORKED` when it has another history, `LOG_SHORT` when it cannot reach so far
 */
export async function verifyRemembered(remembered: TreeHead, asItIs: LogAsItIs): Promise<void> {
  const { log, head, cryptography } = asItIs;
  const { sha256 } = cryptography;
  if (remembered.size > head.size) return verifyAhead(remembered, asItIs);
  try {
    const proof = await new StoredTree(head.size, log, sha256).consistencyProof(remembered.size);
    verifyConsistency(remembered, head, proof, sha256);
  } catch (error) {
    throw error instanceof VerificationError ? new AuditAlarm('FORKED', { size: remembered.size }, { cause: error }) : error;
  }
}

/** The log stopped between signing and storing, or was put back: with the events that follow it must come to the same root. */
async function verifyAhead(remembered: TreeHead, { store, log, maker, head, position, cryptography }: LogAsItIs): Promise<void> {
  const tree = head.size === 0 ? new GrowingTree(cryptography.sha256) : await GrowingTree.resume(head, log, cryptography.sha256);
  for await (const { hashes } of pagesOf(store, maker, { after: position, limit: remembered.size - head.size })) tree.append(hashes);
  if (tree.size < remembered.size) throw new AuditAlarm('LOG_SHORT', { size: remembered.size, held: tree.size });
  if (!sameBytes(tree.root(), remembered.root)) throw new AuditAlarm('FORKED', { size: remembered.size });
}
