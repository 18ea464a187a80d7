import { applyDecorators, Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CommandRunner, type Recorded } from '@app/event-store';
import { Allow, Issued, Problem, readParameters, Records } from '@app/http';
import { isPersonReference, subjectOf } from '@app/kernel';
import { erasePerson, keptOf, personsKept, type KeptOfPerson } from '@app/operations';
import type { Privacy } from '@app/privacy';
import { ErasePerson } from '@domain/erasures';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { Looking, OPERATION } from '../operations/documented.js';

const person = ApiParam({ name: 'personId', schema: { type: 'string', format: 'uuid' } });
/** Personal data as such are the business of those who answer for them. */
const Answerable = () => Allow('data-protection-officer', 'administrator');

/** What is kept of persons, and its erasure: the rights of articles 15 and 17 of the RGPD. */
@Controller('api/v1/persons')
@ApiTags('privacy')
export class PersonsController {
  constructor(
    @Inject(API_CONFIG) private readonly config: Pick<ApiConfig, 'privacy' | 'readModels' | 'eventStore'>,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
  ) {}

  @Answerable()
  @Looking('', { summary: 'Every person of whom something personal is kept, or was', operationId: 'listPersons', answer: 'PersonList' })
  async list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    void reply.header('cache-control', 'no-store');
    return { items: await personsKept({ ...this.config, privacy: this.privacy }) };
  }

  @Answerable()
  @Looking(':personId', {
    summary: 'All that is kept of a person, from the events themselves',
    operationId: 'readPerson',
    pathParameters: ['personId'],
    answer: 'Person',
  })
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    const { personId } = request.params as { personId: string };
    const kept = isPersonReference(personId) ? await keptOf({ ...this.config, privacy: this.privacy }, personId) : undefined;
    if (!kept) throw new Problem(404, 'SUBJECT_UNKNOWN');
    void reply.header('cache-control', 'no-store');
    return onWire(kept);
  }

  // What cannot be undone goes before the roles of every record.
  @applyDecorators(person)
  @Answerable()
  @Records(':personId/erasure', ErasePerson, undefined, ['personId'])
  erase(@Issued() command: ErasePerson): Promise<Recorded> {
    return erasePerson({ ...this.config, runner: this.runner, privacy: this.privacy }, command);
  }

  /** @throws {Problem} 503 when this installation has no keys */
  private get privacy(): Privacy {
    if (!this.config.privacy) throw new Problem(503, 'PERSON_KEYS_ABSENT');
    return this.config.privacy;
  }
}

const onWire = ({ texts, ...kept }: KeptOfPerson) => ({
  ...kept,
  texts: texts.map(({ streamId, ...text }) => ({ ...text, subject: subjectOf(streamId) })),
});
