import {
  decodeDisclosure,
  entryOfDisclosure,
  nodeCryptography,
  parseTlogProof,
  trustOfLog,
  VerificationError,
  verifyTlogProof,
  type VerificationCode,
  type VerifierKey,
} from '@app/audit';
import { readFile } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';

/** A proof file against nothing but the key: no base is opened. */
export async function verifyFile(
  path: string,
  key: VerifierKey,
  { witnesses, successions }: { readonly witnesses: readonly VerifierKey[]; readonly successions: readonly string[] },
  json: boolean | undefined,
): Promise<void> {
  const text = await readFile(path, 'utf8');
  try {
    const { extra, index } = parseTlogProof(text);
    const disclosure = decodeDisclosure(extra ?? new Uint8Array());
    const trust = { ...trustOfLog(key.name, key, successions, nodeCryptography), witnesses };
    const entry = entryOfDisclosure(disclosure, nodeCryptography.sha256);
    const { size, witnessed } = verifyTlogProof(text, entry, trust, nodeCryptography);
    const { streamId, eventId, type, recordedAt, occurred } = disclosure.header;
    const seen = witnessed.map(({ key: { name }, at }) => ({ name, at: at === undefined ? null : new Date(at * 1_000).toISOString() }));
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
        size,
        witnesses: seen,
      });
    print(`L’événement ${eventId} (${type} de ${streamId}) est l’entrée n° ${index} du journal ${key.name}, parmi ${size}.`);
    print(`Enregistré le ${recordedAt}, il disait : ${disclosure.data}`);
    for (const { name, at } of seen) print(`Vu par ${name}${at === null ? '' : ` le ${at}`}.`);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new Exit(EXIT.tampered, `la preuve ne tient pas : ${WHY[error.code] ?? error.message} [${error.code}]`);
  }
}

const WHY: Partial<Record<VerificationCode, string>> = {
  PROOF_MALFORMED: 'ce n’est pas une preuve exportée d’ici, ou elle est abîmée.',
  NOTE_MALFORMED: 'son point de contrôle est abîmé.',
  CHECKPOINT_MALFORMED: 'son point de contrôle est abîmé.',
  NOT_SIGNED: 'son point de contrôle n’est pas signé par cette clé, ni par une autre à laquelle elle est liée (--succession).',
  SIGNATURE_INVALID: 'la signature de son point de contrôle est fausse.',
  ORIGIN_DIFFERS: 'son point de contrôle est celui d’un autre journal.',
  SUCCESSION_MALFORMED: 'un changement de clé donné n’en est pas un, ou n’est pas signé par les deux clés.',
  SUCCESSION_FORKED: 'deux clés disent succéder à la même.',
  INCLUSION_NOT_PROVEN: 'l’événement n’est pas dans le journal signé, ou pas à cette place.',
  COMMITMENT_DIFFERS: 'le contenu de l’événement n’est pas celui qui fut scellé.',
};
