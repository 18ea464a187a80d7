import type { Cryptography } from '../base/cryptography.js';
import { VerificationError } from '../base/verification-error.js';
import { endorse, openEndorsement } from '../file/manifest.js';
import type { NoteSigner } from '../notes/signed-note.js';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../notes/verifier-key.js';
import type { LogDatabase } from './database.js';

/**
 * Says with the log's key that `fileKey` may sign decision files, where the programs that make them find it. Whoever has the log's key asks for it at its
 * start; the same key is endorsed once.
 */
export async function keepEndorsement(database: LogDatabase, fileKey: VerifierKey, log: NoteSigner): Promise<void> {
  await database.query(
    // Not by whoever came with another key than the log's.
    `INSERT INTO audit.endorsement (key, note) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM audit.log WHERE verifier <> $3)
     ON CONFLICT (key) DO UPDATE SET note = excluded.note WHERE endorsement.note <> excluded.note`,
    [formatVerifierKey(fileKey), endorse(fileKey, log), formatVerifierKey(log.key)],
  );
}

/** The log's endorsement of this key; undefined where there is none that holds. */
export async function endorsementOf(
  database: LogDatabase,
  fileKey: VerifierKey,
  log: string,
  cryptography: Cryptography,
): Promise<string | undefined> {
  const [row] = await database.query('SELECT note FROM audit.endorsement WHERE key = $1', [formatVerifierKey(fileKey)]);
  if (!row) return undefined;
  try {
    const { id, name } = openEndorsement(row.note, parseVerifierKey(log, cryptography.sha256), cryptography);
    return name === fileKey.name && id === fileKey.id ? row.note : undefined;
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}
