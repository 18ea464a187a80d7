import type { Chance } from '../chance.js';
import { subject, type Life } from '../subjects.js';
import { ACTIVITIES, company, TOPICS } from '../words.js';
import type { World } from '../world.js';
import { aidLife } from './aid.js';
import { lag } from './figures.js';
import { secondThoughts } from './second-thoughts.js';

/** A request to the one-stop desk, and the answer. The desk alone reads it, unless the answer is for everybody. */
export function* requestLife(world: World, chance: Chance): Life {
  const about = subject('request', `demande-${chance.stream.toString(36)}`);
  const isPublic = chance.happens(0.1);
  const visibility = isPublic ? ({ level: 'public' } as const) : ({ level: 'internal' } as const);
  const on = world.today - chance.between(0, 3);
  const { code } = world.places.any(chance);
  const request = {
    requesterKind: chance.of(['company', 'company', 'newcomer', 'employee', 'other'] as const),
    topic: chance.of(TOPICS),
    communeCode: code,
  };
  world.tell(about, 'RequestReceived', request, { on, sources: [], visibility }, chance);
  if (chance.happens(0.08)) return;
  const answered = on + Math.round(chance.around(12, 0.9));
  yield answered + chance.between(0, 5);
  world.tell(
    about,
    'RequestAnswered',
    chance.happens(0.5) ? { answer: 'Orientation vers le service compétent' } : {},
    { on: answered, sources: [], visibility },
    chance,
  );
}

/** A small aid to a shop, a craftsman or a very small firm. */
export function shopAid(world: World, chance: Chance): Life {
  return aidLife(world, chance, {
    commune: world.places.any(chance),
    activity: chance.of(ACTIVITIES.filter(({ intensity }) => intensity < 100_000)),
    beneficiary: company(chance),
    kind: chance.of(['shop', 'craft', 'very-small-firm'] as const),
    amount: Math.max(500, Math.round(chance.around(4_000, 0.7) / 100) * 100),
    family: 'commerce',
  });
}

/** A label: created, a round every year, its laureates one by one, some of whom lose it. */
export function* labelLife(world: World, chance: Chance, laureates: number): Life {
  const about = subject('label', `label-${chance.stream.toString(36)}`);
  const home = world.places.any(chance);
  const purposes = chance.happens(0.5) ? { purposes: [chance.of(['circular', 'social', 'innovation'])] } : {};
  const source = () => [world.document(home, chance, 0.3)];
  world.tell(
    about,
    'LabelCreated',
    { name: `Label ${company(chance)}`, owner: `Région ${home.regionCode}`, ...purposes },
    { on: world.today - 10, sources: source() },
    chance,
  );
  for (let round = 1; round <= 40; round++) {
    yield world.today + chance.between(300, 420);
    const roundId = `session-${round}`;
    const count = Math.max(1, chance.count(laureates));
    world.tell(
      about,
      'RoundHeld',
      { roundId, laureates: { value: count, unit: 'count' } },
      { on: world.today - 5, sources: source() },
      chance,
    );
    // Not all are named by anybody.
    for (let award = 1; award <= count && !chance.happens(0.02); award++) {
      const project = world.opened.length > 0 && chance.happens(0.8) ? chance.of(world.opened) : undefined;
      const laureate = project
        ? { laureate: project.name, projectId: project.projectId, communeCode: project.commune.code }
        : { laureate: company(chance) };
      world.tell(
        about,
        'LabelAwarded',
        { awardId: `s${round}-${award}`, roundId, ...laureate },
        { on: world.today - 5, sources: source() },
        chance,
      );
    }
    if (round > 1 && chance.happens(0.3))
      world.tell(about, 'LabelWithdrawn', { awardId: `s${round - 1}-1` }, { on: world.today, sources: source() }, chance);
  }
}

/** A business park: its land and its office floor, counted every year. */
export function* parkLife(world: World, chance: Chance): Life {
  const commune = world.places.any(chance);
  const about = subject('site', `parc-${chance.stream.toString(36)}`);
  const source = () => [world.document(commune, chance, 0.05)];
  world.tell(
    about,
    'SiteRegistered',
    { name: `Parc d’activité ${commune.name} ${chance.between(1, 9)}`, communeCode: commune.code, siteKind: 'business-park' },
    { on: world.today, sources: source() },
    chance,
  );
  const total = Math.max(2, Math.round(chance.around(18, 0.8)));
  const floor = chance.happens(0.35) ? Math.round(chance.around(12_000, 0.8)) : 0;
  let taken = 0.3 + 0.4 * chance.next();
  for (;;) {
    yield world.today + 300 + lag(chance);
    taken = Math.min(1, taken + 0.06 * chance.next());
    const on = world.today - chance.between(10, 90);
    const manner = { on, sources: source() };
    const land = (state: 'available' | 'occupied', share: number) =>
      world.tell(
        about,
        'SiteAreaCounted',
        { of: 'land', state, area: { value: Math.round(total * share * 100) / 100, unit: 'ha' } },
        manner,
        chance,
      );
    const told = land('occupied', taken);
    secondThoughts(world, chance, { about, commune, told, field: 'area', claims: 'area-land-occupied' });
    land('available', 1 - taken);
    if (floor === 0) continue;
    const state = chance.of(['announced', 'authorised', 'delivered', 'vacant', 'let'] as const);
    world.tell(
      about,
      'SiteAreaCounted',
      { of: 'floor', state, area: { value: Math.round((floor * chance.next()) / 10) * 10, unit: 'm2' } },
      manner,
      chance,
    );
  }
}

/** The unemployment of a region, published every quarter for all quarters so far, and revised each time. */
export function* unemploymentLife(
  world: World,
  chance: Chance,
  region: { readonly id: string; readonly name: string },
  firstYear: number,
): Life {
  const about = subject('indicator', `unemployment-${region.id}`);
  const home = world.places.any(chance);
  const rates: number[] = [];
  for (let quarter = 0; ; quarter++) {
    yield world.today + 91;
    const last = rates.at(-1) ?? 0.07 + 0.05 * chance.next();
    rates.push(Math.max(0.03, last + 0.004 * chance.normal()));
    const year = firstYear + Math.floor(quarter / 4);
    const values = rates.map((rate, index) => ({
      period: `${firstYear + Math.floor(index / 4)}-${33 + (index % 4)}`,
      value: Math.round((rate + 0.0005 * chance.normal()) * 1_000) / 1_000,
    }));
    const series = {
      name: `Taux de chômage localisé, ${region.name}`,
      territoryId: region.id,
      unit: 'share' as const,
      vintage: `${year}-T${(quarter % 4) + 1}`,
      values,
    };
    world.tell(about, 'SeriesObserved', series, { on: world.today, sources: [world.document(home, chance, 0.5)] }, chance);
  }
}
