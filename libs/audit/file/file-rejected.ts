/** What may be wrong with a decision file. */
export type FileFault =
  /** It is no archive as we write them, byte for byte. */
  | 'ARCHIVE_MALFORMED'
  | 'PART_MISSING'
  | 'PART_UNLISTED'
  /** A part is not the one whose hash is listed. */
  | 'PART_DIFFERS'
  | 'PART_MALFORMED'
  /** The key in the file is not the one it is verified with. */
  | 'KEY_DIFFERS'
  | 'KEY_NOT_ENDORSED'
  | 'MANIFEST_NOT_SIGNED'
  | 'SUMS_DIFFER'
  | 'CHECKPOINT_NOT_SIGNED'
  /** The event is not the one that was sealed. */
  | 'EVENT_DIFFERS'
  | 'PROOF_DIFFERS'
  /** No sealed event of the file says that this was the document. */
  | 'DOCUMENT_NOT_SEALED'
  /** The file says of itself what it is not. */
  | 'CONTENT_DISAGREES';

/** Where in the file the first wrong thing is. */
export interface FaultPlace {
  /** The part, by its name in the archive; `archive` for the archive itself. */
  readonly part: string;
  /** Line of a part of lines, from 1. */
  readonly line?: number;
  readonly eventId?: string;
}

/** A decision file does not hold: nothing in it is to be believed. */
export class FileRejected extends Error {
  constructor(
    readonly code: FileFault,
    readonly place: FaultPlace,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'FileRejected';
  }
}
