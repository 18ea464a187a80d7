import type { SiteKind } from '@domain/sites';

export const siteKindsEn: Readonly<Record<SiteKind, string>> = {
  plant: 'plant',
  'business-park': 'business park',
  building: 'building',
  brownfield: 'brownfield',
};
