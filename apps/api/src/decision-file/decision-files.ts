import { Inject, Injectable } from '@nestjs/common';
import {
  endorsementOf,
  fileSigningKey,
  formatVerifierKey,
  nodeCryptography,
  PARTS,
  parseVerifierKey,
  StoredLog,
  writeInSteps,
  type AboutFile,
  type FileMaterial,
  type SigningKey,
} from '@app/audit';
import { subjectOfKind } from '@app/domain';
import { archiveOf, writePdf, type Archive, type ArchivePart } from '@app/exports';
import { Problem } from '@app/http';
import { verified } from '@app/locker';
import type { Moment, Reader, Words } from '@app/timeline';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { historyDocument } from '../history/history.pdf.js';
import { bodiesIn, Historian } from '../history/wire.js';
import { unknownSubject } from '../reading/unknown-subject.js';
import { Narrator } from '../reading/wire/narrator.js';
import { Copies } from './copies.js';
import { fileQueries, type FileQueries } from './file-queries.js';
import { Gathering, type Gathered } from './gathering.js';
import { guideOf } from './guide.js';
import { total, within } from './limits.js';
import { PAUSE_EVERY, SealedEvents } from './sealed-events.js';

const { sha256 } = nodeCryptography;

/** Which file is asked for, and for whom. */
export interface Wanted {
  readonly kind: string;
  readonly id: string;
  /** Calendar days, both included, of where facts are placed. */
  readonly from: string | null;
  readonly to: string | null;
  readonly moment: Moment;
  readonly reader: Reader;
  readonly words: Words;
}

export interface DecisionFile extends Archive {
  /** ASCII letters, digits and hyphens, without a suffix. */
  readonly name: string;
  readonly title: string;
  readonly about: Pick<AboutFile, 'subject' | 'audience'> & {
    readonly events: number;
    readonly documents: number;
    readonly withheld: number;
  };
  /** SHA-256 of the signed list of hashes, in hexadecimal: the same list, the same file. */
  readonly tag: string;
}

/** Makes decision files: what a reader may know of a subject, with all that it takes to check it elsewhere. */
@Injectable()
export class DecisionFiles {
  constructor(
    @Inject(API_CONFIG) private readonly config: Pick<ApiConfig, 'locker' | 'secret' | 'readModels'>,
    @Inject(StoredLog) private readonly log: StoredLog,
    @Inject(SealedEvents) private readonly sealedEvents: SealedEvents,
  ) {}

  /**
   * Makes one, for whoever asks over HTTP or at a terminal: what is to be known of files that left is known here.
   * @throws {Problem} 404 when this reader knows nothing of the subject, or nothing is sealed; 400 when it is too large; 409 when something of it is not
   * sealed yet; 503 when no keeper of the log has endorsed the key that signs here
   */
  async make(wanted: Wanted): Promise<DecisionFile> {
    const { kind, id, from, to, moment, reader, words } = wanted;
    const queries = fileQueries(this.config, words.language);
    const subject = await queries.history.named(kind, id, moment, reader);
    if (!subject) throw unknownSubject(id, `/api/v1/${subjectOfKind(kind)!.plural}`);
    const signing = await this.signing();
    const gathered = await new Gathering(queries.history).of(kind, id, { from: from ?? undefined, to: to ?? undefined }, moment, reader);
    const { checkpoint, sealed } = await this.sealedEvents.of(gathered, reader.seesAll, { origin: signing.key.name, log: [signing.key] });
    const { documents, withheld } = await new Copies(queries, this.config.locker).of(gathered.cited, sealed, moment, reader);
    const about: FileMaterial['about'] = {
      subject: { kind, id, name: subject.name },
      period: { from, to },
      at: moment.at,
      asOf: moment.asOf,
      asOfBasis: moment.basis,
      audience: reader.seesAll ? 'officers' : 'public',
      language: words.language,
      log: { origin: signing.key.name, size: checkpoint.size },
    };
    const guide = guideOf({ about }, formatVerifierKey(signing.key));
    const history = await this.paper(queries, wanted, subject.name ?? id, gathered);
    const parts = await written({ ...signing, about, checkpoint: checkpoint.note, events: sealed, documents, withheld, guide, history });
    within('heldBytes', total([...parts.values()].map(({ length }) => length)));
    const files = new Map(documents.map((document) => [document.file, document]));
    const archive = archiveOf([
      ...[...parts].map(([name, bytes]): ArchivePart => ({ name, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) })),
      ...[...files.values()].map(({ file, bytes, sha256: hash }): ArchivePart => ({
        name: file,
        size: bytes,
        open: () => this.document(hash),
      })),
    ]);
    return {
      ...archive,
      name: `dossier-${kind}-${id}`,
      title: `${TITLE[words.language]} ${subject.name ?? id}`,
      about: { ...about, events: sealed.length, documents: documents.length, withheld: withheld.length },
      tag: createHash('sha256').update(parts.get(PARTS.sums)!).digest('hex'),
    };
  }

  /** The key that signs here, with the log's word for it. */
  private async signing(): Promise<{ readonly key: FileMaterial['key']; readonly fileKey: SigningKey; readonly endorsement: string }> {
    const state = await this.log.state();
    if (!state) throw new Problem(404, 'AUDIT_LOG_EMPTY', {}, [], { 'retry-after': '1' });
    const fileKey = fileSigningKey(state.origin, this.config.secret);
    const endorsement = await endorsementOf(this.config.readModels, fileKey.key, state.verifier, nodeCryptography);
    if (endorsement === undefined) throw new Problem(503, 'FILE_KEY_NOT_ENDORSED', {}, [], { 'retry-after': '5' });
    return { key: parseVerifierKey(state.verifier, sha256), fileKey, endorsement };
  }

  private async paper(
    queries: FileQueries,
    { kind, moment, reader, words }: Wanted,
    name: string,
    { versions, cited }: Gathered,
  ): Promise<Buffer> {
    const names = await queries.names.byStreams(bodiesIn(versions), reader, moment);
    const narrator = new Narrator(words, await queries.sources.byIds(cited, reader, moment), reader.seesAll);
    const historian = new Historian(words, narrator, names, reader.seesAll);
    const told = versions.map((version) => historian.version(version));
    return writePdf(historyDocument({ name, kindLabel: words.kind(kind), versions: told, moment, reader, words }));
  }

  /** Whoever reads an altered one to its end gets an archive that breaks off. */
  private async document(hash: string) {
    const stream = await this.config.locker!.documents.read(hash);
    const checked = verified(hash);
    stream.once('error', (error) => checked.destroy(error));
    checked.once('close', () => stream.destroy());
    return stream.pipe(checked);
  }
}

/** Writes it with others having their turn in between. */
async function written(material: FileMaterial): Promise<ReadonlyMap<string, Uint8Array>> {
  const steps = writeInSteps(material, sha256);
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (count % PAUSE_EVERY === 0) await setImmediate();
  }
}

const TITLE = { fr: 'Dossier de décision –', en: 'Decision file –' };
