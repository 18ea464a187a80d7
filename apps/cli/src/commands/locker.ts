import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { EvidenceLocker, KeptDocument } from '@app/locker';
import { release } from '@app/operations';
import { CaptureQueries } from '@app/timeline';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';
import { withReadModels } from '../with-system.js';

interface Options {
  readonly prune?: boolean;
  readonly json?: boolean;
}

/** A document that the locker owes. */
interface Owed {
  readonly sha256: string;
  readonly documents: readonly string[];
}

interface Verified {
  readonly place: string;
  /** Documents read to their end, and their bytes in all. */
  readonly documents: number;
  readonly bytes: number;
  readonly missing: readonly Owed[];
  readonly altered: readonly (Owed & { readonly found: string })[];
  /** Bytes that no event speaks of any more, or not yet. */
  readonly orphans: readonly KeptDocument[];
  /** What uploads left behind when their program died. */
  readonly leftovers: readonly { readonly name: string; readonly bytes: number; readonly since: Date }[];
  readonly pruned: boolean;
}

/** Milliseconds after which nobody can still be about to record what lies there. */
const SETTLED = 3_600_000;

/** Reads every document again and compares it with its hash and with what the events say should be there. */
export async function verify({ prune = false, json }: Options): Promise<void> {
  const verified = await withReadModels(async ({ locker, readModels, eventStore }) => {
    if (!locker) throw new Exit(EXIT.usage, 'cette installation n’a pas de coffre : LOCKER_URL n’est pas donné.');
    const verified = await compare(locker, await new CaptureQueries(readModels).owed());
    if (!prune) return verified;
    const old = Date.now() - SETTLED;
    // Looked at again, each while nobody else has it: it may have been brought again meanwhile.
    for (const { sha256, keptAt } of verified.orphans)
      if (keptAt.getTime() < old) await release({ readModels, eventStore, locker }, sha256);
    for (const leftover of verified.leftovers) if (leftover.since.getTime() < old) await locker.intake.remove(leftover);
    return { ...verified, pruned: true };
  });
  if (json) printJson(verified);
  else tell(verified);
  if (verified.missing.length + verified.altered.length > 0) process.exitCode = EXIT.tampered;
}

async function compare({ documents, intake }: EvidenceLocker, owed: readonly Owed[]): Promise<Verified> {
  const left = new Map(owed.map((one) => [one.sha256, one]));
  const altered: (Owed & { found: string })[] = [];
  const orphans: KeptDocument[] = [];
  let read = 0;
  let bytes = 0;
  const bar = progressBar('Coffre');
  for await (const kept of documents.list()) {
    const { sha256 } = kept;
    const one = left.get(sha256);
    left.delete(sha256);
    if (!one) {
      orphans.push(kept);
      continue;
    }
    const hash = createHash('sha256');
    await pipeline(await documents.read(sha256), hash);
    const found = hash.digest('hex');
    if (found !== sha256) altered.push({ ...named(one), found });
    bytes += kept.bytes;
    bar.update(++read, owed.length);
  }
  bar.stop();
  const leftovers = [];
  for await (const leftover of intake.leftovers()) leftovers.push(leftover);
  const missing = [...left.values()].map(named);
  return { place: documents.place, documents: read, bytes, missing, altered, orphans, leftovers, pruned: false };
}

const named = ({ sha256, documents }: Owed): Owed => ({ sha256, documents });

function tell({ place, documents, bytes, missing, altered, orphans, leftovers, pruned }: Verified): void {
  print(`${place} : ${documents} documents relus, ${bytes} octets.`);
  for (const { sha256, documents: of } of missing) print(`MANQUANT  ${sha256}  ${of.join(', ')}`);
  for (const { sha256, found, documents: of } of altered) print(`ALTÉRÉ    ${sha256}  ${of.join(', ')}  (empreinte trouvée : ${found})`);
  for (const { sha256, bytes: size, keptAt } of orphans) print(`ORPHELIN  ${sha256}  ${size} octets, depuis le ${keptAt.toISOString()}`);
  for (const { name, bytes: size, since } of leftovers) print(`INACHEVÉ  ${name}  ${size} octets, depuis le ${since.toISOString()}`);
  if (orphans.length + leftovers.length > 0)
    print(
      pruned
        ? 'Ce qui était orphelin ou inachevé depuis plus d’une heure est retiré.'
        : '« locker verify --prune » retire ce qui est orphelin ou inachevé depuis plus d’une heure.',
    );
  if (missing.length + altered.length === 0) print('Tout ce que le registre attend est là, intact.');
}
