import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';

const ROOT = new URL('../../', import.meta.url);

let server: Server;
let letsIn = 0;
beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    // Whatever it is asked, it lets the session in and ends it in one breath, as an administrator may.
    socket.once('data', () => {
      letsIn += 1;
      socket.end(Buffer.concat([AUTHENTICATION_OK, READY_FOR_QUERY, FATAL]));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.close());

it('a session of the read models that is ended at the moment it is let in fails, and does not end the program', async () => {
  const url = `postgres://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/nothing`;
  const program = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, url], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, wrong, [code]] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')]);
  expect({ code, out, wrong }).toEqual({ code: 0, out: 'refused\n', wrong: '' });
  expect(letsIn).toBeGreaterThan(0);
});

const PROGRAM = `
import { openReadModels } from './dist/libs/projecting/index.js';
await openReadModels({ url: process.argv[1], entities: [] }).then(() => console.log('opened'), () => console.log('refused'));`;

/** A message of the protocol, version 3: its letter, its length with the length itself, what it says. */
function message(letter: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(letter), length, content]);
}

const AUTHENTICATION_OK = message('R', Buffer.alloc(4));
const READY_FOR_QUERY = message('Z', Buffer.from('I'));
const FATAL = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));
