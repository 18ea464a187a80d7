import { subjectOf } from '@app/kernel';
import { into, type Projection } from '@app/projecting';
import type { SourceEvents } from '@domain/sources';
import { CaptureEndRow, CaptureRow } from './rows/capture-row.js';

/** Which copies of which documents the evidence locker should hold, and which it should hold no longer. */
export const capturesProjection: Projection = {
  name: 'captures',
  version: 2,
  tables: [CaptureRow, CaptureEndRow],
  types: ['SourceCaptured', 'CaptureDestroyed'],
  rows: ({ type, data, meta: { occurred, reason }, streamId }) => {
    const documentId = subjectOf(streamId).id;
    if (type === 'SourceCaptured') {
      const { copyTitle, licence, address, ...said } = data as unknown as SourceEvents['SourceCaptured'];
      const optional = { title: copyTitle ?? null, licence: licence ?? null, address: address ?? null };
      const captured = { edtf: occurred?.edtf ?? null, earliest: occurred?.earliest ?? null, latest: occurred?.latest ?? null };
      const { sha256, bytes, mediaType, redistribution } = said;
      return [into(CaptureRow, { documentId, sha256, bytes, mediaType, redistribution, ...optional, ...captured })];
    }
    if (type !== 'CaptureDestroyed') return [];
    const { sha256, legalBasis } = data as unknown as SourceEvents['CaptureDestroyed'];
    return [into(CaptureEndRow, { documentId, sha256, legalBasis, reason: reason ?? null })];
  },
};
