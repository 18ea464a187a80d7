import { randomUUID } from 'node:crypto';
import type { Log } from './log.js';

/** What the real server has written before anybody else: `$all` never starts empty. */
export function seed(log: Log): void {
  write(log, '$user-admin', '$UserCreated', { loginName: 'admin', fullName: 'Event Store Administrator', groups: ['$admins'] });
  write(log, '$user-ops', '$UserCreated', { loginName: 'ops', fullName: 'Event Store Operations', groups: ['$ops'] });
  write(log, '$$$users', '$metadata', { $acl: { $r: '$admins' } });
  write(log, '$users', '$User', 'admin');
}

const write = (log: Log, stream: string, type: string, data: unknown) =>
  log.write(stream, [{ id: randomUUID(), type, isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: new Uint8Array() }]);
