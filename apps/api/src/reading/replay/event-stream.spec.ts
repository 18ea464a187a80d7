import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { EventStream } from './event-stream.js';

/** A stream to a client that takes nothing of it, and the connection's end. */
async function toWhoReadsNothing(patience: number, signal: AbortSignal) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  const closed = once(response, 'close');
  return {
    stream: new EventStream(response, signal, {}, patience),
    response,
    closed,
    end() {
      socket.destroy();
      server.close();
    },
  };
}

/** More than the buffers of a connection hold. */
const LARGE = 'x'.repeat(32 * 1_048_576);

describe('A stream of events', () => {
  it('lets go of who reads nothing for too long', async () => {
    const { stream, response, closed, end } = await toWhoReadsNothing(50, new AbortController().signal);
    await stream.send({ event: 'change', data: LARGE });
    await closed;
    expect(response.destroyed).toBe(true);
    stream.end();
    end();
  });

  it('keeps who waits for nothing', async () => {
    const { stream, response, end } = await toWhoReadsNothing(0, new AbortController().signal);
    await stream.send({ event: 'change', data: 'little' });
    expect(response.destroyed).toBe(false);
    stream.end();
    end();
  });

  it('waits no longer once it is told to stop', async () => {
    const stopping = new AbortController();
    const { stream, response, end } = await toWhoReadsNothing(60_000, stopping.signal);
    const sent = stream.send({ event: 'change', data: LARGE });
    stopping.abort();
    await sent;
    expect(response.destroyed).toBe(false);
    end();
  });
});
