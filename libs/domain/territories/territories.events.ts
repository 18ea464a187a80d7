/** Territories and who belongs to them. Membership has a validity of its own: boundaries change. */
export interface TerritoryEvents {
  /** The register knows the territory from now on; says nothing of when it was founded unless it occurred on that day. */
  TerritoryRegistered: { name: string; territoryKind: TerritoryKind; code?: string; legalForm?: string };
  /** The members were part of it at `occurred`: municipalities by INSEE code, territories by identifier. */
  MembersAdmitted: { communeCodes?: readonly string[]; memberIds?: readonly string[] };
  MembersWithdrawn: { communeCodes?: readonly string[]; memberIds?: readonly string[] };
}

export const TERRITORY_KINDS = [
  'municipality',
  'intercommunality',
  'metropole',
  'employment-zone',
  'metropolitan-pole',
  'department',
  'region',
  'country',
] as const;
export type TerritoryKind = (typeof TERRITORY_KINDS)[number];
