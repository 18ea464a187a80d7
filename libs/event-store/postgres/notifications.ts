import pg from 'pg';

const CHANNEL = 'es_appended';
/** Appends within this many milliseconds are told together: NOTIFY takes a lock of the whole server at commit. */
const COALESCE = 20;

/** Tells other processes that something was appended, and hears it from them. Only a wake-up: losing one costs a poll, never an event. */
export class Notifications {
  private listener: pg.Client | undefined;
  private telling: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private connecting: Promise<void> | undefined;
  private closed = false;
  private listening = false;

  constructor(
    private readonly connectionString: string,
    private readonly pool: pg.Pool,
    private readonly onAppended: () => void,
  ) {}

  tell(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      if (!this.closed) this.pool.query(`NOTIFY ${CHANNEL}`).catch(() => undefined);
    }, COALESCE).unref();
  }

  listen(): void {
    if (this.listening || this.closed) return;
    this.listening = true;
    this.connecting = this.connect();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.telling);
    clearTimeout(this.retry);
    // A connection being made must not outlive the store.
    await this.connecting;
    await this.listener?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'palimpseste event store listener',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => undefined);
    client.on('end', () => this.again());
    client.on('notification', this.onAppended);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.listener = client;
      if (this.closed) await client.end();
      else this.onAppended();
    } catch {
      await client.end().catch(() => undefined);
      this.again();
    }
  }

  private again(): void {
    this.listener = undefined;
    if (!this.closed && !this.retry)
      this.retry = setTimeout(() => ((this.retry = undefined), (this.connecting = this.connect())), 500 + Math.random() * 500).unref();
  }
}
