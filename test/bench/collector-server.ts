import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A collector that takes all and keeps nothing, in a process of its own: it tells its parent where it listens, and goes with it.
const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});
server.listen(0, '127.0.0.1', () => process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('disconnect', () => process.exit(0));
