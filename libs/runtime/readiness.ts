import { alarmFr, auditNow } from '@app/audit';
import type { Checkpoint, Position } from '@app/event-store';
import { astrayOf, fitsOf, liveCheckpoints, type Fit, type Fitting } from '@app/projecting';
import { readModelProjections } from './read-models.js';
import { readinessFr } from './readiness.fr.js';
import type { System } from './system.js';

/** Milliseconds that a store may take to show that it is there. */
const PATIENCE = 2_000;

/**
 * Whether this program can be read from: both stores answer and, since it started, the read models have held once what the event store held
 * then. A projection that falls behind later is a matter for the metrics: the other pages are still good. One that was made from events that the
 * log no longer holds is not: it tells what was never recorded. Nor is one of another version than this program: its rows mean something else.
 */
export class StoresReadiness {
  private target: Position | null | undefined;
  private caughtUp = false;
  private leaving = false;

  constructor(private readonly system: Pick<System, 'eventStore' | 'readModels'>) {}

  /** From now on nobody should be sent here: what is under way ends. */
  leave(): void {
    this.leaving = true;
  }

  /** What keeps it from being read, in French; empty when nothing does. Says nothing of addresses. */
  async reasons(): Promise<string[]> {
    if (this.leaving) return [readinessFr.leaving];
    const { eventStore, readModels } = this.system;
    const [head, live] = await Promise.all([within(eventStore.head()), within(liveCheckpoints(readModels))]);
    if (!head || !live) return [...(head ? [] : [readinessFr.storeAway]), ...(live ? [] : [readinessFr.modelsAway])];
    const astray = await within(astrayOf(eventStore, live.value));
    if (!astray) return [readinessFr.storeAway];
    if (astray.value.length > 0) return [readinessFr.astray(astray.value)];
    const fits = await within(fitsOf(readModels, readModelProjections));
    if (!fits) return [readinessFr.modelsAway];
    const unfit = unfitFr(fits.value);
    if (unfit.length > 0) return unfit;
    if (this.target === undefined) this.target = head.value;
    this.caughtUp ||= this.target === null || this.holds(live.value, this.target);
    return this.caughtUp ? [] : [readinessFr.catchingUp];
  }

  /** What is not well and keeps nobody from reading: an audit log that rings asks for a person, and the pages are still what is recorded. */
  async remarks(): Promise<string[]> {
    const { eventStore, readModels } = this.system;
    const audit = (await within(auditNow(readModels, eventStore)))?.value;
    return audit?.alarm ? [alarmFr(audit.alarm)] : [];
  }

  async readiness(): Promise<{ ready: boolean; reasons: readonly string[] }> {
    const [reasons, remarks] = await Promise.all([this.reasons(), this.remarks()]);
    return { ready: reasons.length === 0, reasons: [...reasons, ...remarks] };
  }

  private holds(live: readonly Checkpoint[], target: Position): boolean {
    return live.length > 0 && live.every(({ position }) => position !== null && this.system.eventStore.compare(position, target) >= 0);
  }
}

/** Which read models this program's code does not go with, in French; one line for each way. */
export function unfitFr(fits: readonly Fitting[]): string[] {
  const named = (wanted: Fit) => fits.filter(({ fit }) => fit === wanted).map(({ name }) => name);
  return (['older', 'newer', 'reshaped', 'absent'] as const).flatMap((fit) =>
    named(fit).length > 0 ? [readinessFr[fit](named(fit))] : [],
  );
}

/** What a store answers in time, boxed; undefined when it does not. */
async function within<T>(answer: Promise<T>): Promise<{ value: T } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), PATIENCE)));
  const given = answer.then((value) => ({ value })).catch(() => undefined);
  return Promise.race([given, late]).finally(() => clearTimeout(timer));
}
