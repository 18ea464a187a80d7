import { readConfiguration } from '@app/configuration';
import { openEventStore, transfer, TransferRefused, type EventStore, type TransferProgress } from '@app/event-store';
import { openSystem } from '@app/runtime';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';

const PHASES: Record<TransferProgress['phase'], string> = { comparing: 'Comparaison', copying: 'Copie', verifying: 'Vérification' };
/** Steps of the bar: stores do not all count their events. */
const STEPS = 1_000;

/** Copies one event store to another, and proves that both hold the same. */
export async function run(given: { from?: string; to: string; json?: boolean }): Promise<void> {
  const source = await sourceOf(given.from);
  try {
    const target = await openEventStore(addressOf('to', given.to));
    const bars = phaseBars();
    try {
      const moved = await transfer(source.store, target, bars.update);
      if (given.json) return printJson(moved);
      const kept = moved.events - moved.copied;
      print(`${moved.events} événements sont les mêmes dans les deux bases, à l’octet près${kept > 0 ? ` (${kept} y étaient déjà)` : ''}.`);
      print(`Empreinte SHA-256 : ${moved.sha256}`);
    } catch (error) {
      throw error instanceof TransferRefused ? new Exit(EXIT.refused, error.message) : error;
    } finally {
      bars.stop();
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** The store named, or the one that this installation uses. */
async function sourceOf(from: string | undefined): Promise<{ store: EventStore; close(): Promise<void> }> {
  if (from !== undefined) {
    const store = await openEventStore(addressOf('from', from));
    return { store, close: () => store.close() };
  }
  const system = await openSystem(readConfiguration(process.env));
  return { store: system.eventStore, close: () => system.close() };
}

/** An address, or the name of the environment variable that holds it: what is typed here, every program on the machine can read. */
function addressOf(option: string, given: string): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(given)) return given;
  const address = process.env[given];
  if (!address) throw new Exit(EXIT.usage, `--${option} : la variable d’environnement ${given} est vide.`);
  return address;
}

function phaseBars() {
  let phase: TransferProgress['phase'] | undefined;
  let bar: ReturnType<typeof progressBar> | undefined;
  return {
    update(progress: TransferProgress) {
      if (progress.phase !== phase) {
        bar?.stop();
        phase = progress.phase;
        bar = progressBar(PHASES[phase]);
      }
      bar?.update(Math.round(progress.share * STEPS), STEPS);
    },
    stop: () => bar?.stop(),
  };
}
