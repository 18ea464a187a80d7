import type { Commune } from '@app/reference';
import type { Chance } from '../chance.js';
import { hectares } from '../lives/figures.js';
import { groupOf } from '../places.js';
import { subject, type Manner, type Subject } from '../subjects.js';
import type { World } from '../world.js';

/** The land accounts of intercommunalities: opened with their first entry. */
export class LandAccounts {
  private readonly open = new Map<string, Subject<'landaccount'>>();

  /** Hectares consumed, or restored when below zero, with what consumed them. */
  enter(world: World, chance: Chance, commune: Commune, area: number, of: { siteId?: string; projectId?: string }, manner: Manner): void {
    const group = groupOf(commune);
    if (!group) return;
    let account = this.open.get(group.id);
    if (!account) {
      account = subject('landaccount', group.id);
      this.open.set(group.id, account);
      world.tell(account, 'LandAccountOpened', { name: `Compte foncier : ${group.name}`, territoryId: group.id }, manner, chance);
    }
    const entry = { entryId: `e-${account.revision}`, area: hectares(Math.abs(area)), communeCode: commune.code, ...of };
    world.tell(account, area < 0 ? 'LandCredited' : 'LandDebited', entry, manner, chance);
  }
}
