import { applyDecorators, Get, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { Allow, language, oneOf, problemResponses, RecordedInterceptor, text, type JsonSchema } from '@app/http';
import { MEDIA_TYPES } from '@app/locker';
import { REDISTRIBUTIONS } from '@domain/sources';
import { frame, listOf, maybe, maybeRef, object, ref, text as words } from '../reading/wire/schemas.js';

/** What is said of a document that comes in: its body is the document itself. */
export const UPLOAD = {
  title: text(500, 'Title of this copy, if it is not the document’s'),
  licence: text(200, 'The terms on which it may be used again, as its publisher names them'),
  redistribution: oneOf(REDISTRIBUTIONS, 'Whether the licence lets anybody have the bytes; forbidden unless said'),
  address: text(2_000, 'Where the copy was taken, if not at the document’s own address'),
  occurred: text(64, 'When the copy was taken (EDTF: 2024-03-01)'),
  visibility: oneOf(['public', 'internal', 'confidential'] as const, 'Who may know of the copy; public unless said'),
  until: text(10, 'Day on which what is confidential becomes public: 2025-01-01'),
  reason: text(2_000, 'Why it is kept'),
  lang: language,
};

const binary = { schema: { type: 'string', format: 'binary' } } as const;
const sourceId = ApiParam({ name: 'id', schema: { type: 'string', maxLength: 80 } });
const hash = ApiParam({ name: 'sha256', schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } });
const header = (name: string, description: string, format?: string) =>
  ApiHeader({ name, required: false, description, schema: { type: 'string', ...(format && { format }) } });
const queries = (table: Readonly<Record<string, { schema: JsonSchema; description: string }>>) =>
  Object.entries(table).map(([name, { schema, description }]) => ApiQuery({ name, required: false, description, schema: schema as never }));

/** The route that takes a document in. */
export const TakingIn = (): MethodDecorator =>
  applyDecorators(
    Post(':id/captures'),
    HttpCode(201),
    Allow('officer', 'administrator'),
    UseInterceptors(RecordedInterceptor),
    ApiOperation({ operationId: 'CaptureSource', summary: 'Put a copy of the document in the evidence locker: the body is the copy' }),
    ApiBearerAuth(),
    sourceId,
    ...queries(UPLOAD),
    header('Idempotency-Key', 'The same key records once', 'uuid'),
    header('If-Match', 'Revision of the source that the caller saw: "3"'),
    header('X-Correlation-Id', 'Ties the events to the caller’s own trace'),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
    ApiResponse({ status: 201, description: 'Kept and recorded, now or by an earlier request with the same key', ...recorded }),
    ApiResponse({ status: 200, description: 'It was already there: nothing was recorded', ...recorded }),
    ...problemResponses(400, 401, 403, 409, 412, 413, 415, 422, 503),
  );

const recorded = { schema: { $ref: '#/components/schemas/Recorded' } };

/** The route that gives a document. */
export const GivingOut = (): MethodDecorator =>
  applyDecorators(
    Get(':id/captures/:sha256'),
    Allow('public'),
    ApiOperation({ operationId: 'downloadCapture', summary: 'The copy itself, to be saved: checked against its hash while it is sent' }),
    sourceId,
    hash,
    ...queries({ lang: language }),
    header('Range', 'One part of it: bytes=0-1023'),
    header('If-None-Match', 'ETag of an answer the caller holds'),
    ApiResponse({
      status: 200,
      description: 'The copy',
      content: Object.fromEntries(Object.keys(MEDIA_TYPES).map((type) => [type, binary])),
    }),
    ApiResponse({ status: 206, description: 'The part asked for', content: { 'application/octet-stream': binary } }),
    ApiResponse({ status: 304, description: 'The caller’s copy is still right' }),
    ...problemResponses(400, 401, 403, 404, 410, 416, 503),
  );

export const destroying = applyDecorators(sourceId, hash);

export const CAPTURE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Capture: object({
    eventId: { ...words, format: 'uuid' },
    sha256: { ...words, description: 'Of its bytes, in hexadecimal' },
    bytes: { type: 'integer' },
    mediaType: words,
    title: maybe(words),
    licence: maybe(words),
    redistribution: ref('Code'),
    address: { ...maybe(words), description: 'Where it was taken' },
    captured: { ...maybeRef('Occurred'), description: 'When it was taken from there' },
    recordedAt: { ...words, format: 'date-time' },
    destroyed: {
      ...object({ at: { ...words, format: 'date-time' }, reason: maybe(words), legalBasis: words }),
      nullable: true,
      description: 'When and why its bytes were destroyed',
    },
    href: { ...maybe(words), format: 'uri-reference', description: 'Where this reader gets the bytes; null when they are not to be had' },
  }),
  Link: object({
    url: words,
    outcome: ref('Code'),
    status: { ...maybe({ type: 'integer' }), description: 'Of the last answer; null when there was none' },
    fault: { ...maybe(words), description: 'What was in the way when there was none' },
    checkedAt: { ...words, format: 'date-time' },
    firstFailedAt: { ...maybe(words), format: 'date-time', description: 'Since when it has failed each time' },
  }),
  Captures: object({ source: ref('Subject'), link: maybeRef('Link'), items: listOf(ref('Capture')), ...frame }),
};
