import { base64 } from '../base/bytes.js';
import type { Cryptography } from '../base/cryptography.js';
import { formatNote, parseNote, parseSignatures, verifyNote } from '../notes/signed-note.js';
import type { VerifierKey } from '../notes/verifier-key.js';
import { PATIENCE, type Publishable, type Sink } from './sink.js';

/** What a witness says of the sizes it knows, in its answer to a wrong one. */
const SIZE = /^(0|[1-9]\d{0,15})\n$/;

/**
 * A witness (C2SP tlog-witness): it cosigns a checkpoint that grows out of the last one it saw, and nothing else. Its cosignature is verified
 * before it counts.
 */
export class WitnessSink implements Sink {
  readonly name: string;
  /** Entries of the last checkpoint that it cosigned, as far as we know. */
  private known = 0;

  constructor(
    private readonly url: URL,
    private readonly key: VerifierKey,
    private readonly cryptography: Cryptography,
  ) {
    this.name = `witness ${key.name}`;
  }

  async publish(checkpoint: Publishable): Promise<readonly string[]> {
    let answer = await this.add(checkpoint, this.known);
    if (answer.status === 409) {
      const size = SIZE.exec(await answer.text())?.[1];
      if (size === undefined) throw new Error(`${this.name} knows another size and does not say which`);
      this.known = Number(size);
      if (this.known > checkpoint.size)
        throw new Error(`${this.name} has cosigned ${size} entries, more than the ${checkpoint.size} there are`);
      answer = await this.add(checkpoint, this.known);
    }
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new Error(`${this.name} answered ${answer.status}${MEANINGS[answer.status] ?? ''}`);
    }
    const signatures = parseSignatures(await answer.text()).filter(({ name, keyId }) => name === this.key.name && keyId === this.key.id);
    const { text } = parseNote(checkpoint.note);
    if (verifyNote({ text, signatures }, [this.key], this.cryptography).length === 0)
      throw new Error(`${this.name} answered without a cosignature of its key`);
    this.known = checkpoint.size;
    return formatNote({ text, signatures })
      .slice(text.length + 1)
      .split('\n')
      .filter(Boolean);
  }

  private async add({ note, tree }: Publishable, old: number): Promise<Response> {
    const proof = old === 0 ? [] : await tree.consistencyProof(old);
    const body = [`old ${old}`, ...proof.map(base64), '', note].join('\n');
    return fetch(`${this.url.href.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
  }
}

const MEANINGS: Readonly<Record<number, string>> = {
  403: ': it does not know the key of the log',
  404: ': it does not know the log',
  422: ': the checkpoint does not grow out of the last one it cosigned',
};
