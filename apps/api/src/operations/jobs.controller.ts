import { Controller, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { anyOf, commandFrom, invalid, issuanceOf, languageOf, Problem, readParameters, uuid, whole } from '@app/http';
import { JOB_STATUSES, PayloadInvalid, type Enqueued, type Job, type Jobs } from '@app/jobs';
import { isUuid } from '@app/kernel';
import { productJobs } from '@app/operations';
import { AskingFor, Looking, OPERATION } from './documented.js';
import { ASKED } from './schemas.js';
import { jobOnWire, JOBS_PATH } from './wire.js';

const names = productJobs.map(({ name }) => name);

class AskedJob {
  @IsIn(names) job: string;
  @IsOptional() @IsObject() payload?: object;
}

const LIST = {
  job: anyOf(names, 'Only these kinds of jobs'),
  status: anyOf(JOB_STATUSES, 'Only jobs that are so'),
  before: uuid('Only jobs that were asked for before this one; given by the `next` link of a page'),
  limit: whole(1, 200, 50, 'Most items of a page'),
};

export const JOBS = Symbol('jobs');

/** Long work: asked for here, done by the workers. */
@Controller('api/v1/operations/jobs')
@ApiTags('operations')
export class JobsController {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @AskingFor('', {
    summary: 'Ask for long work; asking twice for the same does not do it twice',
    operationId: 'AskForJob',
    body: ASKED,
    answer: 'Job',
    accepted: 'Queued, now or by an earlier request that is still open',
  })
  async ask(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    const { job: name, payload = {} } = commandFrom(AskedJob, (request.body ?? {}) as Record<string, unknown>);
    const { commandId, actor } = issuanceOf(request);
    const { job } = await this.enqueue(name, payload, { askedBy: actor.id, requestId: commandId });
    void reply.header('location', `${JOBS_PATH}/${job.id}`);
    return this.answer(job, request, reply);
  }

  @Looking('', { summary: 'The jobs, newest first', operationId: 'listJobs', parameters: LIST, answer: 'JobList' })
  async list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { job, status, before, limit = 50 } = readParameters({ ...OPERATION, ...LIST }, request.query as Record<string, unknown>);
    const found = await this.jobs.list({ names: job, statuses: status, before, limit: limit + 1 });
    const items = found.slice(0, limit);
    let next: string | null = null;
    if (found.length > limit) {
      const query = new URLSearchParams(request.url.split('?')[1] ?? '');
      query.set('before', items.at(-1)!.id);
      next = `${JOBS_PATH}?${query.toString()}`;
      void reply.header('link', `<${next}>; rel="next"`);
    }
    return { items: items.map((one) => this.answer(one, request, reply)), next };
  }

  @Looking(':id', { summary: 'How far a job is, and what came of it', operationId: 'readJob', pathParameters: ['id'], answer: 'Job' })
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    return this.answer(known(await this.jobs.find(idOf(request))), request, reply);
  }

  @AskingFor(':id/cancellation', {
    summary: 'Cancelled: it will not run, or not any further',
    operationId: 'CancelJob',
    pathParameters: ['id'],
    answer: 'Job',
    accepted: 'It runs, and ends in a moment',
    refused: 'It has ended: there is nothing to cancel',
  })
  async cancel(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    readParameters(OPERATION, request.query as Record<string, unknown>);
    const job = known(await this.jobs.cancel(idOf(request)));
    if (job.endedAt !== null && job.status !== 'cancelled') throw new Problem(409, 'JOB_ENDED');
    void reply.status(job.status === 'cancelled' ? 200 : 202).header('location', `${JOBS_PATH}/${job.id}`);
    return this.answer(job, request, reply);
  }

  private async enqueue(name: string, payload: object, asking: Parameters<Jobs['enqueue']>[2]): Promise<Enqueued> {
    try {
      return await this.jobs.enqueue(name, payload, asking);
    } catch (error) {
      throw error instanceof PayloadInvalid ? invalid(error.errors, 'payload') : error;
    }
  }

  private answer(job: Job, request: FastifyRequest, reply: FastifyReply): object {
    const language = languageOf(request);
    void reply.headers({ 'cache-control': 'no-store', 'content-language': language });
    return jobOnWire(job, this.jobs, language);
  }
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!isUuid(id)) throw new Problem(404, 'SUBJECT_UNKNOWN');
  return id;
}

function known(job: Job | undefined): Job {
  if (!job) throw new Problem(404, 'SUBJECT_UNKNOWN');
  return job;
}
