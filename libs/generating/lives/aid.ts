import type { Visibility } from '@app/kernel';
import type { BeneficiaryKind } from '@domain/funding';
import type { Commune } from '@app/reference';
import type { Chance } from '../chance.js';
import type { Family } from '../institutions/programmes.js';
import { subject, type Life, type Subject } from '../subjects.js';
import type { Activity } from '../words.js';
import type { World } from '../world.js';
import { euros, lag } from './figures.js';

export interface Aided {
  readonly commune: Commune;
  readonly activity: Activity;
  readonly beneficiary: string;
  readonly kind: BeneficiaryKind;
  /** Whole euros. */
  readonly amount: number;
  readonly family: Family;
  readonly projectId?: string;
  /** Looked at when money is due: what comes to nothing pays its aid back. */
  readonly fate?: { readonly abandoned: boolean };
  readonly visibility?: Visibility;
}

/** An aid under a programme, or outside any: granted, paid in parts, sometimes paid back. */
export function* aidLife(world: World, chance: Chance, aided: Aided): Life {
  let on = world.today + chance.between(20, 400);
  yield on + lag(chance);
  if (aided.fate?.abandoned) return;
  const { commune, activity, amount } = aided;
  const source = world.document(commune, chance, 0.15);
  const id = `aide-${chance.stream.toString(36)}`;
  const told = {
    beneficiary: aided.beneficiary,
    beneficiaryKind: aided.kind,
    naf: activity.naf,
    projectId: aided.projectId,
    communeCode: commune.code,
    ...(chance.happens(0.4) && { sector: activity.sector }),
  };
  const manner = { on, sources: [source] };
  let about: Subject<'programme'> | Subject<'aid'>;
  if (chance.happens(0.8))
    about = world.programmes.grant(world, chance, aided.family, commune.regionCode, { aidId: id, ...told }, amount, manner).about;
  else {
    about = subject('aid', id);
    const direct = { name: `Aide à ${aided.beneficiary}`, amount: euros(amount), grantor: `Région ${commune.regionCode}`, ...told };
    world.tell(about, 'DirectAidGranted', direct, manner, chance);
  }
  let paid = 0;
  const parts = amount < 30_000 ? 1 : chance.between(1, 3);
  for (let part = 1; part <= parts; part++) {
    on += chance.between(60, 500);
    yield on + lag(chance);
    if (aided.fate?.abandoned) break;
    const due = part === parts ? amount - paid : Math.floor(amount / parts);
    paid += due;
    const payment = { on, sources: [world.document(commune, chance, 0.05)] };
    if (about.kind === 'programme') world.tell(about, 'AidPaid', { aidId: id, amount: euros(due) }, payment, chance);
    else world.tell(about, 'DirectAidPaid', { amount: euros(due) }, payment, chance);
  }
  if (!aided.fate?.abandoned || paid === 0) return;
  yield world.today + 200 + lag(chance);
  const back = { on: world.today - 40, sources: [world.document(commune, chance)] };
  if (about.kind === 'programme') world.tell(about, 'AidReclaimed', { aidId: id, amount: euros(paid) }, back, chance);
  else world.tell(about, 'DirectAidReclaimed', { amount: euros(paid) }, back, chance);
}

/** The kind of firm that so many people make. */
export function kindOf(jobs: number, chance: Chance): BeneficiaryKind {
  if (jobs < 10) return chance.of(['very-small-firm', 'very-small-firm', 'shop', 'craft', 'association'] as const);
  return jobs < 250 ? 'small-firm' : jobs < 2_000 ? 'mid-size-firm' : 'large-firm';
}
