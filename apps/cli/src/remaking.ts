import { fitsOf, type Remade } from '@app/projecting';
import { readModelProjections, unfitFr, type System } from '@app/runtime';
import { setTimeout } from 'node:timers/promises';
import { count, duration } from './status/words.js';

/** Milliseconds between two words on how far it is. */
const TELL_EVERY = 5_000;
const LOOK_EVERY = 200;

/** Says in French that read models of an earlier version are remade, and how far that is. */
export function tellRemade(say: (line: string) => void): (told: Remade) => void {
  let said = performance.now();
  return (told) => {
    const names = told.outgrown.map(({ name }) => name).join(', ');
    if (told.what === 'begun') {
      const versions = told.outgrown.map(({ name, live, version }) => `${name} (${live!.version} → ${version})`).join(', ');
      said = performance.now();
      return say(`Modèles de lecture d’une version précédente : ${versions}. Ils se refont d’après le journal, qui ne change pas.`);
    }
    if (told.what === 'paused')
      return say(`En pause : ${names}. « palimpseste rebuild --resume » reprend ; d’ici là, ces modèles ne se lisent pas.`);
    if (told.what === 'done') return say(`Refaits en ${duration(told.seconds)} (${count(told.events)} événements) : ${names}.`);
    const { phase, events, total, secondsLeft } = told.progress;
    if (phase !== 'reading' || performance.now() - said < TELL_EVERY) return;
    said = performance.now();
    const left = secondsLeft === null ? '' : `, reste ${duration(secondsLeft)}`;
    say(`  ${count(events)}${total === null ? '' : ` sur ${count(total)}`} événements relus${left}`);
  };
}

/**
 * Waits while read models are made or remade. Answers why they cannot be read, in French, when waiting does not help; nothing once they can.
 * @param say told once what is waited for
 */
export async function untilFit({ readModels }: System, say?: (reason: string) => void): Promise<string[]> {
  for (let told = false; ; told = true) {
    const unfit = (await fitsOf(readModels, readModelProjections)).filter(({ fit }) => fit !== 'fits');
    if (unfit.length === 0 || unfit.some(({ fit }) => fit === 'newer')) return unfitFr(unfit);
    if (!told) for (const reason of unfitFr(unfit)) say?.(reason);
    await setTimeout(LOOK_EVERY);
  }
}
