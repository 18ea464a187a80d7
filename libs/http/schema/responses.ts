import { ApiResponse } from '@nestjs/swagger';
import type { JsonSchema } from './json-schema.js';

const meanings: Readonly<Record<number, string>> = {
  400: 'Something in the request needs correcting; every wrong field is named',
  401: 'A token is needed, or the one given is not in force',
  403: 'The role does not allow this',
  404: 'Nothing known has this identifier',
  406: 'Nothing that Accept takes; the formats there are',
  409: 'A rule of the domain refuses; the code is the rule’s',
  410: 'What it names is gone',
  412: 'If-Match is no longer the revision of the subject',
  413: 'Larger than is taken here',
  415: 'The body is of no type that is taken here',
  416: 'The part asked for is not in the document',
  422: 'The Idempotency-Key already recorded something else',
  503: 'Try again after Retry-After',
};

export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457)',
  required: ['type', 'title', 'status', 'detail', 'code', 'errors', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', example: 'VALIDATION_FAILED' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message', 'remedy'],
        properties: {
          field: { type: 'string', example: 'sources[0].documentId' },
          value: { type: 'string', description: 'What was given, cut to 100 characters' },
          message: { type: 'string' },
          remedy: { type: 'string' },
        },
      },
    },
    instance: { type: 'string', format: 'uri-reference' },
  },
};

export const RECORDED_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['status', 'subject', 'position', 'revision', 'events'],
  properties: {
    status: { type: 'string', enum: ['recorded', 'repeated', 'unchanged'] },
    subject: { type: 'object', required: ['kind', 'id'], properties: { kind: { type: 'string' }, id: { type: 'string' } } },
    position: { type: 'string', nullable: true, description: 'For minPosition: reads that give it see this write' },
    revision: { type: 'integer', description: 'For If-Match of the next write' },
    events: { type: 'array', items: { type: 'string', format: 'uuid' } },
  },
};

/** Documents the problems a route may answer. */
export function problemResponses(...statuses: number[]): MethodDecorator[] {
  return statuses.map((status) =>
    ApiResponse({
      status,
      description: meanings[status] ?? '',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}
