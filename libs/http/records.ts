import { applyDecorators, createParamDecorator, HttpCode, Post, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiHeader } from '@nestjs/swagger';
import type { CommandClass } from '@app/kernel';

/**
 * Names the route that records one command: `@Records('closure', CloseSite)` answers `POST …/closure`.
 * The body is the command; path parameters fill its identifiers.
 */
export function Records(path: string, command: CommandClass): MethodDecorator {
  return applyDecorators(
    Post(path),
    HttpCode(201),
    ApiBody({ type: command }),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'UUID: the same key records once' }),
    ApiHeader({ name: 'If-Match', required: false, description: 'Revision of the subject that the caller saw' }),
  );
}

/** The command of a request: path parameters over its body, checked, and issued in the caller's name. */
export const Issued = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<{ body?: object; params?: object }>();
  return { ...request.body, ...request.params };
});
