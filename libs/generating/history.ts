import { divisionAt } from '@app/reference';
import { createHash } from 'node:crypto';
import { dayOf } from './calendar.js';
import { Chance } from './chance.js';
import { projectLife } from './lives/project.js';
import { siteLife } from './lives/site.js';
import { labelLife, parkLife, requestLife, shopAid, unemploymentLife } from './lives/small.js';
import { trainingLife } from './lives/training.js';
import { Places, type PlacesOptions } from './places.js';
import type { Life } from './subjects.js';
import { World, type GeneratedEvent } from './world.js';

export interface HistoryOptions extends PlacesOptions {
  /** The same seed and options give the same history, to the byte. */
  readonly seed?: number;
  /** First year of the history. Default 2011. */
  readonly from?: number;
  /** How many years are recorded. Default 15. */
  readonly years?: number;
  /** How many events: the history is as dense as that takes, and stops there. Default: what a whole country has in those years. */
  readonly events?: number;
}

/** Events of the whole country in fifteen years, at 20,000 projects a year. */
export const NATIONAL_EVENTS = 3_000_000;
export const NATIONAL_YEARS = 15;
/** What the yearly numbers below make of fifteen years. */
const AT_DENSITY_ONE = 3_150_000;
/** A history of so many events goes on, when its years had fewer. */
const MOST_YEARS = 60;

type Begin = (world: World, chance: Chance) => Life;

/** What begins in a year, in the whole country. */
const YEARLY: readonly (readonly [count: number, begin: Begin])[] = [
  [20_000, projectLife],
  [4_500, shopAid],
  [4_000, requestLife],
  [1_200, trainingLife],
  [1_000, siteLife],
];
/** What was there before, entered in the register in its first two years. */
const STOCK: readonly (readonly [count: number, begin: Begin])[] = [
  [6_000, siteLife],
  [1_800, parkLife],
];
const LABELS = 8;
const LAUREATES = 120;
const OPENING_DAYS = 730;

/**
 * A plausible history of the economy of a country, in the order it was recorded, day by day; the same for the same options. Nothing in it is
 * refused by the rules of the domain, but what carries an exception. It holds in memory what is still going on, not what is over.
 * @throws {RangeError} when no municipality is left, or a number makes no sense
 */
export function* history({ seed = 1, from = 2011, years = NATIONAL_YEARS, events, ...where }: HistoryOptions = {}): Generator<
  GeneratedEvent,
  void,
  void
> {
  for (const [name, value] of Object.entries({ years, events: events ?? 1 }))
    if (!(value >= 1)) throw new RangeError(`${name} must be 1 or more`);
  const start = dayOf(from);
  const end = dayOf(from + Math.ceil(events === undefined ? years : MOST_YEARS));
  const world = new World(seed, new Places(seed, where), start, end);
  const density = (NATIONAL_YEARS * (events ?? (NATIONAL_EVENTS * years) / NATIONAL_YEARS)) / (AT_DENSITY_ONE * years);
  const births = new Chance(seed, -1);
  const regions = [...new Set(world.places.communes.map(({ regionCode }) => regionCode))].sort();
  let told = 0;
  while (world.today < end) {
    const elapsed = world.today - start;
    if (elapsed === 0) {
      for (let label = 0; label < Math.max(1, Math.min(LABELS, Math.round(LABELS * density * 20))); label++)
        world.begin(labelLife(world, world.chance(), (LAUREATES * density) / Math.min(1, density * 20)));
      for (const code of regions) {
        const region = divisionAt(`region-${code}`);
        if (region && births.happens(density * 20)) world.begin(unemploymentLife(world, world.chance(), region, from));
      }
    }
    const season = 1 + 0.25 * Math.sin((2 * Math.PI * elapsed) / 365.25) + 0.02 * (elapsed / 365.25);
    for (const [count, begin] of YEARLY) beginSome(world, begin, births.count((count * density * season) / 365.25));
    if (elapsed < OPENING_DAYS) for (const [count, begin] of STOCK) beginSome(world, begin, births.count((count * density) / OPENING_DAYS));
    for (const event of world.live()) {
      if (events !== undefined && told === events) return;
      told += 1;
      yield event;
    }
  }
}

function beginSome(world: World, begin: Begin, count: number): void {
  for (let one = 0; one < count; one++) world.begin(begin(world, world.chance()));
}

const FORMAT = 'palimpseste-events/1';

/** The history as the file that `palimpseste import` reads: a header, an event a line, and their count with a checksum. Lines end with `\n`. */
export function* historyLines(
  options: HistoryOptions = {},
  onProgress: (events: number) => void = () => undefined,
): Generator<string, number, void> {
  const hash = createHash('sha256');
  let events = 0;
  const header = `${JSON.stringify({ format: FORMAT })}\n`;
  hash.update(header);
  yield header;
  for (const { streamId, revision, recordedAt, eventId, type, schemaVersion, data, meta } of history(options)) {
    // Put together by hand: none of the short texts holds what JSON escapes, and this is where the time goes.
    const line = `{"streamId":"${streamId}","revision":${revision},"recordedAt":"${recordedAt}","eventId":"${eventId}","type":"${type}","schemaVersion":${schemaVersion},"data":${JSON.stringify(data)},"meta":${JSON.stringify(meta)}}
`;
    hash.update(line);
    yield line;
    if (++events % 10_000 === 0) onProgress(events);
  }
  yield `${JSON.stringify({ events, sha256: hash.digest('hex') })}\n`;
  return events;
}
