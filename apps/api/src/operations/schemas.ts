import { commandSchema, type JsonSchema } from '@app/http';
import { JOB_STATUSES } from '@app/jobs';
import { productJobs } from '@app/operations';
import { listOf, maybe, object, ref, text } from '../reading/wire/schemas.js';

// What the operations take and answer, for the OpenAPI document.

const time: JsonSchema = { ...text, format: 'date-time' };
const seconds: JsonSchema = { type: 'number', description: 'Seconds' };
const share: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };
const worker = maybe(object({ id: { ...text, format: 'uuid' }, host: maybe(text) }));

/** The body of a request for a job. */
export const ASKED: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['job'],
  properties: {
    job: { type: 'string', enum: productJobs.map(({ name }) => name) },
    payload: { oneOf: productJobs.map(({ payload }) => commandSchema(payload)), description: 'What the job takes; absent: nothing' },
  },
};

export const OPERATION_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Job: object({
    id: { ...text, format: 'uuid' },
    job: text,
    title: { ...text, description: 'In the language of the answer' },
    payload: { type: 'object' },
    status: { ...text, enum: [...JOB_STATUSES] },
    cancelling: { type: 'boolean', description: 'Asked to end, and not ended yet' },
    progress: { ...maybe(share), description: '0 to 1; null while it cannot be known' },
    phase: { ...maybe(text), description: 'In the language of the answer' },
    secondsLeft: maybe(seconds),
    result: maybe({ type: 'object' }),
    message: { ...maybe(text), description: 'What came of it, or what went wrong last, in the language of the answer' },
    error: maybe(object({ code: text })),
    askedBy: { ...text, description: 'Account that asked' },
    askedAt: time,
    startedAt: maybe(time),
    endedAt: maybe(time),
    runs: { type: 'integer', description: 'Times that a worker began or went on with it' },
    faults: { type: 'integer' },
    deaths: { type: 'integer', description: 'Workers that were gone before it ended' },
    worker,
    href: { ...text, format: 'uri-reference' },
  }),
  JobList: object({ items: listOf(ref('Job')), next: maybe({ ...text, format: 'uri-reference' }) }),
  ProjectionNow: object({
    name: text,
    generation: { type: 'integer' },
    version: { type: 'integer', description: 'Of the code that made it' },
    programVersion: { type: 'integer', description: 'Of this program’s code' },
    fit: {
      ...text,
      enum: ['fits', 'older', 'newer', 'reshaped', 'absent'],
      description: 'older: it is being remade, or waits for a worker; newer, reshaped: this program does not read it',
    },
    astray: { type: 'boolean', description: 'The log does not know its checkpoint: only a rebuild mends it' },
    lag: maybe(object({ events: { type: 'integer' }, seconds })),
    parked: object({
      count: { type: 'integer' },
      events: {
        ...listOf(
          object({
            id: { ...text, format: 'uuid' },
            kind: text,
            subject: text,
            revision: { type: 'integer' },
            type: text,
            reason: { ...maybe(text), description: 'Null for an event that waits behind another of its subject' },
            parkedAt: time,
          }),
        ),
        description: 'The first 100',
      },
    }),
    owner: worker,
    rebuild: maybe(
      object({
        stage: { ...text, enum: ['reading', 'indexing', 'following'] },
        events: { type: 'integer' },
        total: maybe({ type: 'integer' }),
        progress: maybe(share),
        secondsLeft: maybe(seconds),
        running: { type: 'boolean', description: 'False when it was paused or interrupted' },
        pausing: { type: 'boolean' },
        startedAt: time,
      }),
    ),
  }),
  ProjectionList: object({ head: { ...maybe(text), description: 'Position of the newest event' }, items: listOf(ref('ProjectionNow')) }),
  Retried: object({ taken: { type: 'integer' }, parked: { type: 'integer' } }),
};
