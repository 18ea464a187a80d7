import 'reflect-metadata';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { exportEvents } from '@app/event-store';
import { job, JobRefused, type JobContext } from '@app/jobs';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export class ExportPayload {
  /** Exports kept in the folder, this one included. */
  @IsOptional() @IsInt() @Min(1) @Max(20) keep?: number;
}

interface Exported {
  /** Name of the file under `exports` of that worker's data folder. */
  readonly file: string;
  readonly host: string;
  readonly events: number;
  readonly bytes: number;
  /** Of the whole file, as `sha256sum` says it. */
  readonly sha256: string;
}

const FOLDER = 'exports';
const KEPT = 5;
/** Bytes that are left to the database, which may lie on the same disk. */
const LEFT_FREE = 268_435_456;
/** Events between two looks at the disk. */
const LOOK_EVERY = 10_000;
/** Their order is that of their times: jobs of this queue run one after the other. */
const NAME = /^palimpseste-[\dTZ]+-[\da-f]{8}\.jsonl(\.part)?$/;
/** Whoever is to write there is another account, or the folder is no volume. */
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

/** The whole register in a file that `palimpseste import` takes back. One that was interrupted begins again: its file was on another machine. */
export const exportJob = job<ExportPayload, Exported>({
  name: 'export',
  title: { fr: 'Export de tous les événements', en: 'Export of all events' },
  payload: ExportPayload,
  key: () => 'all',
  queue: 'export',
  phases: { writing: { fr: 'écriture', en: 'writing' } },
  refusals: {
    DISK_NEARLY_FULL: ({ free }: { free: number }) => ({
      fr: `Il ne reste que ${mebibytes(free)} Mio sur le disque du dossier de données ; ${mebibytes(LEFT_FREE)} Mio doivent rester libres. Faites de la place.`,
      en: `Only ${mebibytes(free)} MiB are left on the disk of the data folder; ${mebibytes(LEFT_FREE)} MiB must stay free. Make room.`,
    }),
    EXPORTS_NOT_WRITABLE: ({ host }: { host: string }) => ({
      fr: `Le worker de « ${host} » ne peut pas écrire dans son dossier de données : donnez-lui un dossier par PALIMPSESTE_DATA.`,
      en: `The worker on "${host}" cannot write to its data folder: give it one with PALIMPSESTE_DATA.`,
    }),
  },
  done: ({ file, host, events, bytes, sha256 }) => ({
    fr: `${events} événements dans ${FOLDER}/${file} sur ${host} (${bytes} octets, SHA-256 ${sha256}).`,
    en: `${events} events in ${FOLDER}/${file} on ${host} (${bytes} bytes, SHA-256 ${sha256}).`,
  }),
  run: async ({ keep = KEPT }, context) => {
    const folder = join(context.tools.data, FOLDER);
    const name = `palimpseste-${new Date().toISOString().replace(/[-:.]/g, '')}-${context.id.slice(-8)}.jsonl`;
    const part = join(folder, `${name}.part`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Exports run one after the other: what others left half written is nobody's any more.
      await remove(folder, await ours(folder, '.part'));
      const written = await write(part, context);
      await rename(part, join(folder, name));
      await remove(folder, (await ours(folder, '.jsonl')).slice(0, -keep));
      return { file: name, host: hostname(), ...written };
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw NOT_WRITABLE.has((error as { code?: string }).code ?? '')
        ? new JobRefused('EXPORTS_NOT_WRITABLE', { host: hostname() })
        : error;
    }
  },
});

async function write(part: string, { tools, signal, progress }: JobContext): Promise<Omit<Exported, 'file' | 'host'>> {
  const { eventStore, data } = tools;
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const stop = (reason: unknown) => counted.destroy(reason as Error);
  const onAbort = () => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await leaveRoom(data);
    signal.throwIfAborted();
    const onDisk = pipeline(counted, createWriteStream(part, { mode: 0o600, flush: true }));
    // Whichever of the two fails first ends the other, and says why.
    onDisk.catch(stop);
    const events = await exportEvents(eventStore, counted, (done, total) => {
      progress(eventStore.capabilities.contiguous ? done / total : null, 'writing');
      if (done % LOOK_EVERY === 0) leaveRoom(data).catch(stop);
    });
    counted.end();
    await onDisk;
    return { events, bytes, sha256: hash.digest('hex') };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function leaveRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < LEFT_FREE) throw new JobRefused('DISK_NEARLY_FULL', { free: bavail * bsize });
}

/** Names of our files in the folder, oldest first. */
const ours = async (folder: string, end: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => NAME.test(name) && name.endsWith(end)).sort();

async function remove(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(folder, name), { force: true });
}

const mebibytes = (bytes: number): number => Math.floor(bytes / 1_048_576);
