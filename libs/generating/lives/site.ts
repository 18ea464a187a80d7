import type { Commune } from '@app/reference';
import type { Chance } from '../chance.js';
import { subject, type Life, type Manner, type Subject } from '../subjects.js';
import { ACTIVITIES, company, type Activity } from '../words.js';
import type { World } from '../world.js';
import { closureLife } from './closure.js';
import { lag, people } from './figures.js';
import { secondThoughts } from './second-thoughts.js';

export interface Founded {
  readonly commune: Commune;
  readonly activity: Activity;
  readonly firm: string;
  readonly jobs: number;
  readonly projectId: string;
}

/** What is known of a plant that is about to close. */
export interface Plant {
  readonly about: Subject<'site'>;
  readonly commune: Commune;
  readonly firm: string;
  readonly jobs: number;
}

/** A plant or an office: entered in the register, counted every other year, bought, closed. */
export function* siteLife(world: World, chance: Chance, founded?: Founded): Life {
  const commune = founded?.commune ?? world.places.any(chance);
  const activity = founded?.activity ?? chance.of(ACTIVITIES);
  const firm = founded?.firm ?? company(chance);
  let jobs = founded?.jobs ?? Math.min(8_000, Math.max(2, Math.round(chance.around(30, 1.3))));
  const about = subject('site', `site-${chance.stream.toString(36)}`);
  if (founded) yield world.today + lag(chance);
  let on = world.today;
  const manner = (fresh = 0.1): Manner => ({ on, sources: [world.document(commune, chance, fresh)] });
  const register = {
    name: `${firm} ${commune.name}`,
    communeCode: commune.code,
    siteKind: chance.happens(0.8) ? ('plant' as const) : ('building' as const),
    naf: activity.naf,
    ...(founded ? {} : { operator: firm }),
    ...(chance.happens(0.3) && { sector: activity.sector }),
  };
  world.tell(about, 'SiteRegistered', register, manner(), chance);
  if (founded) world.tell(about, 'SiteOccupied', { occupant: firm, role: 'operator', projectId: founded.projectId }, manner(), chance);
  for (let count = 0; count < 8; count++) {
    on += chance.between(500, 1_100);
    yield on + lag(chance);
    jobs = Math.max(1, Math.round(jobs * (0.82 + 0.36 * chance.next())));
    const visibility = chance.happens(0.02) ? { level: 'internal' as const } : undefined;
    const told = world.tell(about, 'EmployeesCounted', { employees: people(jobs) }, { ...manner(), visibility }, chance);
    if (!visibility) secondThoughts(world, chance, { about, commune, told, field: 'employees', claims: 'employees' });
    if (chance.happens(0.04)) world.tell(about, 'SiteAcquired', { buyer: company(chance), seller: firm }, manner(0.5), chance);
    if (chance.happens(0.07)) {
      yield* closureLife(world, chance, { about, commune, firm, jobs });
      return;
    }
  }
}
