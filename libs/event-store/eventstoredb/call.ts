import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import { asStoreError } from './faults.js';
import type { ReadReq, ReadResp } from './protocol.js';

export interface Answer {
  readonly response: ReadResp;
  /** Nothing more has arrived yet. */
  readonly last: boolean;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds without an answer while one is waited for; none for a subscription, which may rightly be silent. */
  readonly patience?: number;
}

/**
 * The answers to one read, one at a time: the server waits when the reader does. However it ends, the call is cancelled, and the channel
 * stays whole (the client's own `cancel` closes it for everybody).
 * @throws {StoreUnavailable} when the server does not answer in time, or the call breaks
 */
export async function* answers(connection: Connection, request: ReadReq, { signal, patience }: CallOptions = {}): AsyncGenerator<Answer> {
  if (signal?.aborted) return;
  const lease = await connection.lease().catch((error: unknown) => {
    throw asStoreError(error, 'not-written');
  });
  const call = lease.read(request);
  const stop = () => call.cancel();
  signal?.addEventListener('abort', stop, { once: true });
  let waitingSince = 0;
  let impatient = false;
  const watch =
    patience === undefined
      ? undefined
      : setInterval(
          () => {
            if (waitingSince === 0 || performance.now() - waitingSince < patience) return;
            impatient = true;
            call.cancel();
          },
          Math.min(patience, 1_000),
        );
  try {
    waitingSince = performance.now();
    for await (const response of call as AsyncIterable<ReadResp>) {
      waitingSince = 0;
      yield { response, last: call.readableLength === 0 };
      waitingSince = performance.now();
    }
  } catch (error) {
    if (signal?.aborted) return;
    if (impatient) {
      connection.reset();
      throw new StoreUnavailable(`EventStoreDB was silent for ${patience} ms`, 'not-written', { cause: error });
    }
    await lease.failed(error);
    throw asStoreError(error, 'not-written');
  } finally {
    clearInterval(watch);
    signal?.removeEventListener('abort', stop);
    // What is cancelled fails: nobody waits for that any more.
    call.on('error', () => undefined);
    call.cancel();
  }
}
