import {
  alarmsFr,
  formatVerifierKey,
  nodeCryptography,
  parseVerifierKey,
  recallFrom,
  StoredLog,
  verifyLog,
  type VerifierKey,
} from '@app/audit';
import { auditKeeping } from '@app/runtime';
import { readFile } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';
import { withSystem } from '../with-system.js';
import { verifyFile } from './audit-file.js';

interface Options {
  readonly key?: string;
  readonly witness?: readonly string[];
  readonly succession?: readonly string[];
  readonly checkpoint?: readonly string[];
  readonly json?: boolean;
}

const PROGRESS_EVERY = 20;

/** The log against its events, tiles and checkpoints; or a decision file or a proof against the key. */
export async function verify(
  file: string | undefined,
  { key, witness = [], succession = [], checkpoint = [], json }: Options,
): Promise<void> {
  const witnesses = await Promise.all(witness.map(keyGiven));
  const successions = await Promise.all(succession.map((path) => readFile(path, 'utf8')));
  if (file !== undefined) {
    if (key === undefined)
      throw new Exit(
        EXIT.usage,
        'un dossier ou une preuve se vérifie avec la clé du journal : --key (palimpseste audit key, ou /api/v1/audit/key).',
      );
    return verifyFile(file, await keyGiven(key), { witnesses, successions }, json);
  }
  const notes = await Promise.all(checkpoint.map((path) => readFile(path, 'utf8')));
  await withSystem(async ({ readModels, eventStore }, configuration) => {
    const log = new StoredLog(readModels);
    const state = await stateOf(log);
    const keeping = await auditKeeping(configuration);
    const own = keeping?.signer.key;
    const trusted = key === undefined ? (own ?? parseVerifierKey(state.verifier, nodeCryptography.sha256)) : await keyGiven(key);
    if (key === undefined && !own && !json) print('Clé lue dans la base même : donnez --key pour ne rien devoir à qui la tient.');
    const remembered = keeping ? [await keeping.memory.last(), ...(await recallFrom(keeping.sinks))] : [];
    const bar = progressBar('Vérification');
    let pages = 0;
    const result = await verifyLog({
      store: eventStore,
      log,
      trust: { origin: trusted.name, log: [trusted], witnesses },
      cryptography: nodeCryptography,
      successions,
      notes: [...notes, ...remembered.filter((note) => note !== undefined)],
      onProgress: (done, size) => pages++ % PROGRESS_EVERY === 0 && bar.update(Math.min(done, size), size),
    }).finally(() => bar.stop());
    const { size, events, differing, checkpoints, given, findings } = result;
    if (json) printJson({ ...result, pending: Math.max(0, events - size), verified: findings.length === 0 });
    else if (findings.length === 0) {
      print(
        `${size} événements sont ceux qui furent scellés ; ${checkpoints} points de contrôle s’accordent${given > 0 ? `, et ${given} gardés hors de la base` : ''}.`,
      );
      if (events > size) print(`${events - size} attendent d’être scellés : rien n’en est prouvé.`);
    }
    if (findings.length === 0) return;
    const told = findings.map(({ code, facts }) => `  ${alarmsFr[code](facts)} [${code}]`);
    const others = differing > 1 ? [`  ${differing} événements en tout ne sont plus ceux qui furent scellés.`] : [];
    throw new Exit(EXIT.tampered, ['le journal d’audit ne tient pas :', ...told, ...others].join('\n'));
  });
}

/** The key that checkpoints are verified with. */
export async function key({ json }: { json?: boolean }): Promise<void> {
  await withSystem(async ({ readModels }, configuration) => {
    const keeping = await auditKeeping(configuration);
    const verifier = keeping ? formatVerifierKey(keeping.signer.key) : (await stateOf(new StoredLog(readModels))).verifier;
    if (json) printJson({ key: verifier });
    else print(verifier);
  });
}

async function stateOf(log: StoredLog) {
  const state = await log.state().catch((error: { code?: string }) => {
    // The tables are made by whoever keeps or serves a log.
    if (error.code === '42P01') return undefined;
    throw error;
  });
  if (!state) throw new Exit(EXIT.notFound, 'aucun journal d’audit n’est tenu ici : voir PALIMPSESTE_AUDIT_KEY.');
  return state;
}

/** A key as it is written, or the file that holds it. */
async function keyGiven(given: string): Promise<VerifierKey> {
  const text = given.includes('+') ? given : await readFile(given, 'utf8');
  try {
    return parseVerifierKey(text.trim(), nodeCryptography.sha256);
  } catch (error) {
    throw new Exit(EXIT.usage, `la clé n’est pas de la forme nom+identifiant+clé : ${(error as Error).message}`);
  }
}
