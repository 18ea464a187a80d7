import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Recorded } from '@app/event-store';
import { Allow, commandFrom, issuanceOf, Issued, language, Problem, readParameters, Records } from '@app/http';
import { linksOf } from '@app/operations';
import { CaptureQueries, SourceQueries, type Capture } from '@app/timeline';
import { CaptureSource, DestroyCapture } from '@domain/sources';
import { Reading } from '../reading/documented.js';
import { MOMENT } from '../reading/moment.js';
import { TellStory } from '../reading/queries.js';
import { Reads, type Asked } from '../reading/reads.js';
import { linkOnWire } from '../reading/wire/link.js';
import { Captures } from './captures.js';
import { destroying, GivingOut, TakingIn, UPLOAD } from './documented.js';
import { Outgoing } from './outgoing.js';
import { problemOfDocument, tooLarge } from './refused.js';
import { bodyOf } from './upload-body.js';
import { captureOnWire } from './wire.js';

const identify = ({ id, sha256 }: Readonly<Record<string, string>>) => ({ sourceId: id, sha256 });

/** Copies of documents: taken in, told of, given out and destroyed. */
@Controller('api/v1/sources')
@ApiTags('sources')
export class CapturesController {
  constructor(
    @Inject(Captures) private readonly captures: Captures,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
  ) {}

  @TakingIn()
  async take(@Req() request: FastifyRequest): Promise<Recorded> {
    const { locker } = this.captures;
    const issued = issuanceOf(request);
    const commandOf = commandsFrom(request);
    const { sourceId } = commandOf({ sha256: '0'.repeat(64), bytes: 1, mediaType: 'text/plain' });
    await this.captures.expect(sourceId);
    if (Number(request.headers['content-length'] ?? 0) > locker.most) throw tooLarge(locker.most);
    const accepted = await locker.accept(bodyOf(request), request.headers['content-type']).catch((error: unknown) => {
      throw problemOfDocument(error) ?? error;
    });
    try {
      const { sha256, bytes, mediaType } = accepted;
      if (bytes === 0) throw new Problem(400, 'CAPTURE_EMPTY');
      const command = commandOf({ sha256, bytes, mediaType });
      command.issued = issued;
      return await this.captures.capture(command, accepted);
    } finally {
      await accepted.discard();
    }
  }

  @Reading(':id/captures', {
    summary: 'The copies of the document that the evidence locker holds, or held',
    operationId: 'listCaptures',
    parameters: MOMENT,
    pathParameters: ['id'],
    answer: 'Captures',
  })
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, MOMENT);
    const { id } = request.params as { id: string };
    const { readModels, moment, reader } = asked;
    const story = await this.queries.execute(new TellStory(readModels, 'source', id, moment, reader));
    if (!story) throw unknown();
    const narrator = await this.reads.narrator(asked, []);
    const items = await new CaptureQueries(readModels).of(id, reader, moment);
    const url = (await new SourceQueries(readModels).byIds([id], reader, moment)).get(id)?.url ?? null;
    const link = url === null ? undefined : (await linksOf(readModels, [url])).get(url);
    // What is there to be had is told as it is now, even of a day long past.
    const changing = { ...asked, lasts: false };
    this.reads.answer(request, reply, changing, {
      source: narrator.subject('source', id, story.state.name),
      link: link ? linkOnWire(link, asked.words) : null,
      items: items.map((capture) => captureOnWire(capture, asked.words, reader)),
    });
  }

  @GivingOut()
  async give(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asked = await this.reads.understand(request, DOWNLOAD);
    const capture = await this.one(request, asked);
    if (!capture.held) throw new Problem(410, 'CAPTURE_GONE', { sha256: capture.sha256 });
    if (capture.redistribution === 'forbidden' && !asked.reader.seesAll)
      throw new Problem(403, 'REDISTRIBUTION_FORBIDDEN', { sha256: capture.sha256 });
    await this.outgoing.send(request, reply, capture, asked.reader);
  }

  // What cannot be undone is for administrators alone: this one goes before the roles of every record.
  @destroying
  @Allow('administrator')
  @Records(':id/captures/:sha256/destruction', DestroyCapture, identify, ['sourceId', 'sha256'])
  destroy(@Issued() command: DestroyCapture): Promise<Recorded> {
    return this.captures.destroy(command);
  }

  private async one(
    request: FastifyRequest,
    { readModels, reader, moment }: Pick<Asked<typeof DOWNLOAD>, 'readModels' | 'reader' | 'moment'>,
  ): Promise<Capture> {
    const { id, sha256 } = request.params as { id: string; sha256: string };
    const capture = (await new CaptureQueries(readModels).of(id, reader, moment)).find((known) => known.sha256 === sha256);
    if (!capture) throw unknown();
    return capture;
  }
}

const DOWNLOAD = { lang: language, minPosition: MOMENT.minPosition };
const unknown = () => new Problem(404, 'SUBJECT_UNKNOWN');

/** The command that a request makes of what is found in its body. What it says of itself is checked before the body is read. */
function commandsFrom(request: FastifyRequest): (found: { sha256: string; bytes: number; mediaType: string }) => CaptureSource {
  const {
    lang: _,
    visibility,
    until,
    redistribution = 'forbidden',
    ...said
  } = readParameters(UPLOAD, request.query as Record<string, unknown>);
  const level = visibility && { visibility: { level: visibility, ...(until && { until: { date: until } }) } };
  const { id: sourceId } = request.params as { id: string };
  return (found) => commandFrom(CaptureSource, { sourceId, redistribution, ...said, ...level, ...found });
}
