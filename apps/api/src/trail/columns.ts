import type { Row } from '@app/exports';
import type { TrailEntry } from '@app/trail';
import { column } from '../reading/files/columns.js';

export const TRAIL_TITLE = { fr: 'Journal des accès', en: 'Access trail' };

/** An access as a line. */
export const TRAIL_COLUMNS = [
  column('position', 'integer', 'Numéro', 'Number'),
  column('recorded_at', 'instant', 'Quand', 'When'),
  column('actor', 'identifier', 'Compte', 'Account'),
  column('role', 'text', 'Rôle', 'Role'),
  column('action', 'text', 'Acte', 'Act'),
  column('route', 'text', 'Demande', 'Request'),
  column('format', 'text', 'Format', 'Format'),
  column('status', 'integer', 'Statut', 'Status'),
  column('events', 'text', 'Événements', 'Events'),
  column('subjects', 'text', 'Sujets', 'Subjects'),
  column('personal', 'boolean', 'Données personnelles', 'Personal data'),
  column('correlation_id', 'identifier', 'Corrélation', 'Correlation'),
  column('purpose', 'text', 'Motif', 'Purpose'),
  column('hash', 'identifier', 'Empreinte', 'Hash'),
];

export const trailRow = ({ recordedAt, events = [], subjects = [], personal = false, correlationId, ...entry }: TrailEntry): Row => ({
  ...entry,
  recorded_at: recordedAt,
  events: events.join(' '),
  subjects: subjects.join(' '),
  personal,
  correlation_id: correlationId,
});
