import type { NewEvent } from '@app/event-store';
import { contentHash, newEventId } from '@app/kernel';

const data = JSON.stringify({
  siteId: 'bridgestone-bethune',
  operator: 'Bridgestone',
  communeCode: '62119',
  jobsAtRisk: { value: 863, unit: 'people', bound: 'exact' },
  note: 'Annonce de la fermeture de l’usine de pneumatiques, le 16 septembre 2020.',
});

/** An event of usual size, with the envelope that the product gives it. */
export function sampleEvent(): NewEvent {
  const eventId = newEventId();
  const meta = {
    occurred: { edtf: '2020-09-16', earliest: '2020-09-16', latest: '2020-09-16' },
    sources: [{ documentId: 'accord-2023', locator: 'p. 12' }],
    recordedBy: 'import',
    visibility: { level: 'public' },
    commandId: newEventId(),
    commandHash: HASH,
    correlationId: eventId,
    causationId: eventId,
  };
  return { eventId, type: 'SiteClosureAnnounced', schemaVersion: 1, data, meta: JSON.stringify(meta) };
}

const HASH = contentHash({ data });
