import { loadStream, type EventStore } from '@app/event-store';
import { nearest } from '@app/http';
import { commandIdOf } from '@app/kernel';
import type { Entry } from './entry.js';
import { problem, type ImportProblem } from './problem.js';
import type { Shaped } from './shape.js';

/** The (first) event that an entry loaded earlier recorded in a stream: found by its command's identifier. */
export async function eventRecordedBy(store: EventStore, streamId: string, dataset: string, entryId: string): Promise<string | undefined> {
  const commandId = commandIdOf(dataset, entryId);
  const facts = await loadStream(store, streamId);
  return facts.find(({ meta }) => meta.commandId === commandId)?.eventId;
}

/** References to entries that are told later, or nowhere: neither in these files nor in what earlier loads recorded. */
export async function unresolved(valid: readonly Shaped[], entries: readonly Entry[], store: EventStore): Promise<ImportProblem[]> {
  const told = new Map<string, { entry: Entry; index: number }>();
  entries.forEach((entry, index) => {
    const key = `${entry.dataset}/${entry.id}`;
    if (!entry.isSource && !told.has(key)) told.set(key, { entry, index });
  });
  const found: ImportProblem[] = [];
  for (const { entry, references, streamId } of valid) {
    const own = references.length > 0 ? told.get(`${entry.dataset}/${entry.id}`)!.index : -1;
    for (const { field, entryId } of references) {
      const target = told.get(`${entry.dataset}/${entryId}`);
      if (target && target.index < own) continue;
      const place = entry.placeOf(field);
      if (target) {
        found.push(problem('ENTRY_LATER', place, { id: entryId, line: target.entry.place.line }));
      } else if (!(await eventRecordedBy(store, streamId, entry.dataset, entryId))) {
        const ids = entries.filter(({ dataset, isSource }) => dataset === entry.dataset && !isSource).map(({ id }) => id);
        found.push(problem('ENTRY_UNKNOWN', place, { id: entryId, nearest: nearest(entryId, ids) }));
      }
    }
  }
  return found;
}
