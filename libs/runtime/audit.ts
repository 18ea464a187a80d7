import { digest, FileMemory, newSigningKeyPem, nodeCryptography, SigningKey, sinkOf, type CheckpointMemory, type Sink } from '@app/audit';
import { ConfigurationError, type Configuration } from '@app/configuration';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeSecretFile, readSecretFile } from './secret-file.js';

const KEY = 'PALIMPSESTE_AUDIT_KEY';
const MAKE = 'openssl genpkey -algorithm ed25519 -out';

/** The name under which workers share the keeping of the log. */
export const AUDIT_WORK = 'audit journal';

/** What a worker needs to carry the audit log on. */
export interface AuditKeeping {
  readonly origin: string;
  readonly signer: SigningKey;
  /** Where the last signed checkpoint is remembered, away from the database. */
  readonly memory: CheckpointMemory;
  /** Where checkpoints are published. */
  readonly sinks: readonly Sink[];
}

/**
 * The signing key and what goes with it. The embedded demonstration makes its key at its first start; with a database of one's own it must be given.
 * @returns undefined where there is no key: then no log is kept
 * @throws {ConfigurationError} when the key cannot be used; the message never repeats it
 */
export async function auditKeeping(configuration: Configuration): Promise<AuditKeeping | undefined> {
  const { data, audit } = configuration;
  const file = auditKeyFile(configuration);
  if (file === undefined) return undefined;
  if (audit.keyFile === undefined) await makeSecretFile(file, newSigningKeyPem());
  const pem = await readSecretFile(KEY, file, MAKE);
  const unnamed = keyOf('palimpseste', pem, file);
  const origin = audit.origin ?? (await keptOrigin(configuration)) ?? `palimpseste-${fingerprint(unnamed)}`;
  const memory = new FileMemory(join(data, 'audit', 'checkpoint'));
  return { origin, signer: keyOf(origin, pem, file), memory, sinks: audit.sinks.map(sinkGiven) };
}

/** The file of the private key; undefined where none is given. */
export const auditKeyFile = ({ databaseUrl, data, audit }: Configuration): string | undefined =>
  audit.keyFile ?? (databaseUrl === undefined ? join(data, 'secrets', 'audit-key.pem') : undefined);

/**
 * The key in this file, for a log of this name.
 * @throws {ConfigurationError} when it cannot be used
 */
export const signingKeyIn = async (origin: string, file: string): Promise<SigningKey> =>
  keyOf(origin, await readSecretFile(KEY, file, MAKE), file);

/** Keeps the name that was made of the first key, where none is given: a later key does not change it. */
export async function keepOrigin(configuration: Configuration, origin: string): Promise<void> {
  if (configuration.audit.origin !== undefined) return;
  const file = originFile(configuration);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${origin}\n`);
}

const keptOrigin = async (configuration: Configuration): Promise<string | undefined> =>
  readFile(originFile(configuration), 'utf8').then(
    (text) => text.trim() || undefined,
    (error: { code?: string }) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );

const originFile = ({ data }: Configuration): string => join(data, 'audit', 'origin');

function keyOf(name: string, pem: string, file: string): SigningKey {
  try {
    return SigningKey.fromPem(name, pem);
  } catch {
    throw wrong(`${file} n’est pas une clé privée Ed25519 en PEM : ${MAKE} ${file}`);
  }
}

function sinkGiven(text: string): Sink {
  try {
    return sinkOf(text);
  } catch (error) {
    throw new ConfigurationError([{ variable: 'PALIMPSESTE_AUDIT_SINKS', message: (error as Error).message }]);
  }
}

const fingerprint = ({ key }: SigningKey): string =>
  Buffer.from(digest(nodeCryptography.sha256, key.publicKey)).toString('hex').slice(0, 16);

const wrong = (message: string) => new ConfigurationError([{ variable: KEY, message }]);
