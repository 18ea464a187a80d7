import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anyOf, sendText, whole } from '@app/http';
import { subjects } from '@app/domain';
import type { OlderThan } from '@app/timeline';
import { Reading } from '../reading/documented.js';
import { timelineFilterOf, TIMELINE_FILTERS } from '../reading/filters.js';
import { cacheControlOf, MOMENT, PAGE } from '../reading/moment.js';
import { ReadNews } from '../reading/queries.js';
import { Reads } from '../reading/reads.js';
import { ATOM, atomOf } from './atom.js';

const { order: _, ...FILTERS } = TIMELINE_FILTERS;
const PARAMETERS = {
  kind: anyOf(
    subjects.map(({ kind }) => kind),
    'Kinds of subjects',
  ),
  ...FILTERS,
  ...MOMENT,
  limit: whole(1, 100, 30, 'Most entries of a page'),
  cursor: PAGE.cursor,
};

/** What was learnt last, for feed readers. */
@Controller('api/v1')
@ApiTags('timeline')
export class AtomController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Reads) private readonly reads: Reads,
  ) {}

  @Reading('timeline.atom', {
    summary: 'Facts of the timeline as an Atom feed, the last learnt or corrected first',
    operationId: 'readTimelineAsAtom',
    parameters: PARAMETERS,
    answer: 'Atom',
    contentType: ATOM,
  })
  async feed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, PARAMETERS);
    const { given, readModels, moment, reader, caller, words, lasts } = asked;
    const filter = { ...timelineFilterOf(given), kind: given.kind };
    const page = { limit: given.limit ?? 30, after: this.reads.resume<OlderThan>(request, asked) };
    const { news, next } = await this.queries.execute(new ReadNews(readModels, filter, moment, reader, page));
    const narrator = await this.reads.narrator(
      asked,
      news.map(({ entry }) => entry),
    );
    const content = atomOf(news, narrator, words, {
      id: this.reads.identify(request, asked),
      self: request.url,
      next: this.reads.next(request, reply, asked, next),
      page: given.territory === undefined ? '/' : `/territoires/${given.territory}`,
      isOpen: !reader.seesAll,
    });
    void reply.header('content-language', words.language);
    sendText(request, reply, content, { cacheControl: cacheControlOf(caller, lasts), contentType: `${ATOM}; charset=utf-8` });
  }
}
