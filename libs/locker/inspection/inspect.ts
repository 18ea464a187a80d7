import { ActiveContent, TypeRefused, type Finding } from './finding.js';
import { inHtml } from './html.js';
import { agrees, MEDIA_TYPES, mediaTypeOf, textOf } from './media-types.js';
import { inOffice } from './office.js';
import { inPdf } from './pdf.js';

/**
 * Looks at a document before it is kept. Its bytes are kept as they are or not at all: what is made harmless is no longer what was published.
 * @returns its media type
 * @throws {TypeRefused}
 * @throws {ActiveContent}
 */
export async function inspect(bytes: Buffer, declared: string | undefined): Promise<string> {
  const type = declared?.split(';')[0]!.trim().toLowerCase() || undefined;
  const found = await mediaTypeOf(bytes, type);
  if (found === undefined || !Object.hasOwn(MEDIA_TYPES, found) || !agrees(found, type)) throw new TypeRefused(type, found);
  const findings = await findingsIn(bytes, found);
  if (findings.size > 0) throw new ActiveContent(found, [...findings].sort());
  return found;
}

async function findingsIn(bytes: Buffer, mediaType: string): Promise<ReadonlySet<Finding>> {
  switch (MEDIA_TYPES[mediaType]) {
    case 'pdf':
      return inPdf(bytes);
    case 'html':
      return inHtml(textOf(bytes) ?? '');
    case 'csv':
      return inCsv(textOf(bytes) ?? '');
    case 'xlsx':
    case 'docx':
    case 'odt':
      return inOffice(bytes);
    default:
      return new Set();
  }
}

/** A cell that a spreadsheet would take for an order to another program: =cmd|'…'!A1. */
const inCsv = (text: string): ReadonlySet<Finding> =>
  new Set(/(?:^|[\n\r,;\t"])\s*[=+\-@][^\n\r,;\t|]{0,80}\|[^\n\r]{0,200}!/.test(text) ? ['dde'] : []);
