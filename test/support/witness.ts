import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

// A witness written from the texts of C2SP (tlog-witness, tlog-cosignature) and RFC 9162 alone.

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.of(1), left, right);

export class TestWitness {
  readonly asked: { status: number; old: number; size: number }[] = [];
  /** What it cosigned last. */
  private size = 0;
  private root = Buffer.alloc(0);
  private readonly keys = generateKeyPairSync('ed25519');
  private server: Server;

  private constructor(
    readonly name: string,
    private readonly log: string,
  ) {}

  /** @param log the verifier key of the log it watches */
  static async start(name: string, log: string): Promise<TestWitness> {
    const witness = new TestWitness(name, log);
    witness.server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const { status, text } =
          request.method === 'POST' && request.url === '/w/add-checkpoint' ? witness.add(body) : { status: 404, text: '' };
        response.writeHead(status, { 'content-type': status === 409 ? 'text/x.tlog.size' : 'text/plain' }).end(text);
      });
    });
    await new Promise<void>((resolve) => witness.server.listen(0, '127.0.0.1', resolve));
    return witness;
  }

  /** As it is configured at the log. */
  get sink(): string {
    return `witness:http://127.0.0.1:${(this.server.address() as AddressInfo).port}/w#${this.vkey}`;
  }

  get vkey(): string {
    return `${this.name}+${this.keyId.toString('hex')}+${this.typed.toString('base64')}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private get typed(): Buffer {
    const { x } = this.keys.publicKey.export({ format: 'jwk' });
    return Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url')]);
  }

  private get keyId(): Buffer {
    return sha256(Buffer.from(`${this.name}\n`), this.typed).subarray(0, 4);
  }

  private add(body: string): { status: number; text: string } {
    const end = body.indexOf('\n\n');
    const [first, ...proof] = body.slice(0, end).split('\n');
    const old = Number(/^old (\d+)$/.exec(first!)![1]);
    const note = body.slice(end + 2);
    const split = note.lastIndexOf('\n\n');
    const text = note.slice(0, split + 1);
    const [origin, digits, encoded] = text.split('\n');
    const [size, root] = [Number(digits), Buffer.from(encoded!, 'base64')];
    const answer = (status: number, reply = '') => {
      this.asked.push({ status, old, size });
      return { status, text: reply };
    };
    const [name, , key] = this.log.split('+', 2).concat(this.log.split('+').slice(2).join('+'));
    if (origin !== name) return answer(404);
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key!, 'base64').subarray(1).toString('base64url') },
      format: 'jwk',
    });
    const signatures = note
      .slice(split + 2)
      .split('\n')
      .filter((line) => line.startsWith(`\u2014 ${name} `));
    if (!signatures.some((line) => verify(null, Buffer.from(text), publicKey, Buffer.from(line.split(' ')[2]!, 'base64').subarray(4))))
      return answer(403);
    if (old > size) return answer(400);
    if (old !== this.size) return answer(409, `${this.size}\n`);
    if (
      !grows(
        { size: old, root: this.root },
        { size, root },
        proof.map((line) => Buffer.from(line, 'base64')),
      )
    )
      return answer(422);
    [this.size, this.root] = [size, root];
    const at = Math.floor(Date.now() / 1_000);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(at));
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${at}\n${text}`), this.keys.privateKey);
    return answer(200, `\u2014 ${this.name} ${Buffer.concat([this.keyId, time, signature]).toString('base64')}\n`);
  }
}

/** RFC 9162, section 2.1.4.2. */
function grows(older: { size: number; root: Buffer }, newer: { size: number; root: Buffer }, proof: Buffer[]): boolean {
  if (older.size === 0) return proof.length === 0;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : proof;
  let [fn, sn] = [older.size - 1, newer.size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [path[0]!, path[0]!];
  for (const hash of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [node(hash, fr), node(hash, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else sr = node(sr, hash);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && fr.equals(older.root) && sr.equals(newer.root);
}
