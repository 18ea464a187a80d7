import { fileSigningKey, keepEndorsement } from '@app/audit';
import { readConfiguration } from '@app/configuration';
import { subjectOfKind, subjects } from '@app/domain';
import { date } from '@app/http';
import { auditKeeping, type System } from '@app/runtime';
import { wordsIn, type Language } from '@app/timeline';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openDecisionFiles, type DecisionFile } from '../../../api/src/index.js';
import { EXIT, Exit } from '../exit-codes.js';
import { momentOf, read, type MomentOptions } from '../moment.js';
import { print, printJson, progressBar } from '../output.js';
import { noteHere } from '../trailed.js';
import { withReadModels } from '../with-system.js';

interface Options extends MomentOptions {
  readonly subject: string;
  readonly from?: string;
  readonly to?: string;
  readonly public?: boolean;
  readonly lang: Language;
  readonly out?: string;
  readonly json?: boolean;
}

/** Writes the decision file of a subject; it appears whole or not at all. */
export async function run({ subject, from, to, public: isPublic = false, lang, out, json, ...options }: Options): Promise<void> {
  const [kind = '', ...rest] = subject.split('/');
  const id = rest.join('/');
  if (!subjectOfKind(kind) || id === '')
    throw new Exit(
      EXIT.usage,
      `--subject « ${subject} » n’est pas de la forme sorte/identifiant (site/bridgestone-bethune). Sortes : ${subjects.map(({ kind: known }) => known).join(', ')}.`,
    );
  if (lang !== 'fr' && lang !== 'en') throw new Exit(EXIT.usage, `--lang « ${String(lang)} » : fr ou en est attendu.`);
  const wanted = {
    kind,
    id,
    from: from === undefined ? null : read('--from', from, (text) => date('').read(text).earliest),
    to: to === undefined ? null : read('--to', to, (text) => date('').read(text).latest),
    moment: momentOf(options),
    // The command line reads the database itself: whoever runs it sees everything.
    reader: { seesAll: !isPublic },
    words: wordsIn(lang),
  };
  await withReadModels(async (system) => {
    const noted = { route: `palimpseste audit file ${subject}`, format: 'application/zip', subjects: [`${kind}-${id}`] };
    await noteHere(system, { action: 'export', ...noted });
    await endorse(system);
    const files = await openDecisionFiles(system);
    try {
      const file = await files.make(wanted);
      const path = out ?? `${file.name}.zip`;
      const sha256 = await write(file, path);
      if (path !== '-') tell(file, path, sha256, json);
    } finally {
      await files.close();
    }
  });
}

/** Whoever runs this where the log's key is need not wait for a worker to have done it. */
async function endorse({ readModels, secret }: System): Promise<void> {
  const keeping = await auditKeeping(readConfiguration(process.env));
  if (keeping) await keepEndorsement(readModels, fileSigningKey(keeping.origin, secret).key, keeping.signer);
}

/** @returns SHA-256 of the whole, in hexadecimal */
async function write({ stream, size }: DecisionFile, path: string): Promise<string> {
  const bar = progressBar('Dossier');
  const hash = createHash('sha256');
  let written = 0;
  const counted = new PassThrough().on('data', (piece: Buffer) => {
    hash.update(piece);
    bar.update((written += piece.length), size);
  });
  try {
    if (path === '-') await pipeline(stream, counted, process.stdout, { end: false });
    else {
      const part = `${path}.part`;
      try {
        await pipeline(stream, counted, createWriteStream(part, { mode: 0o600 }));
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    }
  } finally {
    bar.stop();
  }
  return hash.digest('hex');
}

function tell({ about, size }: DecisionFile, path: string, sha256: string, json: boolean | undefined): void {
  if (json) return printJson({ file: path, bytes: size, sha256, ...about });
  const { subject, events, documents, withheld, audience } = about;
  print(`${path} : le dossier de « ${subject.name ?? subject.id} », ${size} octets, SHA-256 ${sha256}.`);
  print(`Événements : ${events} ; copies de documents : ${documents} ; non joints : ${withheld}.`);
  if (audience === 'officers')
    print('Il contient ce qui n’est pas public : ne le diffusez pas. « --public » fait celui que chacun peut lire.');
  print(`Il se vérifie ailleurs, sans la base : palimpseste audit verify ${path} --key '<la clé>' (palimpseste audit key).`);
}
