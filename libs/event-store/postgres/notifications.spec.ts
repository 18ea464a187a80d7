import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type pg from 'pg';
import { Notifications } from './notifications.js';

it('is closed only once the connection it was making is gone', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const notifications = new Notifications(`postgres://nobody@127.0.0.1:${port}/none`, {} as pg.Pool, () => undefined);
  notifications.listen();
  // A server that takes the connection and never says a word.
  const [socket] = (await once(server, 'connection')) as [Socket];
  let closed = false;
  const closing = notifications.close().then(() => (closed = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);
  socket.destroy();
  await closing;
  server.close();
  await once(server, 'close');
});
