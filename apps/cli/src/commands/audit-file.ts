import {
  FileRejected,
  fileWords,
  nodeCryptography,
  nodeFileCryptography,
  trustOfLog,
  VerificationError,
  verifyDecisionFile,
  verifyEventProof,
  withFile,
  type OpenedCheckpoint,
  type Trust,
  type VerifierKey,
} from '@app/audit';
import { readFile } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';

const words = fileWords('fr');

/** A decision file or a proof file against nothing but the key: no base is opened. */
export async function verifyFile(
  path: string,
  key: VerifierKey,
  { witnesses, successions }: { readonly witnesses: readonly VerifierKey[]; readonly successions: readonly string[] },
  json: boolean | undefined,
): Promise<void> {
  const trust = () => ({ ...trustOfLog(key.name, key, successions, nodeCryptography), witnesses });
  if (await isArchive(path)) await verifyArchive(path, trust, json);
  else await verifyProof(path, trust, json);
}

/** @throws {VerificationError} when a change of key that was given is none */
type Trusted = () => Trust;

async function verifyArchive(path: string, trusted: Trusted, json: boolean | undefined): Promise<void> {
  const bar = progressBar('Vérification');
  try {
    const trust = trusted();
    const { about, events, documents, withheld, checkpoint } = await withFile(path, (source) =>
      verifyDecisionFile(source, trust, nodeFileCryptography, (done, total) => bar.update(done, total)),
    );
    bar.stop();
    const seen = seenBy(checkpoint);
    if (json)
      return printJson({
        verified: true,
        ...about,
        events: events.length,
        documents: documents.length,
        withheld: withheld.length,
        size: checkpoint.size,
        witnesses: seen,
      });
    const { subject, audience, period, asOf } = about;
    print(`Le dossier de « ${subject.name ?? subject.id} » (${subject.kind}/${subject.id}) est tel qu’il fut fait.`);
    print(
      `${counted(events.length, 'événement')} du journal ${trust.origin}, chacun à sa place parmi ${checkpoint.size} entrées signées ;`,
    );
    print(
      `${counted(documents.length, 'copie')} de documents, sous l’empreinte que le journal en a ; ${counted(withheld.length, 'chose non jointe', 'choses non jointes')} (withheld.jsonl).`,
    );
    if (period.from ?? period.to) print(`Faits du ${period.from ?? '…'} au ${period.to ?? '…'}.`);
    if (asOf !== null) print(`Tel que connu au ${asOf}.`);
    if (audience === 'officers') print('Il contient ce qui n’est pas public : ne le diffusez pas.');
    for (const { name, at } of seen) print(`Vu par ${name}${at === null ? '' : ` le ${at}`}.`);
  } catch (error) {
    bar.stop();
    if (error instanceof VerificationError) throw unproven(error);
    if (!(error instanceof FileRejected)) throw error;
    const { code, place, message } = error;
    if (json) printJson({ verified: false, code, ...place, message });
    throw new Exit(EXIT.tampered, `le dossier ne tient pas : ${words.place(place)} : ${words.faults[code]} [${code}]`);
  }
}

async function verifyProof(path: string, trusted: Trusted, json: boolean | undefined): Promise<void> {
  const text = await readFile(path, 'utf8');
  try {
    const { disclosure, index, checkpoint } = verifyEventProof(text, trusted(), nodeCryptography);
    const { streamId, eventId, type, recordedAt, occurred } = disclosure.header;
    const seen = seenBy(checkpoint);
    if (json)
      return printJson({
        verified: true,
        event: eventId,
        type,
        streamId,
        recordedAt,
        occurred,
        data: JSON.parse(disclosure.data),
        index,
        size: checkpoint.size,
        witnesses: seen,
      });
    print(
      `L’événement ${eventId} (${type} de ${streamId}) est l’entrée n° ${index} du journal ${checkpoint.origin}, parmi ${checkpoint.size}.`,
    );
    print(`Enregistré le ${recordedAt}, il disait : ${disclosure.data}`);
    for (const { name, at } of seen) print(`Vu par ${name}${at === null ? '' : ` le ${at}`}.`);
  } catch (error) {
    throw error instanceof VerificationError ? unproven(error) : error;
  }
}

const unproven = ({ code, message }: VerificationError) =>
  new Exit(EXIT.tampered, `la preuve ne tient pas : ${words.proof[code] ?? message} [${code}]`);

const seenBy = ({ witnessed }: OpenedCheckpoint) =>
  witnessed.map(({ key: { name }, at }) => ({ name, at: at === undefined ? null : new Date(at * 1_000).toISOString() }));

/** Whether it begins as a ZIP archive does: a proof is text. */
const isArchive = (path: string): Promise<boolean> =>
  withFile(path, async ({ size, read }) => size >= 2 && Buffer.from(await read(0, 2)).toString('latin1') === 'PK');

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count > 1 ? many : one}`;
