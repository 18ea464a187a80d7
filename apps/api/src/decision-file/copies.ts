import { documentOf, type DocumentLine, type SealedEvent, type WithheldLine } from '@app/audit';
import { hasMark } from '@app/kernel';
import { suffixOf, type EvidenceLocker } from '@app/locker';
import type { Capture, Moment, PublishedSource, Reader } from '@app/timeline';
import type { FileQueries } from './file-queries.js';
import { total, within } from './limits.js';
import { decisionFileWordsEn } from './words.en.js';
import { decisionFileWordsFr } from './words.fr.js';

interface Enclosed {
  readonly documents: readonly DocumentLine[];
  readonly withheld: readonly WithheldLine[];
}

/** Decides which copies of documents go into a file, and tells of those that do not. */
export class Copies {
  constructor(
    private readonly queries: Pick<FileQueries, 'captures' | 'sources'>,
    private readonly locker: EvidenceLocker | undefined,
  ) {}

  /** @throws {Problem} 400 when they are too many bytes for one file */
  async of(cited: readonly string[], sealed: readonly SealedEvent[], moment: Moment, reader: Reader): Promise<Enclosed> {
    // A document that this reader does not know is told of in no line.
    const known = await this.queries.sources.byIds(cited, reader, moment);
    const told = capturesIn(sealed);
    const documents: DocumentLine[] = [];
    const withheld: WithheldLine[] = [];
    for (const documentId of cited) {
      const source = known.get(documentId);
      if (!source) continue;
      const copies = await this.queries.captures.of(documentId, reader, moment);
      if (copies.length === 0) withheld.push(line('no-copy', source));
      for (const copy of copies) {
        const said = told.get(copy.eventId);
        // An event that is told otherwise since says the hash of other bytes than it was sealed with.
        if (said !== copy.sha256) continue;
        told.delete(copy.eventId);
        const why = await this.whyNot(copy, reader);
        if (why === undefined) documents.push(enclosed(copy, source));
        else withheld.push(line(why, source, copy));
      }
    }
    for (const [capture, sha256] of told) withheld.push({ ...line('retracted'), capture, ...(sha256 !== undefined && { sha256 }) });
    if (sealed.some(({ disclosure: { data, inside } }) => hasMark(data) || hasMark(inside?.meta ?? '')))
      withheld.push({ ...line('personal'), what: 'personal' });
    if (!reader.seesAll) withheld.push({ ...line('officers-only'), what: 'envelopes' });
    within('bytes', total([...new Map(documents.map(({ file, bytes }) => [file, bytes])).values()]));
    return { documents, withheld };
  }

  private async whyNot({ sha256, bytes, held, redistribution }: Capture, { seesAll }: Reader): Promise<WithheldLine['why'] | undefined> {
    if (!held) return 'destroyed';
    if (redistribution === 'forbidden' && !seesAll) return 'redistribution-forbidden';
    const kept = await this.locker?.documents.find(sha256);
    return kept?.bytes === bytes ? undefined : 'missing';
  }
}

function line(why: WithheldLine['why'], source?: PublishedSource, copy?: Capture): WithheldLine {
  return {
    what: 'document',
    why,
    ...(source && { documentId: source.id, title: copy?.title ?? source.title }),
    ...(copy && { sha256: copy.sha256, capture: copy.eventId }),
    fr: decisionFileWordsFr[why],
    en: decisionFileWordsEn[why],
  };
}

const enclosed = ({ sha256, bytes, mediaType, documentId, title, eventId }: Capture, source: PublishedSource): DocumentLine => ({
  file: documentOf(sha256, suffixOf(mediaType)),
  sha256,
  bytes,
  mediaType,
  documentId,
  title: title ?? source.title,
  publisher: source.publisher,
  capture: eventId,
});

/** Hashes of the copies that these events recorded. */
function capturesIn(sealed: readonly SealedEvent[]): Map<string, string | undefined> {
  return new Map(
    sealed
      .filter(({ disclosure }) => disclosure.header.type === 'SourceCaptured')
      .map(({ disclosure: { header, data } }) => [header.eventId, (JSON.parse(data) as { sha256?: string }).sha256]),
  );
}
