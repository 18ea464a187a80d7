import type { AidGrant } from '@domain/funding';
import type { Chance } from '../chance.js';
import type { Day } from '../calendar.js';
import { euros } from '../lives/figures.js';
import { subject, type Manner, type Subject } from '../subjects.js';
import type { World } from '../world.js';

export type Family = 'industrie' | 'innovation' | 'commerce' | 'foncier';

const NAMES: Readonly<Record<Family, string>> = {
  industrie: 'Fonds régional pour l’industrie',
  innovation: 'Appel à projets innovation',
  commerce: 'Aide au commerce et à l’artisanat',
  foncier: 'Fonds pour le recyclage des friches',
};
const ENVELOPES: Readonly<Record<Family, number>> = { industrie: 60e6, innovation: 25e6, commerce: 3e6, foncier: 15e6 };
/** A programme is succeeded by the next of its family after so many aids, or days: its rules read all of its aids each time. */
const MOST_AIDS = 200;
const MOST_DAYS = 1_300;

export interface OpenProgramme {
  readonly about: Subject<'programme'>;
  readonly opened: Day;
  envelope: number;
  granted: number;
  aids: number;
}

/** The programmes of each region that grant aid today. They outlive the projects they aid. */
export class Programmes {
  private readonly open = new Map<string, OpenProgramme>();
  private count = 0;

  /** Grants an aid, with the vote or the exception that it takes beyond the envelope. The programme is where it is paid from. */
  grant(
    world: World,
    chance: Chance,
    family: Family,
    regionCode: string,
    aid: Omit<AidGrant, 'amount'>,
    amount: number,
    manner: Manner,
  ): OpenProgramme {
    const programme = this.granting(world, chance, family, regionCode, manner.sources);
    const { about, granted } = programme;
    let { exception } = manner;
    if (granted + amount > programme.envelope) {
      if (chance.happens(0.9)) {
        programme.envelope = Math.ceil((granted + amount) * 1.5);
        world.tell(about, 'EnvelopeVoted', { amount: euros(programme.envelope) }, { on: world.today - 3, sources: manner.sources }, chance);
      } else exception = { rule: 'AID_BEYOND_ENVELOPE', reason: 'Publiée avant le vote de l’enveloppe' };
    }
    programme.granted += amount;
    programme.aids += 1;
    world.tell(about, 'AidGranted', { ...aid, amount: euros(amount) }, { ...manner, exception }, chance);
    return programme;
  }

  private granting(world: World, chance: Chance, family: Family, regionCode: string, sources: readonly string[]): OpenProgramme {
    const key = `${regionCode} ${family}`;
    const known = this.open.get(key);
    if (known && known.aids < MOST_AIDS && world.today - known.opened < MOST_DAYS) return known;
    if (known) world.tell(known.about, 'ProgrammeClosed', {}, { on: world.today, sources }, chance);
    const about = subject('programme', `dispositif-${family}-${regionCode}-${++this.count}`);
    const envelope = Math.round(chance.around(ENVELOPES[family], 0.5));
    const data = {
      name: `${NAMES[family]} (${this.count})`,
      owner: `Région ${regionCode}`,
      territoryIds: [`region-${regionCode}`],
      envelope: euros(envelope),
    };
    world.tell(about, 'ProgrammeOpened', data, { on: world.today - 30, sources }, chance);
    const programme = { about, opened: world.today, envelope, granted: 0, aids: 0 };
    this.open.set(key, programme);
    return programme;
  }
}
