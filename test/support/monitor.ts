import { createHash, createPublicKey, verify } from 'node:crypto';

// A monitor that knows nothing of the product: written from the texts of C2SP (signed-note, tlog-checkpoint, tlog-tiles) and RFC 6962 alone. All
// it is given is the log's prefix and its key.

export interface MonitoredCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafHash = (entry: Uint8Array) => sha256(Buffer.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.of(1), left, right);

/** MTH of RFC 6962, section 2.1, over leaf hashes. */
export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return Buffer.from(leaves[0]!);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** Requests of a monitor that knows its manners. */
const MOST_AT_ONCE = 16;

export class Monitor {
  private readonly name: string;
  private readonly keyId: Buffer;
  private readonly key: ReturnType<typeof createPublicKey>;
  private readonly waiting: (() => void)[] = [];
  private asking = 0;

  /** @param vkey `name+id+base64(0x01 ‖ key)` */
  constructor(
    private readonly prefix: string,
    vkey: string,
  ) {
    const [, name, id, encoded] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey.trim())!;
    const typed = Buffer.from(encoded!, 'base64');
    if (typed[0] !== 1 || typed.length !== 33) throw new Error('no Ed25519 key of a note');
    this.name = name!;
    this.keyId = sha256(Buffer.from(`${name}\n`), typed).subarray(0, 4);
    if (this.keyId.toString('hex') !== id) throw new Error('the id is not that of the key');
    this.key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') }, format: 'jwk' });
  }

  async checkpoint(): Promise<MonitoredCheckpoint> {
    const { bytes, headers } = await this.fetch('checkpoint');
    if (headers.get('content-type') !== 'text/plain; charset=utf-8') throw new Error(`content type ${headers.get('content-type')}`);
    return this.open(bytes.toString('utf8'));
  }

  /** @throws {Error} when the note is not signed by the log's key */
  open(note: string): MonitoredCheckpoint {
    const split = note.lastIndexOf('\n\n');
    const text = note.slice(0, split + 1);
    const [origin, size, root] = text.split('\n');
    if (origin !== this.name) throw new Error(`origin ${origin}`);
    const signed = note
      .slice(split + 2)
      .split('\n')
      .some((line) => {
        const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
        const bytes = Buffer.from(encoded ?? '', 'base64');
        return (
          name === this.name && bytes.subarray(0, 4).equals(this.keyId) && verify(null, Buffer.from(text), this.key, bytes.subarray(4))
        );
      });
    if (!signed) throw new Error('the checkpoint is not signed by the log');
    return { origin, size: Number(size), root: root! };
  }

  /** Leaf hashes of a tree, from its level 0 tiles. */
  async leavesFromTiles(size: number): Promise<Buffer[]> {
    const tiles = await Promise.all(this.parts(size).map(({ index, width }) => this.tile(0, index, width)));
    return tiles.flatMap((tile) => Array.from({ length: tile.length / 32 }, (_, at) => tile.subarray(at * 32, at * 32 + 32)));
  }

  async tile(level: number, index: number, width: number): Promise<Buffer> {
    const { bytes, headers } = await this.fetch(`tile/${level}/${numbered(index, width)}`);
    if (headers.get('content-type') !== 'application/octet-stream') throw new Error(`content type ${headers.get('content-type')}`);
    if (bytes.length !== width * 32) throw new Error(`tile ${index} of level ${level} has ${bytes.length} bytes`);
    return bytes;
  }

  /** Every entry of a tree, from its bundles. */
  async entries(size: number): Promise<Buffer[]> {
    const bundles = await Promise.all(
      this.parts(size).map(async ({ index, width }) => {
        const { bytes, headers } = await this.fetch(`tile/entries/${numbered(index, width)}`);
        if (headers.get('content-type') !== 'application/octet-stream') throw new Error(`content type ${headers.get('content-type')}`);
        const entries: Buffer[] = [];
        for (let at = 0; at < bytes.length;) {
          const end = at + 2 + bytes.readUInt16BE(at);
          if (end > bytes.length) throw new Error('the bundle ends inside an entry');
          entries.push(bytes.subarray(at + 2, end));
          at = end;
        }
        if (entries.length !== width) throw new Error(`bundle ${index} has ${entries.length} entries instead of ${width}`);
        return entries;
      }),
    );
    return bundles.flat();
  }

  /** Both ways to the root. @throws {Error} when one does not lead there */
  async rebuild({ size, root }: MonitoredCheckpoint): Promise<Buffer[]> {
    const [leaves, entries] = await Promise.all([this.leavesFromTiles(size), this.entries(size)]);
    for (const [way, hashes] of Object.entries({ tiles: leaves, entries: entries.map(leafHash) }))
      if (rootOf(hashes).toString('base64') !== root) throw new Error(`the ${way} do not give the root over ${size} entries`);
    // Each hash of level 1 is the root of a full tile of level 0.
    const full = Math.floor(size / 256);
    for (let index = 0; index < full; index += 256) {
      const width = Math.min(256, full - index);
      const above = await this.tile(1, index / 256, width);
      for (let at = 0; at < width; at++) {
        const below = leaves.slice((index + at) * 256, (index + at + 1) * 256);
        if (!rootOf(below).equals(above.subarray(at * 32, at * 32 + 32))) throw new Error(`hash ${index + at} of level 1 is another`);
      }
    }
    return entries;
  }

  async fetch(path: string): Promise<{ bytes: Buffer; headers: Headers }> {
    if (this.asking === MOST_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.asking += 1;
    try {
      const answer = await this.ask(path);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.asking -= 1;
    }
  }

  /** Who is sent away comes back when told to (RFC 9110, 10.2.3), a few times: a busy log is not a wrong one. */
  private async ask(path: string, patience = 5): Promise<Response> {
    const answer = await fetch(`${this.prefix}/${path}`);
    const later = answer.status === 503 ? answer.headers.get('retry-after') : null;
    if (later === null || patience === 0) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(later)));
    return this.ask(path, patience - 1);
  }

  private parts(size: number): { index: number; width: number }[] {
    return Array.from({ length: Math.ceil(size / 256) }, (_, index) => ({ index, width: Math.min(256, size - index * 256) }));
  }
}

/** `x001/x234/067`, and `.p/W` behind it when it is partial. */
function numbered(index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/.{3}/g)!;
  const path = [...groups.slice(0, -1).map((group) => `x${group}`), groups.at(-1)!].join('/');
  return width === 256 ? path : `${path}.p/${width}`;
}
