import { allCommunes, communeOf, intercommunalityOf } from '@app/reference';

/** A kind of page, of which every index asks another one. */
export interface Page {
  readonly name: string;
  path(index: number): string;
  /** What somebody would write who needs just this figure or these lines, of the read model, now. */
  byHand(index: number): { readonly text: string; readonly values: unknown[] };
}

/** So many pages of a kind. */
export const asked = (page: Page, count: number, suffix = ''): string[] =>
  Array.from({ length: count }, (_, index) => page.path(index) + suffix);

const YEARS = 13;
const FIRST_YEAR = 2012;
const LIMIT = 20;

/** Aid granted in an intercommunality in a year: another one each time. */
export function indicatorsOf(): Page {
  const places = intercommunalities();
  const at = (index: number) => ({ place: places[(index * 379) % places.length]!, year: FIRST_YEAR + (index % YEARS) });
  return {
    name: 'indicator of a territory and a year',
    path(index) {
      const { place, year } = at(index);
      return `/api/v1/observatories/conjoncture-reprise/indicators/aid-granted?territory=${place.id}&from=${year}&to=${year}`;
    },
    byHand(index) {
      const { place, year } = at(index);
      return { text: AID_GRANTED, values: [place.codes, `${year}-01-01`, `${year}-12-31`] };
    },
  };
}

// A date of several days spreads its amount over them.
const AID_GRANTED = `SELECT sum(CASE WHEN day_from >= $2 AND day_to <= $3 THEN value
    ELSE round(value * (least(day_to, $3) - greatest(day_from, $2) + 1) / (day_to - day_from + 1), 2) END) AS amount, count(*) AS facts
  FROM rm.conjuncture_fact WHERE measure = 'aid-granted' AND unit = 'EUR' AND commune_code = ANY($1::text[])
    AND day_to >= $2::date AND day_from <= $3::date AND visible_from <= now() AND recorded_to IS NULL`;

/** What happened in the country from a day on: another day each time. */
export function timelinesOf(): Page {
  const at = (index: number) => new Date(Date.UTC(FIRST_YEAR, 0, 1 + ((index * 379) % (YEARS * 365)))).toISOString().slice(0, 10);
  return {
    name: 'page of the timeline',
    path: (index) => `/api/v1/timeline?from=${at(index)}&limit=${LIMIT}`,
    byHand: (index) => ({ text: TIMELINE, values: [at(index), LIMIT + 1] }),
  };
}

const TIMELINE = `SELECT t.*, (SELECT n.name FROM rm.timeline n WHERE n.kind = t.kind AND n.subject_id = t.subject_id AND n.name IS NOT NULL
    AND n.recorded_to IS NULL AND n.visible_from <= now() ORDER BY n.revision DESC LIMIT 1) AS subject_name
  FROM rm.timeline t WHERE placed >= $1::date AND visible_from <= now() AND recorded_to IS NULL AND type NOT IN ('FactCorrected', 'FactRetracted')
  ORDER BY placed, latest, recorded_from, event_id LIMIT $2`;

/** Projects in a rectangle of the map of France: another one each time. */
export function featuresOf(): Page {
  const at = (index: number) => [((index * 7) % 60) / 10 - 1, 44 + ((index * 13) % 60) / 10] as const;
  return {
    name: 'page of OGC features',
    path(index) {
      const [x, y] = at(index);
      return `/ogc/collections/projets/items?limit=${LIMIT}&bbox=${x},${y},${x + 0.5},${y + 0.5}`;
    },
    byHand(index) {
      const [x, y] = at(index);
      return { text: FEATURES, values: [x, y, x + 0.5, y + 0.5, LIMIT + 1] };
    },
  };
}

const FEATURES = `SELECT thing, geometry, says FROM rm.feature
  WHERE thing >= 'project-' AND thing < 'project.' AND audience IN ('everyone', 'public') AND NOT over AND valid_to IS NULL AND box && box(point($1, $2), point($3, $4))
  ORDER BY thing LIMIT $5`;

function intercommunalities(): readonly { readonly id: string; readonly codes: readonly string[] }[] {
  const places = new Map<string, string[]>();
  for (const { code, formerCodes } of allCommunes()) {
    const id = communeOf(code) && intercommunalityOf(code)?.id;
    if (id === undefined) continue;
    const codes = places.get(id) ?? [];
    places.set(id, codes);
    codes.push(code, ...formerCodes);
  }
  return [...places].map(([id, codes]) => ({ id, codes }));
}
