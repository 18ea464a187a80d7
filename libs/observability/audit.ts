import { auditNow, type AuditNow } from '@app/audit';
import type { EventStore } from '@app/event-store';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Metrics } from './metrics.js';
import { METRICS } from './names.js';

/** Where the audit log stands, read when Prometheus asks; zeros where none is kept. @returns the look that is under way */
export function watchAudit(
  { registry }: Metrics,
  { readModels, eventStore }: { readModels: DataSource; eventStore: EventStore },
): () => Promise<unknown> {
  let looking: Promise<AuditNow | null> | undefined;
  const look = () =>
    (looking ??= auditNow(readModels, eventStore)
      .catch(() => null)
      .finally(() => (looking = undefined)));
  const gauge = (name: string, help: string, valueOf: (audit: AuditNow) => number | null) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const audit = await look();
        this.set((audit && valueOf(audit)) ?? 0);
      },
    });
  gauge(METRICS.auditAlarm, '1 while the audit log does not agree with what was signed before: nothing more is sealed', ({ alarm }) =>
    Number(alarm !== null),
  );
  gauge(METRICS.auditSize, 'Events under the newest checkpoint of the audit log', ({ size }) => size);
  gauge(METRICS.auditPending, 'Events recorded and not sealed yet, where the store numbers them', ({ pending }) => pending);
  gauge(METRICS.auditPublished, 'Events under the newest checkpoint that something outside took', ({ published }) => published);
  return () => looking ?? Promise.resolve();
}
