import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

// A second reader and writer of the C2SP formats, written from their texts alone (signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof) and
// sharing nothing with the product: what one writes, the other must read. It throws on the first thing that is not as a text says.

export interface ReadNote {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: number; readonly bytes: Buffer }[];
}

/** signed-note, "Format". */
export function readNote(note: Buffer): ReadNote {
  const whole = note.toString('utf8');
  must(Buffer.from(whole, 'utf8').equals(note), 'valid UTF-8');
  for (const byte of note) must(byte >= 0x20 || byte === 0x0a, 'no ASCII control character but newline');
  const lines = whole.split('\n');
  must(lines.pop() === '', 'every line ends with a newline');
  const blank = lines.lastIndexOf('');
  must(blank > 0 && blank < lines.length - 1, 'text, an empty line, one or more signatures');
  return {
    text: lines
      .slice(0, blank)
      .map((line) => `${line}\n`)
      .join(''),
    signatures: lines.slice(blank + 1).map((line) => {
      const [dash, name, encoded, ...more] = line.split(' ');
      must(dash === '—' && !!name && !!encoded && more.length === 0, 'em dash, key name, signature');
      must(!name!.includes('+'), 'no plus in a key name');
      const bytes = readBase64(encoded!);
      must(bytes.length > 4, '4 + n bytes');
      return { name: name!, id: bytes.readUInt32BE(0), bytes: bytes.subarray(4) };
    }),
  };
}

/** signed-note, "Verifier keys". */
export function readVerifierKey(vkey: string): { name: string; id: number; type: number; publicKey: Buffer } {
  const plus = vkey.indexOf('+');
  const name = vkey.slice(0, plus);
  const rest = vkey.slice(plus + 1);
  must(/^[0-9a-f]{8}\+/.test(rest), 'eight lower case hexadecimal digits');
  const material = readBase64(rest.slice(9));
  const id = parseInt(rest.slice(0, 8), 16);
  must(
    createHash('sha256').update(name).update('\n').update(material).digest().readUInt32BE(0) === id,
    'key ID = SHA-256(name, newline, type, key)[:4]',
  );
  return { name, id, type: material[0]!, publicKey: material.subarray(1) };
}

/** signed-note, "Ed25519 signatures"; tlog-cosignature, "Ed25519 signed message". Answers the time of a cosignature, 0 for another signature. */
export function checkSignature(note: ReadNote, vkey: string): bigint {
  const { name, id, type, publicKey } = readVerifierKey(vkey);
  const found = note.signatures.find((signature) => signature.name === name && signature.id === id);
  must(!!found, `a signature of ${name}`);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }, format: 'jwk' });
  if (type === 0x01) {
    must(verify(null, Buffer.from(note.text), key, found!.bytes), 'a signature that verifies');
    return 0n;
  }
  must(type === 0x04 && found!.bytes.length === 8 + 64, 'a timestamped Ed25519 signature');
  const time = found!.bytes.readBigUInt64BE(0);
  must(
    verify(null, Buffer.from(`cosignature/v1\ntime ${time}\n${note.text}`), key, found!.bytes.subarray(8)),
    'a cosignature that verifies',
  );
  return time;
}

/** tlog-checkpoint, "Note text". */
export function readCheckpoint(text: string): { origin: string; size: bigint; root: Buffer; extensions: string[] } {
  const [origin, size, root, ...extensions] = text.split('\n').slice(0, -1);
  must(!!origin && !!size && !!root, 'origin, size, root');
  must(String(BigInt(size!)) === size, 'a decimal without leading zeros');
  must(readBase64(root!).length === 32, 'a root of 32 bytes');
  must(
    extensions.every((line) => line !== ''),
    'no empty extension line',
  );
  return { origin: origin!, size: BigInt(size!), root: readBase64(root!), extensions };
}

/** tlog-proof, "Format". */
export function readProof(file: string): { extra?: Buffer; index: bigint; hashes: Buffer[]; checkpoint: string } {
  const lines = file.split('\n');
  must(lines.shift() === 'c2sp.org/tlog-proof@v1', 'the first line');
  const extra = lines[0]!.startsWith('extra ') ? readBase64(lines.shift()!.slice(6)) : undefined;
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines.shift()!)?.[1];
  must(index !== undefined, 'the index');
  const hashes: Buffer[] = [];
  for (let line = lines.shift(); line !== ''; line = lines.shift()) hashes.push(readBase64(line!));
  must(
    hashes.every((hash) => hash.length === 32),
    'hashes of SHA-256',
  );
  return { ...(extra && { extra }), index: BigInt(index!), hashes, checkpoint: lines.join('\n') };
}

/** A witness: its verifier key, and the line it answers for a checkpoint (tlog-cosignature, "Format"). */
export function witness(name: string, seed: Buffer): { vkey: string; cosign(checkpoint: string, time: bigint): string } {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const material = Buffer.concat([Buffer.of(0x04), createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32)]);
  const id = createHash('sha256').update(`${name}\n`).update(material).digest().subarray(0, 4);
  return {
    vkey: `${name}+${id.toString('hex')}+${material.toString('base64')}`,
    cosign(checkpoint, time) {
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(time);
      const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${checkpoint}`), secret);
      return `— ${name} ${Buffer.concat([id, stamp, signature]).toString('base64')}\n`;
    },
  };
}

function readBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  must(bytes.toString('base64') === text, `base64: ${text}`);
  return bytes;
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`expected ${what}`);
}
