import type { StoredEvent } from '@app/event-store';
import { CORRECTION_TYPES, schemaVersionOf, subjectOf, type SubjectModule } from '@app/kernel';
import { HistoryRefused } from './history-refused.js';

/** The events that this version of the product can read, by kind of subject. */
export class KnownEvents {
  private readonly kinds: ReadonlyMap<string, { readonly module: SubjectModule; readonly types: ReadonlySet<string> }>;

  constructor(subjects: readonly SubjectModule[]) {
    this.kinds = new Map(
      subjects.map((module) => [
        module.kind,
        { module, types: new Set([...Object.keys(module.sentences.fr), 'ClaimRecorded', ...CORRECTION_TYPES]) },
      ]),
    );
  }

  /** @throws {HistoryRefused} naming the line */
  check({ streamId, type, schemaVersion, meta }: StoredEvent, line: number): void {
    const { kind } = subjectOf(streamId);
    const known = this.kinds.get(kind);
    if (!known) throw HistoryRefused.because('KIND_UNKNOWN', { line, kind });
    if (!known.types.has(type)) throw HistoryRefused.because('TYPE_UNKNOWN', { line, kind, type });
    const newest = schemaVersionOf(known.module.decider, type);
    if (schemaVersion > newest) throw HistoryRefused.because('VERSION_UNKNOWN', { line, type, version: schemaVersion, newest });
    const field = wrongField(JSON.parse(meta) as Record<string, unknown>);
    if (field !== undefined) throw HistoryRefused.because('META_INVALID', { line, field });
  }
}

const LEVELS = ['public', 'internal', 'confidential'];
const TEXTS = ['recordedBy', 'commandId', 'commandHash', 'correlationId', 'causationId'];

/** What of an envelope its readers could not do without. Who may see a fact is never guessed. */
function wrongField(meta: Record<string, unknown>): string | undefined {
  const { visibility, sources, occurred } = meta as { visibility?: { level?: unknown } | null; sources?: unknown; occurred?: unknown };
  if (!LEVELS.includes(visibility?.level as string)) return 'visibility';
  if (!Array.isArray(sources)) return 'sources';
  if (typeof occurred !== 'object') return 'occurred';
  return TEXTS.find((name) => typeof meta[name] !== 'string');
}
