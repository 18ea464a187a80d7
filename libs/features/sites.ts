import type { EffectiveFact, Geometry, Naf } from '@app/kernel';
import { rev2SectionOf } from '@app/reference';
import type { SiteEvents } from '@domain/sites';
import { numberOf, said, type Saying } from './saying.js';

type Says = { readonly [Type in keyof SiteEvents]?: (data: SiteEvents[Type], fact: EffectiveFact) => Saying };

const THERE: Saying = { there: true };
const STATES = {
  available: 'available_ha',
  occupied: 'occupied_ha',
  vacant: 'vacant_ha',
  brownfield: 'brownfield_ha',
  reused: 'reused_ha',
};

const dayOf = ({ meta: { occurred } }: EffectiveFact): string | null => occurred?.earliest ?? occurred?.latest ?? null;

/** From that day on it is a brownfield: see the indicator `brownfield-sites`, which counts the same. */
const brownfield = (status: string, fact: EffectiveFact): Saying => ({
  stands: { status, brownfield: true, brownfield_since: dayOf(fact) },
  there: true,
});

const says: Says = {
  SiteRegistered: ({ name, communeCode, siteKind, operator, activity, naf, sector, partOf }, fact) => ({
    is: said({ name, commune_code: communeCode, kind: siteKind, activity, naf: sectionOfNaf(naf), sector, part_of: partOf }),
    stands: {
      ...(siteKind === 'brownfield' ? brownfield('operating', fact).stands : { status: 'operating' }),
      ...said({ operator }),
    },
    there: true,
  }),
  SiteOutlined: ({ geometry, area }) => ({ geometry: geometry as Geometry, is: said({ area_ha: numberOf(area) }) }),
  SiteAcquired: () => THERE,
  SiteOccupied: ({ occupant, role, use }) => ({ stands: said({ use, ...(role === 'operator' && { operator: occupant }) }), there: true }),
  SiteVacated: () => THERE,
  EmployeesCounted: () => THERE,
  SiteAreaCounted: ({ of, state, area }) =>
    of === 'land' ? { stands: said({ [STATES[state as keyof typeof STATES]]: numberOf(area) }), there: true } : THERE,
  SiteClosureAnnounced: () => ({ stands: { status: 'closing' }, there: true }),
  ClosurePlanSigned: () => THERE,
  SiteClosed: (_, fact) => brownfield('closed', fact),
  WorkforceReclassified: () => ({}),
  SiteReclassified: ({ use }) => ({ stands: { status: 'reclassified', use, brownfield: false, brownfield_since: null }, there: true }),
  SiteSplit: () => ({ stands: { status: 'split' }, there: true, ends: true }),
  SiteMerged: () => ({ stands: { status: 'merged' }, there: true, ends: true }),
  SitePartlyReused: () => ({ stands: { status: 'partly-reused' }, there: true }),
};

/** What a fact of a site's stream says of the place; what only shows that we know of it says nothing. */
export const siteSaying = (fact: EffectiveFact): Saying =>
  Object.hasOwn(says, fact.type)
    ? (says as Record<string, (data: object, fact: EffectiveFact) => Saying>)[fact.type]!(fact.data, fact)
    : {};

export const sectionOfNaf = (naf: Naf | undefined): string | undefined => (naf === undefined ? undefined : rev2SectionOf(naf));
