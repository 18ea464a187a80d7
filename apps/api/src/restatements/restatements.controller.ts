import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { subjects } from '@app/domain';
import type { Row } from '@app/exports';
import { anyOf, date, oneOf, Problem, text, whole, yesOrNo, type Given } from '@app/http';
import type { Observatory } from '@app/measuring';
import { observatories, observatoryOf } from '@app/observatories';
import { movedBy } from '@app/restatements';
import { territoriesAt } from '@app/territories';
import { LATE, NameQueries, RestatementQueries, type AfterRestatement, type RestatedFact, type RestatementFilter } from '@app/timeline';
import { officeIsForInsiders } from '../history/parameters.js';
import { bodiesIn, citingIn, Historian } from '../history/wire.js';
import { Reading } from '../reading/documented.js';
import { FILES, Files, fileParameters, MOST_LINES } from '../reading/files/files.js';
import { MOMENT, PAGE } from '../reading/moment.js';
import { Reads, type Asked } from '../reading/reads.js';
import { restatementColumns, restatementLines, restatementRow, RESTATEMENTS_TITLE } from './restatements.table.js';
import { movedIn, restatedIn, restatementWords, summaryIn } from './wire.js';

const { lang, minPosition, asOf } = MOMENT;
/** Facts of a file that tells indicators: each costs two questions for every indicator that it may have moved. */
const MOST_COMPARED = 500;
/** Of those, facts whose indicators are asked for before their lines leave. */
const COMPARED_AT_ONCE = 20;
const PARAMETERS = {
  since: date('Recorded, corrected or withdrawn not before.'),
  until: date('Recorded, corrected or withdrawn not after.'),
  office: text(200, 'Recorded by this account, or on behalf of this office; officers, auditors and administrators only'),
  kind: anyOf(
    subjects.map(({ kind }) => kind),
    'Kinds of subjects',
  ),
  observatory: oneOf(
    observatories.map(({ key }) => key),
    'Only what this observatory measures',
  ),
  minLag: whole(0, 100_000, LATE, 'Days of lag at least. Without it, recordings of that many, and every correction and retraction'),
  indicators: yesOrNo(
    `Whether each fact is told with the indicators that it moved; in pages of JSON, yes unless said otherwise. In files, no unless said so: a line for each indicator then, of ${MOST_COMPARED.toLocaleString('en')} facts at most`,
  ),
  asOf,
  lang,
  minPosition,
  limit: whole(1, 100, 20, 'Most items of a page'),
  cursor: PAGE.cursor,
  ...fileParameters(FILES),
};
const DOCUMENTED = { parameters: PARAMETERS, answer: 'Restatements', files: FILES };

/** What was recorded or corrected late, the latest first, and the indicators it moved. */
@Controller('api/v1')
@ApiTags('restatements')
export class RestatementsController {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Files) private readonly files: Files,
  ) {}

  @Reading('restatements', {
    ...DOCUMENTED,
    summary: 'Facts recorded or corrected late, ranked by lag, by office and by kind, with the indicators moved',
    operationId: 'listRestatements',
  })
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, PARAMETERS);
    const { given, readModels, moment, reader, words } = asked;
    if (given.office !== undefined && !reader.seesAll) throw officeIsForInsiders();
    const filter = filterOf(given);
    const format = this.files.chosen(request, reply, asked, FILES);
    if (format !== undefined) {
      const indicators = given.indicators ?? false;
      return this.files.send(request, reply, asked, format, {
        name: indicators ? 'restatements-indicators' : 'restatements',
        title: RESTATEMENTS_TITLE,
        columns: restatementColumns(reader, indicators),
        rows: indicators ? this.movedRows(asked) : this.rows(asked),
      });
    }
    const after = this.reads.resume<AfterRestatement>(request, asked);
    const [{ facts, next }, summary] = await Promise.all([
      new RestatementQueries(readModels).page(filter, moment, reader, { limit: given.limit ?? 20, after }),
      after ? undefined : new RestatementQueries(readModels).summary(filter, moment, reader),
    ]);
    const historian = await this.historian(asked, facts);
    const moved =
      given.indicators === false
        ? undefined
        : await movedBy(readModels, await territoriesAt(readModels, moment, reader), facts, reader, observatoryIn(given));
    this.reads.answer(request, reply, asked, {
      rule: restatementWords(words.language).rule,
      ...(summary && { summary: summary.map((one) => summaryIn(one, words, reader.seesAll)) }),
      items: facts.map((fact) => ({
        ...restatedIn(fact, historian, words, reader.seesAll),
        ...(moved && { indicators: moved.get(fact)!.map((one) => movedIn(one, words)) }),
      })),
      next: this.reads.next(request, reply, asked, next),
    });
  }

  @Reading('restatements.:format', { ...DOCUMENTED, summary: 'The same, in the format of the suffix', operationId: 'listRestatementsAs' })
  file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.page(request, reply);
  }

  private async *rows(asked: Asked<typeof PARAMETERS>): AsyncGenerator<Row> {
    const { given, readModels, moment, reader, words } = asked;
    for await (const facts of new RestatementQueries(readModels).all(filterOf(given), moment, reader, MOST_LINES)) {
      const historian = await this.historian(asked, facts);
      for (const fact of facts) yield restatementRow(restatedIn(fact, historian, words, reader.seesAll));
    }
  }

  private async *movedRows(asked: Asked<typeof PARAMETERS>): AsyncGenerator<Row> {
    const { given, readModels, moment, reader, words } = asked;
    const territories = await territoriesAt(readModels, moment, reader);
    // Read whole: no cursor holds a connection while the indicators are compared.
    const { facts: all, next } = await new RestatementQueries(readModels).page(filterOf(given), moment, reader, { limit: MOST_COMPARED });
    if (next !== null) throw new Problem(400, 'COMPARISON_TOO_LARGE', { most: MOST_COMPARED }, [FEWER]);
    for (let from = 0; from < all.length; from += COMPARED_AT_ONCE) {
      const facts = all.slice(from, from + COMPARED_AT_ONCE);
      const [historian, moved] = await Promise.all([
        this.historian(asked, facts),
        movedBy(readModels, territories, facts, reader, observatoryIn(given)),
      ]);
      for (const fact of facts)
        yield* restatementLines(
          restatedIn(fact, historian, words, reader.seesAll),
          moved.get(fact)!.map((one) => movedIn(one, words)),
        );
    }
  }

  private async historian(asked: Asked<typeof PARAMETERS>, facts: readonly RestatedFact[]): Promise<Historian> {
    const versions = facts.map(({ version }) => version);
    const names = await new NameQueries(asked.readModels).byStreams(bodiesIn(versions), asked.reader, asked.moment);
    return new Historian(asked.words, await this.reads.narrator(asked, citingIn(versions)), names, asked.reader.seesAll);
  }
}

function filterOf({ since, until, office, kind, observatory, minLag }: Given<typeof PARAMETERS>): RestatementFilter {
  return {
    since: since?.earliest ?? undefined,
    until: until?.latest ?? undefined,
    office,
    kind,
    table: observatoryIn({ observatory })?.table,
    minLag,
  };
}

const observatoryIn = ({ observatory }: Pick<Given<typeof PARAMETERS>, 'observatory'>): Observatory | undefined =>
  observatory === undefined ? undefined : observatoryOf(observatory);

/** What to do with a report that has too many facts for a file with their indicators. */
const FEWER = {
  field: 'indicators',
  value: true,
  says: {
    fr: {
      message: `Au plus ${MOST_COMPARED} faits.`,
      remedy:
        'Restreignez la liste par since, until, kind, observatory ou minLag ; ou retirez indicators, et le fichier la donne entière ; ou lisez page par page avec f=json, qui dit aussi les indicateurs.',
    },
    en: {
      message: `At most ${MOST_COMPARED} facts.`,
      remedy:
        'Narrow the list by since, until, kind, observatory or minLag; or leave indicators out, and the file gives all of it; or read page by page with f=json, which tells the indicators too.',
    },
  },
};
