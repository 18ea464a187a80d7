import { StoreUnavailable } from '../port.js';

const CONNECTION = /^(08|57P0)/;
/** Lock waited for too long, too many connections, disk or memory full, deadlock. */
const NOT_WRITTEN = new Set(['55P03', '53300', '53100', '53200', '40P01', '40001']);

/** True when the connection broke, so that nobody knows whether what was sent was done. */
export function isConnectionFault(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (CONNECTION.test(code)) return true;
  return (
    /^E(CONN|PIPE|TIMEDOUT|HOST|NOTFOUND|AI_AGAIN)/.test(code) ||
    /Connection terminated|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect|Query read timeout/i.test(
      message,
    )
  );
}

/** True when PostgreSQL gave up, so that nothing was written. */
export const isNotWritten = (error: unknown): boolean => NOT_WRITTEN.has((error as { code?: string }).code ?? '');

/** Turns what pg throws into what the port promises; anything else is a fault of ours and stays as it is. */
export function asStoreError(error: unknown, outcome: 'not-written' | 'unknown'): unknown {
  if (isNotWritten(error)) return new StoreUnavailable('PostgreSQL cannot append now', 'not-written', { cause: error });
  if (isConnectionFault(error)) return new StoreUnavailable('PostgreSQL does not answer', outcome, { cause: error });
  return error;
}
