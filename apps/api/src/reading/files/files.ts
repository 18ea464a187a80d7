import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  checkForFormat,
  formatOf,
  formatParameters,
  OPEN_LICENCE,
  sendTable,
  type Dialect,
  type Format,
  type Row,
  type Table,
} from '@app/exports';
import { keepNothing, Problem, type Parameters } from '@app/http';
import { TooManyRows } from '@app/projecting';
import { cacheControlOf, isSettled, PAGE } from '../moment.js';
import { ReadLastChange } from '../queries.js';
import type { Asked } from '../reads.js';
import { FileGate } from './gate.js';

/** Lines of a file; more are asked for in parts, or read page by page. */
export const MOST_LINES = 50_000;

/** What a list gives beside pages of JSON. */
export const FILES = ['csv', 'xlsx', 'parquet'] as const satisfies readonly Format[];
/** And when its lines have a place. */
export const FILES_WITH_PLACES = [...FILES, 'geojson'] as const satisfies readonly Format[];

export const fileParameters = (files: readonly Format[]) => formatParameters<Format>(['json', ...files]);

type Given = { readonly f?: Format; readonly dialect?: Dialect };

/** Gives what a list holds as a file. */
@Injectable()
export class Files {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(FileGate) private readonly gate: FileGate,
  ) {}

  /** The file that is asked for; undefined when pages of JSON are. @throws {Problem} 400, 404 or 406 */
  chosen(request: FastifyRequest, reply: FastifyReply, { given }: Asked<Parameters>, files: readonly Format[]): Format | undefined {
    void reply.header('vary', 'Accept');
    const format = formatOf(request, given as Given, ['json', ...files]);
    checkForFormat(format, given, format === 'json' ? [] : Object.keys(PAGE));
    if (format === 'json') return undefined;
    keepNothing(request);
    return format;
  }

  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { given, readModels, moment, caller, reader, words, lasts }: Asked<Parameters>,
    format: Format,
    table: Omit<Table, 'metadata' | 'rows'> & { readonly rows: AsyncIterable<Row> },
    // False where something else than facts decides what is in it.
    { dated = true }: { readonly dated?: boolean } = {},
  ): Promise<void> {
    const { language } = words;
    // What the publication of sources decides changes with the day too.
    // What an erasure took away from a past moment is no fact of that moment.
    const isErasable = reader.seesAll && moment.asOf !== null;
    const changed =
      dated && !isErasable && moment.basis === 'recorded'
        ? await this.queries.execute(new ReadLastChange(readModels, moment, reader))
        : null;
    const metadata = {
      // Not everything in it is public.
      licence: reader.seesAll ? null : OPEN_LICENCE,
      ...(reader.seesAll && { notice: NOTICE[language] }),
      publisher: null,
      source: SOURCE[language],
      at: moment.at,
      asOf: moment.asOf,
      asOfBasis: words.basis(moment.basis),
      address: request.url,
    };
    const rows = this.gate.through(bounded(table.rows));
    await sendTable(
      request,
      reply,
      { ...table, rows, metadata },
      {
        format,
        language,
        dialect: (given as Given).dialect,
        // A long file has left before all of it is read: whether it tells of persons is not known yet.
        cacheControl: reader.seesAll ? 'private, no-store' : cacheControlOf(caller, lasts),
        ...(changed !== null && isSettled(changed) && { lastModified: new Date(changed) }),
      },
    );
  }
}

async function* bounded(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof TooManyRows) throw new Problem(400, 'TABLE_TOO_LARGE', { most: error.most });
    throw error;
  }
}

const SOURCE = {
  fr: 'Palimpseste, d’après les documents cités par chaque fait',
  en: 'Palimpseste, from the documents that each fact cites',
};

const NOTICE = {
  fr: 'Ce fichier peut contenir des faits internes ou confidentiels : ne le diffusez pas.',
  en: 'This file may hold internal or confidential facts: do not pass it on.',
};
