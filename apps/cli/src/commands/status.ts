import { subjectOfKind } from '@app/domain';
import { liveGeneration, progressOf, retryParked } from '@app/projecting';
import { readinessFr, readModelProjections } from '@app/runtime';
import { print, printJson } from '../output.js';
import { withSystem } from '../with-system.js';

/** Where the store and each projection stand. */
export async function run({ json, retryParked: retry }: { json?: boolean; retryParked?: boolean }): Promise<void> {
  await withSystem(async ({ eventStore, readModels }) => {
    for (const projection of retry ? readModelProjections : []) {
      const { taken, parked } = await retryParked(await liveGeneration(readModels, eventStore, projection, subjectOfKind));
      if (!json && taken + parked > 0) print(`${projection.name} : ${taken} repris, ${parked} encore de côté.`);
    }
    const head = await eventStore.head();
    const projections = await progressOf(readModels, eventStore);
    if (json) return printJson({ head, capabilities: eventStore.capabilities, projections });
    print(`Base d’événements : ${head ?? 'vide'}${eventStore.capabilities.contiguous && head ? ' événements' : ''}`);
    for (const { name, generation, status, astray, lag, parked, movedAt } of projections) {
      const state = { live: 'en service', building: 'en construction', retired: 'retirée' }[status] ?? status;
      print(
        `  ${name.padEnd(12)} g${generation}  ${state.padEnd(16)} ${astray ? 'ÉGARÉE   ' : `retard ${lag ?? '?'}`}  de côté ${parked}  à jour au ${movedAt.toISOString()}`,
      );
    }
    const lost = projections.filter(({ astray }) => astray).map(({ name }) => name);
    if (lost.length > 0) print(readinessFr.astray(lost));
  });
}
