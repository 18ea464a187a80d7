import type { Commune } from '@app/reference';
import type { Chance } from '../chance.js';
import { subject, type Life, type Manner } from '../subjects.js';
import { ACTIVITIES, COURSES, type Activity } from '../words.js';
import type { World } from '../world.js';
import { lag, people } from './figures.js';
import { secondThoughts } from './second-thoughts.js';

/** A training course: opened, its trainees counted, closed at times. */
export function* trainingLife(
  world: World,
  chance: Chance,
  given?: { readonly commune: Commune; readonly activity: Activity; readonly projectId: string },
): Life {
  const commune = given?.commune ?? world.places.any(chance);
  const { naf, sector } = given?.activity ?? chance.of(ACTIVITIES);
  const about = subject('training', `formation-${chance.stream.toString(36)}`);
  if (given) yield world.today + lag(chance);
  let on = world.today - chance.between(0, 30);
  const manner = (): Manner => ({ on, sources: [world.document(commune, chance, 0.1)] });
  const places = chance.between(6, 40);
  const opening = { name: chance.of(COURSES), communeCode: commune.code, places: people(places), naf, sector, projectId: given?.projectId };
  world.tell(about, 'TrainingOpened', opening, manner(), chance);
  on += chance.between(30, 200);
  yield on + lag(chance);
  const told = world.tell(about, 'TraineesCounted', { trainees: people(places * (0.4 + 0.5 * chance.next())) }, manner(), chance);
  // Told otherwise, they may not exceed the places.
  if (places > 20) secondThoughts(world, chance, { about, commune, told, field: 'trainees', claims: 'trainees' });
  if (chance.happens(0.5)) return;
  on += chance.between(100, 400);
  yield on + lag(chance);
  world.tell(about, 'TrainingClosed', {}, manner(), chance);
}
