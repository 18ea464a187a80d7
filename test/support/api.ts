import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type EventStore } from '@app/event-store';
import { subjectOfKind } from '@app/domain';
import { Tokens, type TokenRole } from '@app/http';
import { openLocker, type EvidenceLocker } from '@app/locker';
import { FolderPersonKeys, MasterKey, Privacy } from '@app/privacy';
import { openReadModels, ProjectionRunner, waitFor } from '@app/projecting';
import { StoresReadiness, readModelEntities, readModelProjections } from '@app/runtime';

import { createApi, type ApiConfig } from '../../apps/api/src/index.js';
import { testDatabase } from './postgres.js';
import { testStore } from './store.js';

export const SECRET = 'a secret of the tests, of 32 characters and more';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; throws when it is not. */
  readonly json: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

type Database = Awaited<ReturnType<typeof testDatabase>>;

export interface Asking {
  readonly as?: TokenRole;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON; text or bytes as they are. */
  readonly body?: unknown;
  readonly method?: string;
}

/** The real api over HTTP on a port of its own, on an empty database of its own, with the read models kept up to it. */
export class TestApi {
  private readonly tokens = new Map<TokenRole, string>();

  private constructor(
    readonly base: string,
    readonly eventStore: EventStore,
    readonly readModels: DataSource,
    readonly locker: EvidenceLocker,
    readonly privacy: Privacy,
    readonly close: () => Promise<void>,
  ) {}

  /** @param projects false: the read models are somebody else's to keep up */
  static async start(given: Partial<ApiConfig> = {}, own?: Database, projects = true): Promise<TestApi> {
    const database = own ?? (await testDatabase());
    const eventStore = await testStore(database.url);
    const readModels = await openReadModels({ url: database.url, entities: readModelEntities, projections: readModelProjections });
    const runner = new ProjectionRunner(readModels, eventStore, readModelProjections, subjectOfKind);
    if (projects) await runner.start();
    const folder = await mkdtemp(join(tmpdir(), 'palimpseste-api-'));
    const locker = await openLocker({ store: { kind: 'folder', folder: join(folder, 'locker') }, data: folder, mostBytes: 1_048_576 });
    const privacy = new Privacy(await FolderPersonKeys.open(join(folder, 'person-keys'), new MasterKey(randomBytes(32))), eventStore);
    const stores = new StoresReadiness({ eventStore, readModels });
    const app = await createApi({
      eventStore,
      readModels,
      secret: SECRET,
      locker,
      privacy,
      readiness: () => stores.readiness(),
      logger: false,
      // A busy machine is no busy server; what is sent away is the business of one test.
      limits: { mostDelay: 0 },
      ...given,
    });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new TestApi(`http://127.0.0.1:${port}`, eventStore, readModels, given.locker ?? locker, given.privacy ?? privacy, async () => {
      await app.close();
      await runner.stop();
      await readModels.destroy();
      await eventStore.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  get(path: string, asking: Asking = {}): Promise<Answer> {
    return this.ask(path, { method: 'GET', ...asking });
  }

  /** Writes as an officer unless told otherwise. */
  post(path: string, body: unknown, asking: Asking = {}): Promise<Answer> {
    return this.ask(path, { method: 'POST', as: 'officer', body, ...asking });
  }

  async ask(path: string, { as, headers, body, method }: Asking): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${await this.token(as)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : isRaw ? (body as string) : JSON.stringify(body),
      redirect: 'manual',
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      get json() {
        return JSON.parse(text);
      },
    };
  }

  /** Waits until the reads hold everything recorded so far. */
  async settled(): Promise<void> {
    const head = await this.eventStore.head();
    if (head !== null && !(await waitFor(this.readModels, this.eventStore, head, 120_000)))
      throw new Error('the read models did not follow');
  }

  async token(role: TokenRole): Promise<string> {
    const known = this.tokens.get(role);
    if (known) return known;
    const { token } = await new Tokens(this.readModels).create(role, `essai ${randomUUID()}`);
    this.tokens.set(role, token);
    return token;
  }
}
