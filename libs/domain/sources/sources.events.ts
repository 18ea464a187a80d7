/** The register of documents that facts were read from. */
export interface SourceEvents {
  /** A published document is known to the register. `occurred` is its date of publication. None of its sentences is kept. */
  SourceRegistered: { title: string; sourceKind?: SourceKind; publisher?: string; subject?: string; licence?: string; url?: string };
  /**
   * A copy of the document, byte for byte as its publisher gave it, is in the evidence locker under its hash. `occurred` is the day on which it was
   * taken. It says what was published, not that it is true; who may have the bytes is another matter than who may know of them.
   */
  SourceCaptured: {
    /** Of the bytes, in hexadecimal: their name in the locker. */
    sha256: string;
    bytes: number;
    mediaType: string;
    /** Its own title, where it has another than the document. */
    copyTitle?: string;
    licence?: string;
    /** Whether the licence lets anybody have the bytes; otherwise only officers and auditors do. */
    redistribution: Redistribution;
    /** Where the copy was taken, if not at the document's own address. */
    address?: string;
  };
  /** The bytes of a copy are destroyed, on a legal basis and for the reason in the envelope. Their hash stays: that they were there is not undone. */
  CaptureDestroyed: { sha256: string; legalBasis: string };
}

export const REDISTRIBUTIONS = ['forbidden', 'allowed'] as const;
export type Redistribution = (typeof REDISTRIBUTIONS)[number];

export const SOURCE_KINDS = [
  'press-article',
  'press-release',
  'report',
  'deliberation',
  'agreement',
  'official-statistics',
  'other',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
