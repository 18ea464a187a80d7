import {
  alarmsFr,
  AuditAlarm,
  formatVerifierKey,
  installLog,
  newSigningKeyPem,
  nodeCryptography,
  recallFrom,
  Sealer,
  StoredLog,
  WrittenLog,
  type SigningKey,
} from '@app/audit';
import type { Configuration } from '@app/configuration';
import { whileNobodyOwns } from '@app/projecting';
import { AUDIT_WORK, auditKeeping, auditKeyFile, keepOrigin, signingKeyIn, type AuditKeeping } from '@app/runtime';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { withSystem } from '../with-system.js';

interface Options {
  readonly new?: string;
  readonly json?: boolean;
}

/**
 * Puts the log into the hands of a new key: both sign the last checkpoint of the old one. Stopped half way, it goes on when it is asked again.
 * The key file of the embedded demonstration is replaced; elsewhere the operator gives the new file to the workers.
 */
export async function rotate({ new: given, json }: Options): Promise<void> {
  await withSystem(async ({ readModels, eventStore }, configuration) => {
    const keeping = await auditKeeping(configuration);
    if (!keeping) throw new Exit(EXIT.usage, 'aucune clé n’est donnée ici : voir PALIMPSESTE_AUDIT_KEY.');
    const file = given ?? nextFile(configuration);
    const next = await nextKey(keeping, file);
    if (formatVerifierKey(next.key) === formatVerifierKey(keeping.signer.key)) throw sameKey();
    await installLog(readModels);
    const log = new WrittenLog(readModels);
    const done = await whileNobodyOwns(readModels, AUDIT_WORK, async () => {
      const state = await log.state();
      if (state?.verifier === formatVerifierKey(next.key)) return true;
      await keepOrigin(configuration, keeping.origin);
      await handOver(keeping, next, { store: eventStore, log });
      return true;
    });
    if (!done)
      throw new Exit(EXIT.unavailable, 'un worker tient le journal d’audit : arrêtez les workers, changez la clé, puis relancez-les.');
    const retired = await replaceOwn(configuration, keeping, file);
    const [note] = (await new StoredLog(readModels).successions()).slice(-1);
    const [former, key] = [keeping.signer.key, next.key].map(formatVerifierKey);
    if (json) return printJson({ key, former, note, file: retired ? auditKeyFile(configuration) : file, retired });
    print(`Le journal est maintenant tenu avec la clé ${key}`);
    print(`Elle succède à ${former} ; les deux ont signé :\n\n${note}`);
    if (retired) print(`L’ancienne clé est dans ${retired} : gardez-la à l’abri, hors de cette machine.`);
    else print(`Avant de relancer les workers, donnez-leur PALIMPSESTE_AUDIT_KEY=${file}. Gardez l’ancienne clé à l’abri, hors d’ici.`);
    print('Donnez la nouvelle clé publique à ceux qui vérifient et aux témoins.');
  });
}

async function handOver(
  keeping: AuditKeeping,
  next: SigningKey,
  where: Pick<ConstructorParameters<typeof Sealer>[0], 'store' | 'log'>,
): Promise<void> {
  const sealer = new Sealer({ ...where, ...keeping, cryptography: nodeCryptography, recall: () => recallFrom(keeping.sinks) });
  try {
    await sealer.handOver(next);
  } catch (error) {
    if (error instanceof AuditAlarm)
      throw new Exit(
        EXIT.tampered,
        `la clé n’a pas été changée, car le journal ne tient pas : ${alarmsFr[error.code](error.facts)} [${error.code}]`,
      );
    if (error instanceof RangeError) throw sameKey();
    throw error;
  }
}

const sameKey = () =>
  new Exit(EXIT.usage, 'la nouvelle clé est, ou fut déjà, celle du journal : openssl genpkey -algorithm ed25519 en fait une autre.');

/** The key in the file, which is made when there is none. */
async function nextKey({ origin }: AuditKeeping, file: string): Promise<SigningKey> {
  await writeFile(file, newSigningKeyPem(), { mode: 0o600, flag: 'wx' }).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST')
      throw new Exit(EXIT.usage, `${file} ne peut pas être écrit (${error.code}) : --new dit où faire ou lire la nouvelle clé.`);
  });
  return signingKeyIn(origin, file);
}

function nextFile(configuration: Configuration): string {
  if (configuration.audit.keyFile !== undefined)
    throw new Exit(EXIT.usage, '--new dit dans quel fichier est la nouvelle clé, ou sera faite : /chemin/audit-key-2.pem');
  return join(dirname(auditKeyFile(configuration)!), 'audit-key-next.pem');
}

/** The demonstration's own key file is the new key's from now on; the old one stays beside it. */
async function replaceOwn(configuration: Configuration, { signer }: AuditKeeping, file: string): Promise<string | undefined> {
  if (configuration.audit.keyFile !== undefined) return undefined;
  const own = auditKeyFile(configuration)!;
  const retired = join(dirname(own), `audit-key-${signer.key.id}.pem`);
  await rename(own, retired);
  await rename(file, own);
  return retired;
}
