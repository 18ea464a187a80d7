import type { Figure, Naf } from '@app/kernel';

/** A programme that grants aid, its envelope, and the aids granted under it: the rules about money need them in one stream. */
export interface ProgrammeEvents {
  ProgrammeOpened: {
    name: string;
    owner?: string;
    purpose?: string;
    territoryIds?: readonly string[];
    /** What the programme may grant, when the source tells. */
    envelope?: Figure;
    partners?: readonly string[];
    /** What it answers, in words: a closure, a crisis. */
    follows?: string;
  };
  ProgrammeRenewed: object;
  ProgrammeClosed: object;
  /** An assembly voted the envelope: only a vote raises what may be granted. */
  EnvelopeVoted: { amount: Figure };
  EnvelopeChanged: { amount: Figure };
  /** Granted, not paid. One event may tell of many beneficiaries when its source only gives the total. */
  AidGranted: AidGrant;
  AidPaid: { aidId: string; amount: Figure };
  AidReclaimed: { aidId: string; amount: Figure };
}

/** An aid that its source puts under no programme. */
export interface DirectAidEvents {
  DirectAidGranted: Omit<AidGrant, 'aidId'> & { name: string };
  DirectAidPaid: { amount: Figure };
  DirectAidReclaimed: { amount: Figure };
}

export interface AidGrant {
  readonly aidId: string;
  readonly amount: Figure;
  readonly beneficiary?: string;
  readonly beneficiaries?: Figure;
  readonly beneficiaryKind?: BeneficiaryKind;
  /** What the beneficiary does. */
  readonly naf?: Naf;
  /** *Filière*: `batteries`. */
  readonly sector?: string;
  readonly grantor?: string;
  readonly with?: readonly string[];
  readonly projectId?: string;
  readonly communeCode?: string;
}

export const BENEFICIARY_KINDS = [
  'very-small-firm',
  'shop',
  'craft',
  'small-firm',
  'mid-size-firm',
  'large-firm',
  'association',
  'local-authority',
  'other',
] as const;
export type BeneficiaryKind = (typeof BENEFICIARY_KINDS)[number];
