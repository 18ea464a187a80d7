/** What a verifier may find wrong. Programs translate the code; the message is for whoever looks closer. */
export type VerificationCode =
  | 'TILE_MALFORMED'
  | 'BUNDLE_MALFORMED'
  | 'ENTRY_MALFORMED'
  | 'KEY_MALFORMED'
  | 'NOTE_MALFORMED'
  | 'CHECKPOINT_MALFORMED'
  | 'PROOF_MALFORMED'
  /** The note holds no signature of a key that is trusted for it. */
  | 'NOT_SIGNED'
  /** A signature bears the name of a trusted key and is not its signature. */
  | 'SIGNATURE_INVALID'
  /** The checkpoint is another log's. */
  | 'ORIGIN_DIFFERS'
  | 'INCLUSION_NOT_PROVEN'
  | 'CONSISTENCY_NOT_PROVEN'
  /** A change of the log's key cannot be read, or is not signed by both keys. */
  | 'SUCCESSION_MALFORMED'
  /** A key of the log was succeeded by two, or succeeded two. */
  | 'SUCCESSION_FORKED'
  /** Stored tiles do not give the root they should. */
  | 'ROOT_DIFFERS'
  /** The event is not the one that the entry was made of. */
  | 'COMMITMENT_DIFFERS';

/** Something could not be verified: it is to be treated as false, never as probably true. */
export class VerificationError extends Error {
  constructor(
    readonly code: VerificationCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'VerificationError';
  }
}
