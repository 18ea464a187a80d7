import type { Readable } from 'node:stream';
import { StoreUnavailable } from '../port.js';
import type { Connection } from './connection.js';
import { asStoreError } from './faults.js';
import type { ReadReq, ReadResp } from './protocol.js';

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds without an answer while one is waited for; none for a subscription, which may rightly be silent. */
  readonly patience?: number;
}

/** Answers handed over at once, at most. */
const MOST_OF_A_PAGE = 256;

/**
 * The answers to one read, in pages of what has arrived: the server waits when the reader does. However it ends, the call is cancelled, and the channel
 * stays whole (the client's own `cancel` closes it for everybody).
 * @throws {StoreUnavailable} when the server does not answer in time, or the call breaks
 */
export async function* answers(
  connection: Connection,
  request: ReadReq,
  { signal, patience }: CallOptions = {},
): AsyncGenerator<readonly ReadResp[]> {
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
    for await (const page of pages(call)) {
      waitingSince = 0;
      yield page;
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

/** What has arrived, at once: a turn of the event loop for each answer would cost more than the answer. */
async function* pages(call: Readable): AsyncGenerator<readonly ReadResp[]> {
  let wake = () => undefined as void;
  let isOver = false;
  let failure: unknown;
  call.on('readable', () => wake());
  for (const end of ['end', 'close'] as const)
    call.once(end, () => {
      isOver = true;
      wake();
    });
  call.once('error', (error) => {
    failure = error;
    wake();
  });
  for (;;) {
    const page: ReadResp[] = [];
    for (let response: ReadResp | null; page.length < MOST_OF_A_PAGE && (response = call.read() as ReadResp | null) !== null;)
      page.push(response);
    if (page.length > 0) yield page;
    else if (failure !== undefined) throw failure;
    else if (isOver) return;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
