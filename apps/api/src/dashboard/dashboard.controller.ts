import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identifier, oneOf, whole } from '@app/http';
import type { Indicator } from '@app/measuring';
import { territoriesAt } from '@app/territories';
import type { Entry } from '@app/timeline';
import { territoryNamed } from '../geo/unknown-territory.js';
import { askingOf, NARROWING } from '../observatories/asking.js';
import { framingIn } from '../observatories/wire.js';
import { Reading } from '../reading/documented.js';
import { FILES, Files, fileParameters, MOST_LINES } from '../reading/files/files.js';
import { MOMENT } from '../reading/moment.js';
import { ReadWholeTimeline } from '../reading/queries.js';
import { Reads, type Asked } from '../reading/reads.js';
import { TARGET_COLUMNS, targetRows, TARGETS_TITLE, TRAJECTORY_TITLE, trajectoryColumns, trajectoryRows } from './tables.js';
import { DECISION_TYPES, followedIn as followed, resultsOf } from './targets.js';
import { pairOf, TRAJECTORIES, trajectoryOf } from './trajectory.js';
import { followedIn, trajectoryIn } from './wire.js';
import { wordsOfDashboard } from './words.js';

const DASHBOARD = { decision: identifier('Only this decision'), ...MOMENT, ...fileParameters(FILES) };
const TRAJECTORY = {
  of: oneOf(TRAJECTORIES, 'What is followed; otherwise jobs'),
  ahead: whole(1, 10, 3, 'Years to forecast'),
  ...NARROWING,
  ...MOMENT,
  ...fileParameters(FILES),
};

const dashboard = { parameters: DASHBOARD, answer: 'Dashboard', files: FILES, kept: true } as const;
const trajectory = { parameters: TRAJECTORY, answer: 'Trajectory', files: FILES, kept: true } as const;

/** The dashboard of the economic policy: what decisions promised against what the events show, and where that leads. */
@Controller('api/v1')
@ApiTags('dashboard')
export class DashboardController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Files) private readonly files: Files,
  ) {}

  @Reading('dashboard', { ...dashboard, summary: 'Targets that decisions set, against results', operationId: 'readDashboard' })
  async targets(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, DASHBOARD);
    const { readModels, moment, reader, words } = asked;
    const format = this.files.chosen(request, reply, asked, FILES);
    const facts = await this.factsOf(asked);
    const decisions = followed(facts);
    const results = await resultsOf(
      readModels,
      decisions.flatMap(({ targets }) => targets),
      moment,
      reader,
    );
    const narrator = await this.reads.narrator(asked, facts);
    const items = decisions.map((decision) => followedIn(decision, results, narrator, words));
    if (format === undefined) {
      const rule = wordsOfDashboard(words.language).rules.results;
      return this.reads.answer(request, reply, asked, { rule, items });
    }
    const table = { name: 'dashboard', title: TARGETS_TITLE, columns: TARGET_COLUMNS, rows: targetRows(items) };
    return this.files.send(request, reply, asked, format, table);
  }

  @Reading('dashboard.:format', { ...dashboard, summary: 'The same, in the format of the suffix', operationId: 'readDashboardAs' })
  targetsAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.targets(request, reply);
  }

  @Reading('dashboard/trajectory', {
    ...trajectory,
    summary: 'Pledged against realised, year by year, with a forecast that says so',
    operationId: 'readTrajectory',
  })
  async trajectory(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, TRAJECTORY);
    const { readModels, moment, reader, words } = asked;
    const { from, ...given } = asked.given;
    const format = this.files.chosen(request, reply, asked, FILES);
    const pair = pairOf(given.of ?? 'jobs');
    const territories = await territoriesAt(readModels, moment, reader);
    territoryNamed(territories, given.territory ?? 'france', 'territory', 400);
    const asking = (indicator: Indicator) => askingOf(territories, pair.observatory, indicator, { given, by: ['year'], moment, reader })!;
    const askings = [asking(pair.pledged), asking(pair.realised)] as const;
    const since = from?.earliest ? Number(from.earliest.slice(0, 4)) : undefined;
    const told = await trajectoryOf(readModels, pair, askings, moment, { ahead: given.ahead ?? 3, since });
    if (format === undefined) {
      const framing = framingIn(words, askings[0]);
      const period = { ...framing.period, from: from?.earliest ?? null };
      return this.reads.answer(request, reply, asked, { ...trajectoryIn(told, pair, words), ...framing, period });
    }
    const table = { name: 'trajectory', title: TRAJECTORY_TITLE, columns: trajectoryColumns(pair), rows: trajectoryRows(told, words) };
    return this.files.send(request, reply, asked, format, table);
  }

  @Reading('dashboard/trajectory.:format', {
    ...trajectory,
    summary: 'The same, in the format of the suffix',
    operationId: 'readTrajectoryAs',
  })
  trajectoryAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.trajectory(request, reply);
  }

  private async factsOf({ given, readModels, moment, reader }: Asked<typeof DASHBOARD>): Promise<Entry[]> {
    const filter = { kind: ['decision'], types: DECISION_TYPES, subjectId: given.decision };
    const facts: Entry[] = [];
    for await (const some of await this.queries.execute(new ReadWholeTimeline(readModels, filter, moment, reader, { most: MOST_LINES })))
      facts.push(...some);
    return facts;
  }
}
