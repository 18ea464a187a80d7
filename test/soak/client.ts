import type { Chance } from './chance.js';

export interface Tally {
  /** Events that an api acknowledged. */
  readonly acknowledged: Map<string, string>;
  requests: number;
  /** Asked again, after no answer or one that says to come back. */
  retries: number;
  reads: number;
}

/** One officer and one reader in turn: whatever goes wrong is asked again, elsewhere, with the same key. */
export class Client {
  private readonly sites: string[] = [];

  constructor(
    private readonly name: string,
    private readonly chance: Chance,
    private readonly apis: readonly { readonly address: string }[],
    private readonly token: string,
    private readonly tally: Tally,
  ) {}

  async run(stopped: () => boolean): Promise<void> {
    for (let turn = 0; !stopped(); turn++) {
      const known = this.sites.length > 0 ? this.chance.of(this.sites) : undefined;
      if (known === undefined || this.chance.next() < 0.2) await this.register(turn);
      else if (this.chance.next() < 0.5) await this.claim(known, turn);
      else await this.read(known);
    }
  }

  private async register(turn: number): Promise<void> {
    const siteId = `soak-${this.name}-${turn}`;
    await this.write(`/api/v1/sites/${siteId}/registration`, { name: `Site ${turn}`, communeCode: '62119', siteKind: 'plant' });
    this.sites.push(siteId);
  }

  private claim(siteId: string, turn: number): Promise<void> {
    return this.write(`/api/v1/subjects/site/${siteId}/claims`, {
      about: `jobs-lost-${turn}`,
      figure: { value: this.chance.below(1_000), unit: 'people' },
      status: 'realised',
    });
  }

  private async write(path: string, body: object): Promise<void> {
    const key = this.chance.uuid();
    const sent = JSON.stringify({ sources: [{ documentId: 'accord-2023' }], ...body });
    for (;;) {
      const answer = await this.ask(path, {
        method: 'POST',
        body: sent,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, 'idempotency-key': key },
      });
      if (answer?.ok) {
        const { events } = (await answer.json()) as { events: string[] };
        for (const id of events) this.tally.acknowledged.set(id, path);
        return;
      }
      if (answer && answer.status < 500) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      this.tally.retries += 1;
      await new Promise((resolve) => setTimeout(resolve, 20 + this.chance.below(80)));
    }
  }

  private async read(siteId: string): Promise<void> {
    const path = this.chance.of([
      `/api/v1/sites/${siteId}`,
      `/api/v1/sites/${siteId}/timeline`,
      '/api/v1/timeline?limit=20',
      `/api/v1/sites/${siteId}/history`,
    ]);
    const answer = await this.ask(path, {});
    await answer?.text();
    this.tally.reads += 1;
    // Not projected yet is no fault; refused would be.
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 404) throw new Error(`${path}: ${answer.status}`);
  }

  private async ask(path: string, init: RequestInit): Promise<Response | undefined> {
    this.tally.requests += 1;
    const { address } = this.chance.of(this.apis);
    return fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(15_000) })
      .then(
        // The whole of the answer, or none: a process may die within it.
        async (answer) => new Response(await answer.arrayBuffer(), answer),
        () => undefined,
      )
      .catch(() => undefined);
  }
}
