import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anyOf } from '@app/http';
import { subjects } from '@app/domain';
import type { After } from '@app/timeline';
import { Reading } from './documented.js';
import { timelineFilterOf, TIMELINE_FILTERS } from './filters.js';
import { MOMENT, PAGE } from './moment.js';
import { ReadTimeline } from './queries.js';
import { Reads } from './reads.js';

const PARAMETERS = {
  kind: anyOf(
    subjects.map(({ kind }) => kind),
    'Kinds of subjects',
  ),
  ...TIMELINE_FILTERS,
  ...MOMENT,
  ...PAGE,
};

@Controller('api/v1/timeline')
@ApiTags('timeline')
export class TimelineController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Reads) private readonly reads: Reads,
  ) {}

  @Reading('', {
    summary: 'What happened in the territory, in order',
    operationId: 'readTimeline',
    parameters: PARAMETERS,
    answer: 'Timeline',
  })
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, PARAMETERS);
    const { given, moment, reader } = asked;
    const page = { limit: given.limit ?? 50, order: given.order ?? ('asc' as const), after: this.reads.resume<After>(request, asked) };
    const { entries, next } = await this.queries.execute(
      new ReadTimeline({ ...timelineFilterOf(given), kind: given.kind }, moment, reader, page),
    );
    const narrator = await this.reads.narrator(asked, entries);
    this.reads.answer(request, reply, asked, {
      items: entries.map((entry) => narrator.entry(entry)),
      next: this.reads.next(request, reply, asked, next),
    });
  }
}
