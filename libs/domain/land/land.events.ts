import type { Figure } from '@app/kernel';

/** The land account of a territory (zéro artificialisation nette, loi n° 2021-1104 du 22 août 2021): hectares consumed and restored. */
export interface LandEvents {
  LandAccountOpened: { name: string; territoryId: string };
  /** Natural, farming or forest land was consumed. */
  LandDebited: { entryId: string; area: Figure; communeCode?: string; siteId?: string; projectId?: string };
  /** Land was given back to nature or farming. */
  LandCredited: { entryId: string; area: Figure; communeCode?: string; siteId?: string; projectId?: string };
}
