import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sleep } from '@app/event-store';
import { date, decimal, oneOf, type Given } from '@app/http';
import { communeName, type Step } from '@app/timeline';
import { commonHeaders } from '../../headers.js';
import { Reading } from '../documented.js';
import { MOMENT } from '../moment.js';
import { TellSteps, TellTerritory } from '../queries.js';
import { Reads } from '../reads.js';
import { unknownSubject } from '../unknown-subject.js';
import type { Narrator } from '../wire/narrator.js';
import { EventStream } from './event-stream.js';
import { ReplayGate } from './gate.js';

const REPLAY = {
  ...MOMENT,
  speed: decimal(0.1, 1_000, 2, 'Events per second'),
  from: date('Starts at the first fact of that day or later (backwards: or earlier).'),
  direction: oneOf(['forwards', 'backwards'], 'In which order time runs'),
};

const LastEventId = ApiHeader({
  name: 'Last-Event-ID',
  required: false,
  schema: { type: 'string' },
  description: 'Goes on after this event',
});
const documented = {
  parameters: REPLAY,
  pathParameters: ['id'],
  answer: 'Step',
  contentType: 'text/event-stream',
};

/** Tells a story again, fact after fact, with the state after each: `step` events, then `end`. */
@Controller('api/v1')
@ApiTags('replay')
export class ReplayController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(ReplayGate) private readonly gate: ReplayGate,
  ) {}

  @LastEventId
  @Reading('sites/:id/replay', {
    ...documented,
    operationId: 'replaySite',
    summary: 'The life of a site, step by step (server-sent events)',
  })
  site(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.replay(request, reply, 'sites', (id, { readModels, moment, reader }) =>
      this.queries.execute(new TellSteps(readModels, 'site', id, moment, reader)),
    );
  }

  @LastEventId
  @Reading('territories/:id/replay', {
    ...documented,
    operationId: 'replayTerritory',
    summary: 'All that happened in a territory, step by step (server-sent events)',
  })
  territory(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.replay(request, reply, 'territories', (id, { readModels, moment, reader }) =>
      this.queries.execute(new TellTerritory(readModels, 'territory', id, moment, reader)),
    );
  }

  private async replay(request: FastifyRequest, reply: FastifyReply, plural: string, tell: Tell): Promise<void> {
    const asked = await this.reads.understand(request, REPLAY);
    const { id } = request.params as { id: string };
    const told = await tell(id, asked);
    if (told.length === 0) throw unknownSubject(id, `/api/v1/${plural}`);
    const { direction = 'forwards', speed = 2, from } = asked.given;
    const steps = direction === 'forwards' ? told : told.toReversed();
    const lastEventId = request.headers['last-event-id'];
    const first = lastEventId === undefined ? startOf(steps, from, direction) : resumeAfter(steps, String(lastEventId));
    // The browser reconnects after the end as after a break: nothing more tells it to stop.
    if (lastEventId !== undefined && first >= steps.length) return void reply.status(204).send();
    if (request.method === 'HEAD') return void reply.header('content-type', 'text/event-stream; charset=utf-8').send();
    const narrator = await this.reads.narrator(
      asked,
      told.map(({ entry }) => entry),
    );
    const running = this.gate.enter();
    reply.raw.once('close', () => running.abort());
    reply.hijack();
    const stream = new EventStream(reply.raw, running.signal, { ...commonHeaders(request), 'access-control-allow-origin': '*' });
    try {
      await play(stream, steps.slice(first), narrator, told.length, 1_000 / speed, running.signal);
    } finally {
      running.abort();
    }
  }
}

type Asked = Awaited<ReturnType<Reads['understand']>>;
type Tell = (id: string, asked: Asked) => Promise<readonly Step[]>;

async function play(
  stream: EventStream,
  steps: readonly Step[],
  narrator: Narrator,
  total: number,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  for (const [position, { index, entry, state }] of steps.entries()) {
    if (position > 0) await sleep(interval, signal);
    if (signal.aborted) return;
    const data = { index, total, entry: narrator.entry(entry), state: narrator.state(state, communeName) };
    await stream.send({ id: `${index}.${entry.eventId}`, event: 'step', data });
  }
  await stream.send({ event: 'end', data: { total } });
}

function startOf(steps: readonly Step[], from: Given<typeof REPLAY>['from'], direction: 'forwards' | 'backwards'): number {
  if (!from) return 0;
  const limit = direction === 'forwards' ? from.earliest : from.latest;
  if (limit === null) return 0;
  const reached = ({ entry: { placed } }: Step) =>
    direction === 'forwards' ? placed === null || placed >= limit : placed !== null && placed <= limit;
  const index = steps.findIndex(reached);
  return index < 0 ? steps.length : index;
}

/** After the event that was last received; when it is no longer told, after its place. */
function resumeAfter(steps: readonly Step[], lastEventId: string): number {
  const [, place, eventId] = /^(\d{1,6})\.([0-9a-f-]{36})$/.exec(lastEventId) ?? [];
  const index = steps.findIndex(({ entry }) => entry.eventId === eventId);
  if (index >= 0) return index + 1;
  const sameplace = steps.findIndex((step) => step.index === Number(place));
  return sameplace < 0 ? 0 : sameplace;
}
