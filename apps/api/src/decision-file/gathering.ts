import { streamIdOf } from '@app/kernel';
import type { Entry, HistoryFilter, HistoryQueries, Moment, Reader, Version } from '@app/timeline';
import { citingIn } from '../history/wire.js';
import { LIMITS, within } from './limits.js';

/** What is told, and the events that say it, by their streams. */
export interface Gathered {
  readonly versions: readonly Version[];
  /** Documents that the facts cite, in the order of their names. */
  readonly cited: readonly string[];
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Finds what belongs in the file of a subject: its facts of a period, what was decided about them, and what is known of the documents that they cite. */
export class Gathering {
  constructor(private readonly history: HistoryQueries) {}

  /** @throws {Problem} 400 when it is too much for one file */
  async of(kind: string, id: string, filter: HistoryFilter, moment: Moment, reader: Reader): Promise<Gathered> {
    const versions = await this.versions(kind, id, filter, moment, reader);
    const events = new Map<string, Set<string>>();
    const add = (all: readonly Version[]) => {
      for (const { kind: of, subjectId, eventId } of entriesIn(all)) {
        const stream = streamIdOf(of, subjectId);
        events.set(stream, (events.get(stream) ?? new Set()).add(eventId));
      }
    };
    add(versions);
    const cited = [...new Set(citingIn(versions).flatMap(({ citations }) => citations.map(({ documentId }) => documentId)))].sort();
    within('documents', cited.length);
    for (const documentId of cited) add(await this.versions('source', documentId, {}, moment, reader));
    return { versions, cited, events };
  }

  private async versions(kind: string, id: string, filter: HistoryFilter, moment: Moment, reader: Reader): Promise<readonly Version[]> {
    const { versions, next } = await this.history.page(kind, id, filter, moment, reader, { limit: LIMITS.facts });
    if (next !== null) within('facts', LIMITS.facts + 1);
    return versions;
  }
}

/** Each version, with what brought it, ended it, disputes it and settles that: all of it is told to this reader. */
function entriesIn(versions: readonly Version[]): readonly Entry[] {
  return versions.flatMap((version) =>
    [
      version,
      version.broughtBy,
      version.endedBy,
      ...version.disagreements.flatMap(({ dispute, settlement }) => [dispute, settlement]),
    ].filter((entry) => entry !== null),
  );
}
