import { isAbsolute } from 'node:path';
import { nodeCryptography } from '../node/cryptography.js';
import { parseVerifierKey } from '../notes/verifier-key.js';
import { FolderSink } from './folder.js';
import { GitSink } from './git.js';
import type { Sink } from './sink.js';
import { WebhookSink } from './webhook.js';
import { WitnessSink } from './witness.js';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * A sink from how it is configured: `folder:/mnt/…`, `git:/srv/…`, `https://…` (webhook), `witness:https://…#name+id+key`. Plain http only to this machine.
 * @throws {RangeError} saying what is wrong with it, without repeating what may be secret
 */
export function sinkOf(text: string): Sink {
  const [, kind, rest] = /^(folder|git|witness):(.+)$/.exec(text) ?? [];
  if (kind === 'folder' || kind === 'git') {
    if (!isAbsolute(rest!)) throw new RangeError(`${kind}: needs an absolute path`);
    return kind === 'git' ? new GitSink(rest!) : new FolderSink(rest!);
  }
  const url = webAddress(rest ?? text);
  if (kind !== 'witness') return new WebhookSink(url);
  const key = decodeURIComponent(url.hash.slice(1));
  url.hash = '';
  try {
    return new WitnessSink(url, parseVerifierKey(key, nodeCryptography.sha256), nodeCryptography);
  } catch (cause) {
    throw new RangeError('witness: needs its key behind "#": witness:https://…#name+id+key', { cause });
  }
}

function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))) return url;
  throw new RangeError('a sink is folder:/…, git:/…, https://… or witness:https://…#key');
}
