import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anyOf, type Given } from '@app/http';
import { subjects } from '@app/domain';
import type { After, TimelineFilter } from '@app/timeline';
import { Reading } from './documented.js';
import { timelineFilterOf, TIMELINE_FILTERS } from './filters.js';
import { MOMENT, PAGE } from './moment.js';
import { FILES, Files, fileParameters } from './files/files.js';
import { timelineColumns, TimelineRows, TIMELINE_TITLE } from './files/timeline.table.js';
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
  ...fileParameters(FILES),
};

const DOCUMENTED = { parameters: PARAMETERS, answer: 'Timeline', files: FILES, kept: true } as const;

@Controller('api/v1')
@ApiTags('timeline')
export class TimelineController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Files) private readonly files: Files,
    @Inject(TimelineRows) private readonly timelineRows: TimelineRows,
  ) {}

  @Reading('timeline', { ...DOCUMENTED, summary: 'What happened in the territory, in order', operationId: 'readTimeline' })
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, PARAMETERS);
    const format = this.files.chosen(request, reply, asked, FILES);
    if (format !== undefined) {
      const table = {
        name: 'timeline',
        title: TIMELINE_TITLE,
        columns: timelineColumns(asked.reader),
        identifiedBy: 'event_id',
        rows: this.timelineRows.of(filterOf(asked.given), asked, asked.given.order),
      };
      return this.files.send(request, reply, asked, format, table);
    }
    const { given, readModels, moment, reader } = asked;
    const page = { limit: given.limit ?? 50, order: given.order ?? ('asc' as const), after: this.reads.resume<After>(request, asked) };
    const { entries, next } = await this.queries.execute(new ReadTimeline(readModels, filterOf(given), moment, reader, page));
    const narrator = await this.reads.narrator(asked, entries);
    this.reads.answer(request, reply, asked, {
      items: entries.map((entry) => narrator.entry(entry)),
      next: this.reads.next(request, reply, asked, next),
    });
  }

  @Reading('timeline.:format', { ...DOCUMENTED, summary: 'The same, in the format of the suffix', operationId: 'readTimelineAs' })
  file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.page(request, reply);
  }
}

const filterOf = (given: Given<typeof PARAMETERS>): TimelineFilter => ({ ...timelineFilterOf(given), kind: given.kind });
