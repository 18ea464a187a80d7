/** The form of decision files. Another form gets another number; files of this one stay verifiable for ever. */
export const DECISION_FILE = 'palimpseste-decision-file/1';

/** The parts that every decision file has, by what they hold. */
export const PARTS = {
  /** For people: what this is and how to check it, also without our programs. */
  guide: 'LISEZ-MOI.md',
  /** SHA-256 of every other part but the manifest, as `sha256sum -c` reads it. */
  sums: 'SHA256SUMS',
  /** What the file says of itself (`AboutFile`). */
  about: 'about.json',
  /** The log's signed checkpoint that every proof leads to. */
  checkpoint: 'checkpoint',
  /** One line for each copy of a document that is in the file. */
  documents: 'documents.jsonl',
  /** The log's signature on the key that signs the manifest. */
  endorsement: 'endorsement.note',
  /** One line for each event, in the order of the log (`EventLine`). */
  events: 'events.jsonl',
  /** The decision history, to be read. */
  history: 'history.pdf',
  /** The log's public key, to be compared with the one that its reader has from elsewhere. */
  key: 'key.txt',
  /** The signed hash of the hashes. */
  manifest: 'manifest.note',
  /** One line for each thing that was left out and may be told of. */
  withheld: 'withheld.jsonl',
} as const;

export const DOCUMENTS = 'documents/';
export const PROOFS = 'proofs/';

export const proofOf = (eventId: string): string => `${PROOFS}${eventId}.tlog-proof`;

/** @param suffix of its media type, without a dot */
export const documentOf = (sha256: string, suffix: string): string => `${DOCUMENTS}${sha256}.${suffix}`;

/** Signed through its hash, like every part: nothing here is believed before the manifest is verified. */
export interface AboutFile {
  readonly format: typeof DECISION_FILE;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string | null };
  /** Calendar days, both included, of where facts are placed; null: without end. */
  readonly period: { readonly from: string | null; readonly to: string | null };
  /** The two times that were asked for; null: as of the checkpoint. */
  readonly at: string | null;
  readonly asOf: string | null;
  readonly asOfBasis: string;
  /** Whether it holds what anybody may read, or also what officers and auditors may. */
  readonly audience: 'public' | 'officers';
  readonly language: 'fr' | 'en';
  readonly log: { readonly origin: string; readonly size: number };
  readonly events: number;
  readonly documents: number;
  readonly withheld: number;
}

/** A copy of a document in the file: the sealed event `capture` says its hash. */
export interface DocumentLine {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly documentId: string;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly capture: string;
}

export const REASONS = ['destroyed', 'missing', 'no-copy', 'officers-only', 'personal', 'redistribution-forbidden', 'retracted'] as const;

/** Something that was left out, told to somebody who may know that it exists. What they may not know of is in no line and no number. */
export interface WithheldLine {
  readonly what: 'document' | 'envelopes' | 'personal';
  readonly why: (typeof REASONS)[number];
  readonly documentId?: string;
  readonly title?: string | null;
  readonly sha256?: string;
  /** The event that recorded the copy. */
  readonly capture?: string;
  /** The same for people. */
  readonly fr: string;
  readonly en: string;
}
