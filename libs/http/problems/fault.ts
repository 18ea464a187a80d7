import type { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { correlationIdOf, traceParentOf } from '../correlation.js';

/** A request, or as much of it as there is when the server itself refuses it. */
export type Asked = Pick<FastifyRequest, 'url' | 'headers'> & Partial<Pick<FastifyRequest, 'method' | 'params' | 'routeOptions'>>;

/** Logs what failed by the server's own fault, in one line that its correlation id finds again; the address and whom it names stay out. */
export function logFault(logger: Pick<Logger, 'error'>, error: unknown, request: Asked): void {
  const { method, routeOptions } = request;
  const fields = { correlationId: correlationIdOf(request), traceId: traceParentOf(request)?.traceId, method, route: routeOptions?.url };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  logger.error(withoutNames(message, request), fields, withoutNames(stack ?? '', request));
}

/** An error may repeat the address's own words. */
function withoutNames(text: string, { params }: Asked): string {
  const names = Object.values((params ?? {}) as Record<string, unknown>).filter((value) => typeof value === 'string' && value.length > 2);
  return names.reduce<string>((rest, name) => rest.replaceAll(name as string, '…'), text);
}
