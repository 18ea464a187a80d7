import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Least severe first, as configured by LOG_LEVEL. */
const PINO_LEVELS = { error: 'error', warn: 'warn', log: 'info', debug: 'debug' } as const;
export type LogLevel = keyof typeof PINO_LEVELS;

export interface LogOptions {
  /** Where the lines go; the error output unless told. */
  readonly destination?: NodeJS.WritableStream;
  /** The trace in which what has a correlation id is told, if it is. */
  readonly traceIdOf?: (correlationId: string) => string | undefined;
}

/**
 * One JSON object a line on the error output (the standard output belongs to what was asked for): `time` in ISO 8601, `level`, `context`, `msg`,
 * and the fields below where something is at stake that has them. What callers hand over besides is left out, never spread: headers, bodies and
 * addresses stay out.
 */
export function makeLog(level: LogLevel, { destination = process.stderr, traceIdOf }: LogOptions = {}): Logger {
  return pino(
    {
      level: PINO_LEVELS[level],
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: (line) => {
        const { correlationId, traceId } = line as { correlationId?: string; traceId?: string };
        return traceIdOf && correlationId !== undefined && traceId === undefined ? { traceId: traceIdOf(correlationId) } : {};
      },
    },
    destination as never,
  );
}

/** What a line may say beside its text, in this order. */
const FIELDS = ['correlationId', 'traceId', 'method', 'route', 'status', 'ms', 'projection', 'process', 'eventId'] as const;

/** Nest's log lines, through the same log. Fields are an object after the message: `logger.warn('late', { projection })`. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.info(said(rest), textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(said(rest), textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const stack = rest.slice(0, -1).find((one) => typeof one === 'string');
    this.logger.error({ ...said(rest), stack }, textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(said(rest), textOf(message));
  }
}

function said(rest: readonly unknown[]): Record<string, unknown> {
  const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
  const handed = (rest.find((one) => typeof one === 'object' && one !== null) ?? {}) as Record<string, unknown>;
  return given({ context, ...Object.fromEntries(FIELDS.map((name) => [name, handed[name]])) });
}

const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const textOf = (message: unknown): string => (message instanceof Error ? message.message : String(message));
