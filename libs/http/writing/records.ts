import { applyDecorators, HttpCode, Post, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import type { CommandClass } from '@app/kernel';
import { Allow } from '../access/roles.js';
import { commandSchema } from '../schema/command-schema.js';
import { problemResponses } from '../schema/responses.js';
import { RECORDED_COMMAND, type Identify, type RecordedCommand } from './issued.js';
import { RecordedInterceptor } from './recorded.interceptor.js';

/**
 * Names the route that records one command: `@Records('closure', CloseSite)` answers `POST …/closure`.
 * The body is the command; path parameters fill its identifiers (`identify` when they are not its fields by name).
 * Officers and administrators only.
 */
export function Records(
  path: string,
  command: CommandClass,
  identify: Identify = (params) => params,
  given: readonly string[] = [],
): MethodDecorator {
  const recorded: RecordedCommand = { type: command, identify };
  return applyDecorators(
    Post(path),
    HttpCode(201),
    Allow('officer', 'administrator'),
    UseInterceptors(RecordedInterceptor),
    SetMetadata(RECORDED_COMMAND, recorded),
    ApiOperation({ operationId: command.name, summary: command.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ') }),
    ApiBearerAuth(),
    ApiBody({ schema: commandSchema(command, given) as never, required: true }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key records once',
      schema: { type: 'string', format: 'uuid' },
    }),
    ApiQuery({ name: 'lang', required: false, schema: { type: 'string', enum: ['fr', 'en'] }, description: 'Language of the problems' }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'Revision of the subject that the caller saw: "3"',
      schema: { type: 'string' },
    }),
    ApiHeader({
      name: 'X-Correlation-Id',
      required: false,
      description: 'Ties the events to the caller’s own trace',
      schema: { type: 'string' },
    }),
    ApiResponse({ status: 201, description: 'Recorded, now or by an earlier request with the same key', schema: ANSWER }),
    ApiResponse({ status: 200, description: 'It was already so: nothing was recorded', schema: ANSWER }),
    ...problemResponses(400, 401, 403, 409, 412, 413, 415, 422, 503),
  );
}

const ANSWER = { $ref: '#/components/schemas/Recorded' };
