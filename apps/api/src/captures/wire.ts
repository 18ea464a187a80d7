import type { Capture, Reader, Words } from '@app/timeline';

/** A copy as the interface tells it. Its address is given to whoever may have its bytes. */
export function captureOnWire({ documentId, held, redistribution, captured, ...capture }: Capture, words: Words, { seesAll }: Reader) {
  const isToBeHad = held && (seesAll || redistribution === 'allowed');
  return {
    eventId: capture.eventId,
    sha256: capture.sha256,
    bytes: capture.bytes,
    mediaType: capture.mediaType,
    title: capture.title,
    licence: capture.licence,
    redistribution: { code: redistribution, label: words.redistribution(redistribution) },
    address: capture.address,
    captured: captured && { ...captured, text: words.date(captured) },
    recordedAt: capture.recordedAt,
    destroyed: capture.destroyed,
    href: isToBeHad ? `/api/v1/sources/${documentId}/captures/${capture.sha256}` : null,
  };
}
