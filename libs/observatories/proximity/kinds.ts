import type { BeneficiaryKind } from '@domain/funding';

/** Whom the economy close to home is made of. */
export const NEARBY = ['very-small-firm', 'shop', 'craft'] as const satisfies readonly BeneficiaryKind[];

export const isNearby = (kind: string | undefined): boolean => (NEARBY as readonly (string | undefined)[]).includes(kind);

/** What a label rewards, as far as it matters here. One that rewards both is neither counted twice nor lost. */
export const PURPOSES = ['circular', 'social', 'circular-and-social'] as const;
export type Purpose = (typeof PURPOSES)[number] | 'other';

/** Null where nothing is said: then it is what the label itself rewards. */
export function purposeOf(purposes: readonly string[] | undefined): Purpose | null {
  if (!purposes || purposes.length === 0) return null;
  const [circular, social] = [purposes.includes('circular'), purposes.includes('social')];
  if (circular && social) return 'circular-and-social';
  return circular ? 'circular' : social ? 'social' : 'other';
}
