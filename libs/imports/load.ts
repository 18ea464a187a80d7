import type { EventStore } from '@app/event-store';
import { nearest } from '@app/http';
import type { Role, SubjectModule } from '@app/kernel';
import { KnownCommands, type Execute } from './commands.js';
import type { Entry } from './entry.js';
import { OverlayEventStore } from './overlay-store.js';
import { problem, type ImportProblem, type Place } from './problem.js';
import { isRecorded, readFiles, type FormatOptions } from './reading.js';
import { unresolved } from './references.js';
import { Run } from './run.js';
import { shaped, type Shaped } from './shape.js';

/** A data file's name, as problems repeat it, and what it holds. */
export interface NamedFile {
  readonly name: string;
  readonly content: Uint8Array | string;
}

export type LoadPhase = 'checking' | 'recording';

export interface LoadOptions extends FormatOptions {
  /** Where the entries are recorded; read by the check, which writes nothing. */
  readonly store: EventStore;
  /** Every kind of subject: `subjects` of the domain. */
  readonly subjects: readonly SubjectModule[];
  /** How a command is recorded: the command bus of the application. Default: a runner on `store`. */
  readonly execute?: Execute;
  /** Only check: nothing is recorded. */
  readonly check?: boolean;
  readonly onProgress?: (done: number, total: number, phase: LoadPhase) => void;
  /** Who loads. Default: the account `import`, role `system`. */
  readonly actor?: { readonly id: string; readonly role: Role };
  /** Entries under way at once. Default 256. */
  readonly concurrency?: number;
}

export interface LoadResult {
  /** Entries in all files. */
  readonly entries: number;
  /** Entries recorded now (with `check`: that would be). */
  readonly recorded: number;
  /** Entries that an earlier load had recorded. */
  readonly repeated: number;
  /** Entries that say what was already so: nothing was recorded for them, now or before. */
  readonly unchanged: number;
  readonly alreadySo: readonly Place[];
  /** What is wrong. When there is anything, nothing was recorded, unless `interrupted`. */
  readonly refused: readonly ImportProblem[];
  /** What was left out or changed on the way in from files of others. */
  readonly remarks: readonly ImportProblem[];
  /** Somebody else wrote between the check and the recording, so that an entry was refused after others were recorded: load again. */
  readonly interrupted: boolean;
}

/**
 * Loads data files: all of them are read and checked first (form, commands, sources, references, then every rule, tried on a
 * copy of the store); only when nothing is wrong is anything recorded, in order within each subject.
 * Loading again records nothing twice; after a crash it records the rest.
 *
 * @throws {StoreUnavailable} when the store does not answer; loading again is harmless
 */
export async function loadFiles(files: readonly NamedFile[], options: LoadOptions): Promise<LoadResult> {
  const known = new KnownCommands(options.subjects);
  const refused: ImportProblem[] = [];
  const tell = (found: ImportProblem) => void refused.push(found);
  const read = await readFiles(files, options.store, options);
  const entries = read.flatMap((file) => file.entries);
  const remarks = read.flatMap((file) => file.remarks ?? []);
  for (const { problems } of read) refused.push(...problems);
  // Sources are registered before anything cites them, whichever file they are in.
  const inOrder = [
    ...entries.filter(({ record }) => record === 'RegisterSource'),
    ...entries.filter(({ record }) => record !== 'RegisterSource'),
  ];
  doubles(entries).forEach(tell);
  const valid = inOrder.flatMap((entry) => shaped(entry, known, tell) ?? []);
  refused.push(...(await unknownSources(valid, entries, options.store)));
  refused.push(...(await unresolved(valid, inOrder, options.store)));
  const nothing = { entries: entries.length, recorded: 0, repeated: 0, unchanged: 0, alreadySo: [], remarks, interrupted: false };
  if (refused.length > 0) return { ...nothing, refused: sorted(refused, files) };

  const overlay = new OverlayEventStore(options.store);
  const trial = new Run(valid, known, known.runOn(overlay), overlay, options, 'checking');
  const tried = await trial.result();
  if (tried.refused.length > 0) return { ...nothing, refused: sorted(tried.refused, files) };
  if (options.check) return { ...nothing, ...tried };

  const run = new Run(valid, known, options.execute ?? known.runOn(options.store), options.store, options, 'recording');
  const done = await run.result();
  return { ...nothing, ...done, interrupted: done.refused.length > 0 };
}

function doubles(entries: readonly Entry[]): ImportProblem[] {
  const first = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    if (entry.id === '') return [];
    const before = first.get(entry.key);
    if (!before) first.set(entry.key, entry);
    return before
      ? [problem('ID_TWICE', entry.placeOf('id'), { id: entry.id, file: before.place.file, line: before.placeOf('id').line })]
      : [];
  });
}

async function unknownSources(valid: readonly Shaped[], entries: readonly Entry[], store: EventStore): Promise<ImportProblem[]> {
  const told = new Set(entries.filter(({ record }) => record === 'RegisterSource').map(({ fields }) => fields.sourceId));
  const registered = new Map<string, Promise<boolean>>();
  const isKnown = (documentId: string) => {
    if (!registered.has(documentId))
      registered.set(documentId, told.has(documentId) ? Promise.resolve(true) : isRecorded(store, `source-${documentId}`));
    return registered.get(documentId)!;
  };
  const found: ImportProblem[] = [];
  for (const { entry, citations } of valid) {
    for (const { field, documentId } of citations) {
      if (await isKnown(documentId)) continue;
      const facts = { id: documentId, nearest: nearest(documentId, told as Set<string>) };
      found.push(problem('SOURCE_UNKNOWN', entry.placeOf(field), facts));
    }
  }
  return found;
}

/** In the order a person reads them. */
function sorted(problems: readonly ImportProblem[], files: readonly NamedFile[]): ImportProblem[] {
  const order = new Map(files.map(({ name }, index) => [name, index]));
  return [...problems].sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.line - b.line || a.column - b.column);
}
