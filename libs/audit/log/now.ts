import type { EventStore } from '@app/event-store';
import type { AlarmState } from './alarm.js';
import type { LogDatabase } from './database.js';
import { StoredLog } from './stored-log.js';

/** Where the log stands, for whoever watches over it. */
export interface AuditNow {
  readonly origin: string;
  /** Entries under the newest checkpoint. */
  readonly size: number;
  /** Events recorded and not sealed yet; null where the store does not number them. */
  readonly pending: number | null;
  readonly signedAt: Date | null;
  /** Entries under the newest checkpoint that something outside took; null when none was. */
  readonly published: number | null;
  readonly alarm: AlarmState | null;
}

/** Null where no log is kept. */
export async function auditNow(database: LogDatabase, store: Pick<EventStore, 'head' | 'capabilities'>): Promise<AuditNow | null> {
  const [{ known }] = await database.query(`SELECT to_regclass('audit.log') IS NOT NULL AS known`);
  if (!known) return null;
  const log = new StoredLog(database);
  const [state, latest, published, head] = await Promise.all([log.state(), log.latest(), log.lastPublished(), store.head()]);
  if (!state) return null;
  return {
    origin: state.origin,
    size: state.size,
    pending: store.capabilities.contiguous ? Math.max(0, Number(head ?? 0) - state.size) : null,
    signedAt: latest?.signedAt ?? null,
    published: published?.size ?? null,
    alarm: state.alarm,
  };
}
