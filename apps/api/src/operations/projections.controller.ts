import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, readParameters } from '@app/http';
import { projectionsNow, retryParkedOf } from '@app/operations';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { AskingFor, Looking, OPERATION } from './documented.js';
import { projectionOnWire } from './wire.js';

/** Where the read models stand. */
@Controller('api/v1/operations/projections')
@ApiTags('operations')
export class ProjectionsController {
  constructor(@Inject(API_CONFIG) private readonly config: Pick<ApiConfig, 'readModels' | 'eventStore'>) {}

  @Looking('', {
    summary: 'How far each projection is, what it could not take in, and who keeps it up',
    operationId: 'listProjections',
    answer: 'ProjectionList',
  })
  async list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    const { readModels, eventStore } = this.config;
    const [head, items] = await Promise.all([eventStore.head(), projectionsNow(readModels, eventStore)]);
    void reply.header('cache-control', 'no-store');
    return { head, items: items.map(projectionOnWire) };
  }

  @AskingFor(':name/retry-parked', {
    summary: 'Parked events are taken up again, in order',
    operationId: 'RetryParked',
    pathParameters: ['name'],
    answer: 'Retried',
  })
  async retry(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    const { readModels, eventStore } = this.config;
    const retried = await retryParkedOf(readModels, eventStore, (request.params as { name: string }).name);
    if (!retried) throw new Problem(404, 'SUBJECT_UNKNOWN');
    void reply.header('cache-control', 'no-store');
    return retried;
  }
}
