import { applyDecorators, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { Allow, language, problemResponses, type JsonSchema, type Parameters } from '@app/http';

interface Documented {
  readonly summary: string;
  readonly operationId: string;
  /** Parameters of the address beside `lang`. */
  readonly parameters?: Parameters;
  readonly pathParameters?: readonly string[];
  readonly answer: string;
  readonly body?: JsonSchema;
  /** What 202 means; without it, 200 alone is answered. */
  readonly accepted?: string;
  /** What 409 means, where it is answered. */
  readonly refused?: string;
}

/** Parameters that every operation takes. */
export const OPERATION = { lang: language };

/** What an administrator may look at, documented. */
export const Looking = (path: string, documented: Documented): MethodDecorator =>
  applyDecorators(Get(path), ...described(documented), ...problemResponses(...codes(documented)));

/** What an administrator may ask for, documented. */
export const AskingFor = (path: string, documented: Documented): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(documented.accepted ? 202 : 200),
    ...described(documented),
    ...(documented.body
      ? [
          ApiBody({ schema: documented.body as never, required: true }),
          ApiHeader({
            name: 'Idempotency-Key',
            required: false,
            description: 'The same key is answered with the same job',
            schema: { type: 'string', format: 'uuid' },
          }),
        ]
      : []),
    ...problemResponses(...codes(documented), ...(documented.body ? [413, 415, 422] : [])),
  );

function described({
  summary,
  operationId,
  parameters = {},
  pathParameters = [],
  answer,
  accepted,
  refused,
}: Documented): MethodDecorator[] {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } };
  return [
    Allow('administrator'),
    ApiOperation({ summary, operationId }),
    ApiBearerAuth(),
    ...pathParameters.map((name) => ApiParam({ name, schema: { type: 'string', maxLength: 80 } })),
    ...Object.entries({ ...OPERATION, ...parameters }).map(([name, { schema, description, list }]) =>
      ApiQuery({ name, required: false, description, schema: (list ? { type: 'array', items: schema } : schema) as never }),
    ),
    ApiResponse({ status: 200, description: summary, content }),
    ...(accepted
      ? [
          ApiResponse({
            status: 202,
            description: accepted,
            content,
            headers: { Location: { schema: { type: 'string' }, description: 'Where the job is' } },
          }),
        ]
      : []),
    ...(refused
      ? [
          ApiResponse({
            status: 409,
            description: refused,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          }),
        ]
      : []),
  ];
}

const codes = ({ pathParameters = [] }: Documented): number[] => [400, 401, 403, ...(pathParameters.length > 0 ? [404] : []), 503];
