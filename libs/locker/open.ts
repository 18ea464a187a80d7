import { join } from 'node:path';
import { EvidenceLocker } from './evidence-locker.js';
import { FolderLocker } from './folder.js';
import { Intake } from './intake.js';
import type { Locker } from './port.js';

/** Where documents are kept, and how large one may be. */
export interface LockerPlace {
  readonly store:
    { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };
  /** Folder of this program for what comes in (PALIMPSESTE_DATA). */
  readonly data: string;
  readonly mostBytes: number;
}

/** Opens the locker; nothing is asked of its store before it is used. */
export async function openLocker({ store, data, mostBytes }: LockerPlace): Promise<EvidenceLocker> {
  if (store.kind === 'folder')
    // Beside the documents, so that what came in is moved to its place and not copied.
    return new EvidenceLocker(new FolderLocker(store.folder), new Intake(join(store.folder, 'incoming')), mostBytes);
  return new EvidenceLocker(await s3(store.bucket, store.prefix), new Intake(join(data, 'locker', 'incoming')), mostBytes);
}

// Its client is large: whoever keeps documents in a folder need not wait for it at every start.
async function s3(bucket: string, prefix: string): Promise<Locker> {
  const { S3Locker } = await import('./s3.js');
  return new S3Locker(bucket, prefix);
}
