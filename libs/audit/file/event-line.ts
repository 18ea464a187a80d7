import { fromUtf8, utf8 } from '../base/bytes.js';
import type { Sha256 } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { canonical, type Json } from '../entries/canonical.js';
import { decodeDisclosure, encodeDisclosure, entryOfDisclosure, type Disclosure } from '../entries/disclosure.js';

/** A line of `events.jsonl`: an event as far as its reader may know it, with its place in the log. */
export interface EventLine {
  /** Number of its entry in the log, from 0. */
  readonly index: number;
  readonly disclosure: Disclosure;
  /** The entry that the log holds of it. */
  readonly entry: Uint8Array;
}

/** What a proof file tells of its event, with its number and the text of its entry beside: canonical JSON without a newline. */
export function formatEventLine({ index, disclosure, entry }: EventLine): string {
  const told = JSON.parse(fromUtf8(encodeDisclosure(disclosure))!) as { [key: string]: Json };
  return canonical({ ...told, index, entry: fromUtf8(entry)! });
}

/**
 * @throws {VerificationError} `PROOF_MALFORMED` when it is none, `COMMITMENT_DIFFERS` when payload, envelope, header and entry do not belong together
 */
export function parseEventLine(line: string, sha256: Sha256): EventLine {
  const disclosure = decodeDisclosure(utf8(line));
  const { index, entry: told } = JSON.parse(line) as { index: unknown; entry: unknown };
  const entry = entryOfDisclosure(disclosure, sha256);
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0)
    throw new VerificationError('PROOF_MALFORMED', 'the line does not say which entry of the log it is');
  if (told !== fromUtf8(entry))
    throw new VerificationError('COMMITMENT_DIFFERS', `the entry of event ${disclosure.header.eventId} was not made of what the line says`);
  // Said twice, or beside, it could be read in two ways.
  if (formatEventLine({ index, disclosure, entry }) !== line)
    throw new VerificationError('PROOF_MALFORMED', 'the line is not the canonical JSON of an event and its entry');
  return { index, disclosure, entry };
}
