import {
  FileRejected,
  parseVerifierKey,
  trustOfLog,
  VerificationError,
  verifyDecisionFile,
  verifyEventProof,
  type FaultPlace,
  type FileFault,
  type ProvenEvent,
  type VerificationCode,
  type VerifiedFile,
  type Trust,
} from '../../../../libs/audit/anywhere';
import { pageCryptography } from './cryptography';

/** What was found of something that was dropped on the page. */
export type Verdict =
  | { readonly holds: true; readonly sort: 'file'; readonly file: VerifiedFile }
  | { readonly holds: true; readonly sort: 'proof'; readonly proven: ProvenEvent }
  | { readonly holds: false; readonly sort: 'file'; readonly code: FileFault; readonly place: FaultPlace }
  | { readonly holds: false; readonly sort: 'proof'; readonly code: VerificationCode };

/**
 * Whom to believe, from a key and what is known of its log's changes of key, which both keys of each signed.
 * @throws {VerificationError} `KEY_MALFORMED` when it is no key
 */
export function trustIn(text: string, successions: readonly string[]): Trust {
  const key = parseVerifierKey(text.trim(), pageCryptography.sha256);
  try {
    return trustOfLog(key.name, key, successions, pageCryptography);
  } catch {
    // Changes of another log's key, or false ones: the key that was given, and no other.
    return { origin: key.name, log: [key] };
  }
}

/** A decision file or a proof against the key, in this browser alone. */
export async function verifyDropped(file: Blob, trust: Trust, onProgress: (share: number) => void): Promise<Verdict> {
  const beginning = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  // As ZIP archives begin; a proof is text.
  if (beginning[0] === 0x50 && beginning[1] === 0x4b) return verifyArchive(file, trust, onProgress);
  // More is no proof: nobody's memory is filled to find that out.
  return verifyProof(await file.slice(0, MOST_PROOF).text(), trust);
}

const MOST_PROOF = 16_777_216;

export function verifyProof(text: string, trust: Trust): Verdict {
  try {
    return { holds: true, sort: 'proof', proven: verifyEventProof(text, trust, pageCryptography) };
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return { holds: false, sort: 'proof', code: error.code };
  }
}

async function verifyArchive(file: Blob, trust: Trust, onProgress: (share: number) => void): Promise<Verdict> {
  const source = {
    size: file.size,
    read: async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  };
  try {
    const verified = await verifyDecisionFile(source, trust, pageCryptography, (done, total) => onProgress(done / total));
    return { holds: true, sort: 'file', file: verified };
  } catch (error) {
    if (!(error instanceof FileRejected)) throw error;
    return { holds: false, sort: 'file', code: error.code, place: error.place };
  }
}
