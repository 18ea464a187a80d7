import type { EventStore, NewEvent } from '@app/event-store';

/** A step of an invented history. */
export interface AnyStep {
  /** Recorded at the same instant as the step before. */
  readonly together: boolean;
}

/**
 * Records a new stream, steps that are together in one append. `eventOf` makes the event of a step, given the identifiers of those before it; `then`
 * is done after each append, with its last step.
 */
export async function recordSteps<Step extends AnyStep>(
  store: EventStore,
  streamId: string,
  steps: readonly Step[],
  eventOf: (step: Step, index: number, ids: readonly string[]) => NewEvent,
  then?: (step: Step) => Promise<void>,
): Promise<void> {
  const ids: string[] = [];
  let events: NewEvent[] = [];
  for (const [index, step] of steps.entries()) {
    const event = eventOf(step, index, ids);
    events.push(event);
    ids.push(event.eventId);
    if (steps[index + 1]?.together) continue;
    const first = index + 1 - events.length;
    await store.append([{ streamId, expected: first === 0 ? 'none' : first - 1, events }]);
    events = [];
    await then?.(step);
  }
}
