import { Controller, Inject, Req, Res, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPdf, type Row } from '@app/exports';
import { Problem } from '@app/http';
import type { SubjectModule } from '@app/kernel';
import { NameQueries, type AfterVersion, type Version } from '@app/timeline';
import { Reading } from '../reading/documented.js';
import { Files, MOST_LINES } from '../reading/files/files.js';
import { NameSubject, ReadDifferences, ReadHistory, ReadWholeHistory } from '../reading/queries.js';
import { cacheControlOf } from '../reading/moment.js';
import { Reads, type Asked } from '../reading/reads.js';
import { unknownSubject } from '../reading/unknown-subject.js';
import { historyDocument } from './history.pdf.js';
import { HISTORY_TITLE, historyColumns, historyRow } from './history.table.js';
import { CHANGES, HISTORY, HISTORY_FILES, HISTORY_PDF, historyFilterOf, sinceOf } from './parameters.js';
import { bodiesIn, citingIn, Historian } from './wire.js';

/** What was decided about one kind of subject, and how that was known at two moments. The same for every kind. */
export function historyController({ kind, plural }: SubjectModule): Type {
  const named = (what: string) => `${what}${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  const documented = { parameters: HISTORY, pathParameters: ['id'], answer: 'History', files: HISTORY_FILES, kept: true } as const;

  @Controller('api/v1')
  @ApiTags(plural)
  class HistoryController {
    constructor(
      @Inject(QueryBus) readonly queries: QueryBus,
      @Inject(Reads) readonly reads: Reads,
      @Inject(Files) readonly files: Files,
    ) {}

    @Reading(`${plural}/:id/history`, {
      ...documented,
      summary:
        'Every version of every fact, in the order we learnt it: who decided, on which document, what was corrected or disputed, and why',
      operationId: named('readHistoryOf'),
    })
    async history(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const asked = await this.reads.understand(request, HISTORY);
      const filter = historyFilterOf(asked.given, asked.reader);
      const format = this.files.chosen(request, reply, asked, HISTORY_FILES);
      const [id, name] = await this.known(request, asked);
      if (format !== undefined) {
        const table = { name: 'history', title: titleOf(name ?? id), columns: historyColumns(asked.reader), rows: this.rows(id, asked) };
        return this.files.send(request, reply, asked, format, table);
      }
      const { given, readModels, moment, reader } = asked;
      const page = { limit: given.limit ?? 50, order: given.order, after: this.reads.resume<AfterVersion>(request, asked) };
      const { versions, next } = await this.queries.execute(new ReadHistory(readModels, kind, id, filter, moment, reader, page));
      const [historian, narrator] = await this.historian(asked, versions);
      this.reads.answer(request, reply, asked, {
        subject: narrator.subject(kind, id, name),
        items: versions.map((version) => historian.version(version)),
        next: this.reads.next(request, reply, asked, next),
      });
    }

    @Reading(`${plural}/:id/history.:format`, {
      ...documented,
      summary: 'The same, in the format of the suffix',
      operationId: `${named('readHistoryOf')}As`,
    })
    historyAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.history(request, reply);
    }

    @Reading(`${plural}/:id/history.pdf`, {
      parameters: HISTORY_PDF,
      pathParameters: ['id'],
      answer: 'Pdf',
      contentType: 'application/pdf',
      summary: 'The same, to be read on paper',
      operationId: `${named('readHistoryOf')}AsPdf`,
    })
    async pdf(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const asked = await this.reads.understand(request, HISTORY_PDF);
      const filter = historyFilterOf(asked.given, asked.reader);
      const [id, name] = await this.known(request, asked);
      const { readModels, moment, reader, words, caller, lasts } = asked;
      const page = { limit: MOST_ON_PAPER };
      const { versions, next } = await this.queries.execute(new ReadHistory(readModels, kind, id, filter, moment, reader, page));
      if (next !== null) throw new Problem(400, 'TABLE_TOO_LARGE', { most: MOST_ON_PAPER });
      const [historian] = await this.historian(asked, versions);
      const told = versions.map((version) => historian.version(version));
      const document = historyDocument({ name: name ?? id, kindLabel: words.kind(kind), versions: told, moment, reader, words });
      await sendPdf(request, reply, document, { name: 'history', cacheControl: cacheControlOf(caller, lasts) });
    }

    @Reading(`${plural}/:id/history/changes`, {
      parameters: CHANGES,
      pathParameters: ['id'],
      answer: 'Differences',
      kept: true,
      summary: 'What is known otherwise at asOf than at since: facts added, withdrawn, or saying something else',
      operationId: named('readChangesOf'),
    })
    async changes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const asked = await this.reads.understand(request, CHANGES);
      const since = sinceOf(asked.given);
      const [id, name] = await this.known(request, asked);
      const { readModels, moment, reader } = asked;
      const page = { limit: asked.given.limit ?? 50, after: this.reads.resume<string>(request, asked) };
      const { differences, next } = await this.queries.execute(new ReadDifferences(readModels, kind, id, since, moment, reader, page));
      const told = differences.flatMap(({ before, after, acts }) => [before, after, ...acts].filter((entry) => entry !== null));
      const narrator = await this.reads.narrator(asked, told);
      const historian = new Historian(asked.words, narrator, new Map(), reader.seesAll);
      this.reads.answer(request, reply, asked, {
        subject: narrator.subject(kind, id, name),
        since,
        items: differences.map((difference) => historian.difference(difference)),
        next: this.reads.next(request, reply, asked, next),
      });
    }

    private async *rows(id: string, asked: Asked<typeof HISTORY>): AsyncGenerator<Row> {
      const { given, readModels, moment, reader } = asked;
      const page = { order: given.order, most: MOST_LINES };
      const filter = historyFilterOf(given, reader);
      for await (const versions of await this.queries.execute(new ReadWholeHistory(readModels, kind, id, filter, moment, reader, page))) {
        const [historian] = await this.historian(asked, versions);
        for (const version of versions) yield historyRow(historian.version(version));
      }
    }

    private async historian(
      asked: Pick<Asked<typeof HISTORY>, 'readModels' | 'words' | 'reader' | 'moment'>,
      versions: readonly Version[],
    ) {
      const names = await new NameQueries(asked.readModels).byStreams(bodiesIn(versions), asked.reader, asked.moment);
      const narrator = await this.reads.narrator(asked, citingIn(versions));
      return [new Historian(asked.words, narrator, names, asked.reader.seesAll), narrator] as const;
    }

    /** The subject and its name. @throws {Problem} 404 when this reader knows nothing of it: unknown and secret answer alike */
    private async known(
      request: FastifyRequest,
      { readModels, moment, reader }: Pick<Asked<typeof HISTORY>, 'readModels' | 'moment' | 'reader'>,
    ): Promise<readonly [string, string | null]> {
      const { id } = request.params as { id: string };
      const found = await this.queries.execute(new NameSubject(readModels, kind, id, moment, reader));
      if (!found) throw unknownSubject(id, `/api/v1/${plural}`);
      return [id, found.name];
    }
  }
  Object.defineProperty(HistoryController, 'name', { value: `${kind}HistoryController` });
  return HistoryController;
}

/** Versions that one document tells; more are read page by page, or in a table. */
const MOST_ON_PAPER = 2_000;

const titleOf = (name: string) => ({ fr: `${HISTORY_TITLE.fr} : ${name}`, en: `${HISTORY_TITLE.en}: ${name}` });
