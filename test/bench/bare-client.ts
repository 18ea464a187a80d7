import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import type { NewEvent } from '@app/event-store';

/** EventStoreDB through its own client, as its documentation says, and nothing around it. */
export class BareClient {
  private readonly client: EventStoreDBClient;

  constructor(url: string) {
    this.client = EventStoreDBClient.connectionString(url);
  }

  async append(stream: string, revision: number, events: readonly NewEvent[]): Promise<void> {
    const made = events.map(({ eventId: id, type, data, meta }) =>
      jsonEvent({ id, type, data: JSON.parse(data), metadata: JSON.parse(meta) }),
    );
    await this.client.appendToStream(stream, made, { expectedRevision: revision < 0 ? NO_STREAM : BigInt(revision) });
  }

  /** Everything that is not the server's own, and how much of it Palimpseste wrote; the client parses payloads and metadata by itself. */
  async readAll(): Promise<{ all: number; ours: number }> {
    let [all, ours] = [0, 0];
    for await (const { event } of this.client.readAll()) {
      if (!event || event.type.startsWith('$')) continue;
      all += 1;
      if ((event.metadata as { palimpseste?: number } | undefined)?.palimpseste === 1) ours += 1;
    }
    return { all, ours };
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }
}
