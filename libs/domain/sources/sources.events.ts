/** The register of documents that facts were read from. */
export interface SourceEvents {
  /** A published document is known to the register. `occurred` is its date of publication. None of its sentences is kept. */
  SourceRegistered: { title: string; sourceKind?: SourceKind; publisher?: string; subject?: string; licence?: string; url?: string };
}

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
