import { applyDecorators, Get } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { formats, type Format } from '@app/exports';
import { Allow, problemResponses, type Parameters } from '@app/http';
import { KEPT_ROUTE } from '../answers/answers.js';

interface Documented {
  readonly summary: string;
  readonly operationId: string;
  readonly parameters: Parameters;
  readonly pathParameters?: readonly string[];
  readonly answer: string;
  readonly contentType?: string;
  /** The formats beside its JSON, when it has any. A route that ends in `.:format` has them as suffixes. */
  readonly files?: readonly Format[];
  /** Its answers to the public are made of read models and the day alone, and may be kept: see `Answers`. */
  readonly kept?: true;
  /** Problems beside those of every read. */
  readonly problems?: readonly number[];
}

/** A read open to all, with its parameters, its answer and its problems in the OpenAPI document. */
export function Reading(
  path: string,
  {
    summary,
    operationId,
    parameters,
    pathParameters = [],
    answer,
    contentType = 'application/json',
    files = [],
    kept,
    problems = [],
  }: Documented,
): MethodDecorator {
  const schema = { $ref: `#/components/schemas/${answer}` };
  const hasSuffix = path.endsWith('.:format');
  return applyDecorators(
    Get(path),
    Allow('public'),
    ...(kept ? [RouteConfig(KEPT_ROUTE)] : []),
    ApiOperation({ summary, operationId }),
    ...pathParameters.map((name) => ApiParam({ name, schema: { type: 'string', maxLength: 80 } })),
    ...(hasSuffix ? [ApiParam({ name: 'format', schema: { type: 'string', enum: ['json', ...files] }, description: SUFFIX })] : []),
    ...Object.entries(parameters).map(([name, { schema: value, description, list }]) =>
      ApiQuery({
        name,
        required: false,
        description,
        schema: (list ? { type: 'array', items: value } : value) as never,
        ...(list && { style: 'form', explode: true }),
      }),
    ),
    ApiHeader({ name: 'Accept-Language', required: false, schema: { type: 'string' }, description: 'fr (default) or en' }),
    ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' }, description: 'ETag of an answer the caller holds' }),
    ApiResponse({
      status: 200,
      description: summary,
      content: { [contentType]: { schema }, ...Object.fromEntries(files.map(fileContent)) },
      headers: { ETag: { schema: { type: 'string' }, description: 'Strong: the same bytes, the same tag' } },
    }),
    ApiResponse({ status: 304, description: 'The caller’s copy is still right' }),
    ...problemResponses(
      400,
      401,
      ...(hasSuffix || pathParameters.length > 0 ? [404] : []),
      ...(files.length > 0 ? [406] : []),
      ...problems,
      503,
    ),
  );
}

const SUFFIX = 'Format, as a suffix of the address';

const fileContent = (format: Format) => [formats[format].mediaTypes[0], { schema: { type: 'string', format: 'binary' } }] as const;
