import type { EventStore, Position } from '@app/event-store';
import type { Building } from './building.js';
import type { ProgressTeller } from './progress.js';
import { Reading } from './reading.js';

/** Events between two looks at how the tables follow. */
const LOOK_EVERY = 1_000;
/** Milliseconds between two checkpoints at the most, where events come slowly. */
const CHECKPOINT_WITHIN = 5_000;

/**
 * Reads the store once up to `head` for every projection that is built, from the earliest of their checkpoints. Each event is decoded once;
 * a type that nobody wants, not at all.
 * @param checkpointEvery events between two checkpoints: what an interruption makes read again
 * @returns false when it stopped before the end, at a checkpoint, because it was asked to
 */
export async function scan(
  store: EventStore,
  buildings: readonly Building[],
  head: Position | null,
  progress: ProgressTeller,
  stopping: () => boolean,
  checkpointEvery: number,
): Promise<boolean> {
  if (head === null) return true;
  const after = (building: Building, position: Position) => building.written === null || store.compare(building.written, position) < 0;
  const from = earliest(store, buildings);
  // Those that are further on wait until the scan is where they are.
  let behind = buildings.filter(({ written }) => written !== from);
  let taking = buildings.filter(({ written }) => written === from);
  let last: Position | null = from;
  let moment = '';
  let untilLook = LOOK_EVERY;
  let untilCheckpoint = checkpointEvery;
  let checkpointed = performance.now();
  const reading = new Reading(buildings[0]!.generation, (event) => buildings.some((building) => building.wants(event)));
  for await (const read of reading.ahead(store.readAll({ after: from, until: head }))) {
    const { event } = read;
    if (untilCheckpoint <= 0 && event.recordedAt !== moment) {
      // Never between two events of one instant: the second may replace what the first said.
      for (const building of taking) building.checkpoint(last!, progress.events);
      if (stopping()) {
        for (const building of taking) await building.settle(last!);
        return false;
      }
      untilCheckpoint = checkpointEvery;
      checkpointed = performance.now();
    }
    if (behind.length > 0) {
      taking = [...taking, ...behind.filter((building) => after(building, event.position))];
      behind = behind.filter((building) => !after(building, event.position));
    }
    for (const building of taking) {
      if (!building.wants(event)) continue;
      const waiting = building.take(read);
      if (waiting) await waiting;
    }
    last = event.position;
    moment = event.recordedAt;
    progress.events += 1;
    untilCheckpoint -= 1;
    if (--untilLook > 0 && untilCheckpoint > 0) continue;
    untilLook = LOOK_EVERY;
    for (const building of taking) await building.flow(last);
    progress.tell('reading');
    if (stopping() || performance.now() - checkpointed > CHECKPOINT_WITHIN) untilCheckpoint = 0;
  }
  for (const building of taking) building.checkpoint(head, progress.events);
  for (const building of taking) await building.settle(head);
  return true;
}

function earliest(store: EventStore, buildings: readonly Building[]): Position | null {
  return buildings
    .map(({ written }) => written)
    .reduce((least, written) => (least === null || written === null ? null : store.compare(written, least) < 0 ? written : least));
}
