import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Least severe first, as configured by LOG_LEVEL. */
const PINO_LEVELS = { error: 'error', warn: 'warn', log: 'info', debug: 'debug' } as const;
export type LogLevel = keyof typeof PINO_LEVELS;

/**
 * One JSON object a line on the error output (the standard output belongs to what was asked for): `time` in ISO 8601, `level`, `context`, `msg`,
 * and `correlationId` where a request is at stake. What callers hand over is logged under its own name and never spread: headers, bodies and
 * addresses stay out.
 */
export function makeLog(level: LogLevel, destination: NodeJS.WritableStream = process.stderr): Logger {
  return pino(
    {
      level: PINO_LEVELS[level],
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['authorization', '*.authorization', '*.password', '*.token'], censor: '[…]' },
    },
    destination as never,
  );
}

/** Nest's log lines, through the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.info({ context: contextOf(rest) }, textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: contextOf(rest) }, textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const [stack] = rest.length > 1 ? rest : [];
    this.logger.error({ context: contextOf(rest), stack: typeof stack === 'string' ? stack : undefined }, textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: contextOf(rest) }, textOf(message));
  }
}

const contextOf = (rest: readonly unknown[]): string | undefined => (typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined);
const textOf = (message: unknown): string => (message instanceof Error ? message.message : String(message));
