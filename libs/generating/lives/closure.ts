import { hectares, lag, people } from './figures.js';
import type { Chance } from '../chance.js';
import type { Life, Manner } from '../subjects.js';
import { company } from '../words.js';
import type { World } from '../world.js';
import type { Plant } from './site.js';

/** The closure of a plant, what became of its people after 6, 12 and 24 months, and of the place. */
export function* closureLife(world: World, chance: Chance, { about, commune, firm, jobs }: Plant): Life {
  let on = world.today + chance.between(20, 300);
  const manner = (fresh = 0.3): Manner => ({ on, sources: [world.document(commune, chance, fresh)] });
  yield on + lag(chance);
  const isAnnounced = chance.happens(0.9);
  const isLarge = jobs >= 50;
  if (isAnnounced) {
    const figure = chance.happens(0.85) ? { jobsAtRisk: people(jobs) } : {};
    world.tell(about, 'SiteClosureAnnounced', { operator: firm, ...figure }, manner(0.7), chance);
    on += chance.between(40, 200);
    if (isLarge && chance.happens(0.7)) {
      yield on + lag(chance);
      world.tell(about, 'ClosurePlanSigned', { parties: [firm, 'organisations syndicales'] }, manner(), chance);
    }
  }
  on += chance.between(30, 400);
  yield on + lag(chance);
  const lost = Math.max(1, Math.round(jobs * (0.8 + 0.2 * chance.next())));
  const exception = isAnnounced ? undefined : { rule: 'CLOSURE_NOT_ANNOUNCED', reason: 'Fermeture apprise après coup' };
  world.tell(about, 'SiteClosed', { jobsLost: people(lost) }, { ...manner(0.5), exception }, chance);
  const closed = on;
  if (isLarge || chance.happens(0.2)) {
    let share = 0.35 * chance.next();
    for (const months of [6, 12, 24]) {
      on = closed + Math.round(months * 30.5);
      yield on + lag(chance);
      share += (0.95 - share) * (0.3 + 0.4 * chance.next());
      const told = cohort(chance, lost, share, months);
      world.tell(
        about,
        'WorkforceReclassified',
        told,
        { ...manner(), ...(isTelling(told) && { visibility: { level: 'internal' } }) },
        chance,
      );
    }
  }
  if (chance.happens(0.4)) {
    on += chance.between(100, 700);
    yield on + lag(chance);
    const area = hectares(Math.max(0.3, chance.around(lost / 30, 0.7)));
    world.tell(about, 'SiteAreaCounted', { of: 'land', state: 'brownfield', area }, manner(), chance);
    if (!chance.happens(0.5)) return;
    on += chance.between(300, 1_500);
    yield on + lag(chance);
    world.tell(
      about,
      'SitePartlyReused',
      { share: { value: chance.between(10, 90) / 100, unit: 'share' }, occupant: company(chance) },
      manner(),
      chance,
    );
    world.tell(about, 'SiteAreaCounted', { of: 'land', state: 'reused', area: hectares(area.value! * 0.6) }, manner(), chance);
    if (chance.happens(0.3)) world.landAccounts.enter(world, chance, commune, -area.value! * 0.2, { siteId: about.id }, manner());
  } else if (chance.happens(0.3)) {
    on += chance.between(300, 1_500);
    yield on + lag(chance);
    world.tell(
      about,
      'SiteReclassified',
      { use: chance.of(['logistique', 'logements', 'tertiaire', 'équipement public']) },
      manner(),
      chance,
    );
  }
}

/** Somebody could be recognised in it: officers keep it among themselves. */
function isTelling({ outOf, solved, onSameSite, breakdown }: ReturnType<typeof cohort>): boolean {
  const elsewhere = onSameSite ? [onSameSite.value!, solved.value! - onSameSite.value!] : [];
  const groups = [...breakdown.map(({ people: count }) => count), solved.value!, outOf.value! - solved.value!, ...elsewhere];
  return groups.some((count) => count > 0 && count < 5);
}

/** Parts that add up: no more with a solution than followed, no more followed than lost their job. */
function cohort(chance: Chance, lost: number, share: number, months: number) {
  const followed = Math.round(lost * (0.85 + 0.15 * chance.next()));
  const solved = Math.min(followed, Math.round(followed * share));
  const stable = Math.floor(solved * (0.3 + 0.3 * chance.next()));
  const fixed = Math.floor((solved - stable) * chance.next());
  const training = Math.floor((solved - stable - fixed) * chance.next());
  const others = solved - stable - fixed - training;
  return {
    outOf: people(followed),
    solved: people(solved),
    months,
    ...(chance.happens(0.3) && { onSameSite: people(Math.floor(solved * 0.2 * chance.next())) }),
    breakdown: [
      { solution: 'stable-job' as const, people: stable },
      { solution: 'fixed-term' as const, people: fixed },
      { solution: 'training' as const, people: training },
      { solution: chance.of(['own-business', 'retirement'] as const), people: others },
      { solution: chance.of(['none', 'unknown'] as const), people: followed - solved },
    ],
  };
}
