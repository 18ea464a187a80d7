import { Revealing } from '@app/privacy';
import { ServedReadModels, type ReadModels } from '@app/projecting';
import type { System } from '@app/runtime';

/** The read models as the command line reads them: whoever runs it sees everything, what tells of persons too. */
export function readBy({ readModels, privacy }: Pick<System, 'readModels' | 'privacy'>, language: 'fr' | 'en'): ReadModels {
  const revealing = privacy?.revealing ?? new Revealing();
  return new ServedReadModels(
    readModels,
    undefined,
    async (rows) => void (await revealing.reveal(rows, { inside: true, language })),
  ).outside();
}
