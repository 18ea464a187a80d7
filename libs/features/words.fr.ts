import type { SiteKind } from '@domain/sites';

export const siteKindsFr: Readonly<Record<SiteKind, string>> = {
  plant: 'usine',
  'business-park': 'parc d’activités',
  building: 'immeuble',
  brownfield: 'friche',
};
