import { outcomeOf, PostgresJobs, statusesFr, type Job, type Jobs } from '@app/jobs';
import { isUuid } from '@app/kernel';
import { productJobs } from '@app/operations';
import { workersOf } from '@app/projecting';
import type { System } from '@app/runtime';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { agoOf, bar, duration, momentOf } from '../status/words.js';
import { withSystem } from '../with-system.js';

interface Options {
  readonly json?: boolean;
}

/** Jobs that are listed unless more are asked for. */
const LISTED = 20;

const withJobs = <T>(work: (jobs: Jobs, system: System) => Promise<T>): Promise<T> =>
  withSystem(async (system) => {
    const jobs = new PostgresJobs(system.readModels, productJobs);
    await jobs.install();
    return work(jobs, system);
  });

/** The last jobs, newest first. */
export async function list({ json, limit = String(LISTED) }: Options & { limit?: string }): Promise<void> {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 1_000)
    throw new Exit(EXIT.usage, `--limit « ${limit} » : un entier de 1 à 1000 est attendu.`);
  await withJobs(async (jobs) => {
    const found = await jobs.list({ limit: most });
    if (json) return printJson(found.map((job) => told(job, jobs)));
    if (found.length === 0) return print('Aucune tâche.');
    for (const job of found) {
      const left = job.secondsLeft === null ? '' : `, reste ${duration(job.secondsLeft)}`;
      const how = job.status === 'running' ? `${bar(job.progress).trim()}${left}` : '';
      print(
        `${job.id}  ${job.name.padEnd(10)} ${statusesFr[job.status].padEnd(11)} ${momentOf(job.askedAt)}  ${how || (messageOf(job, jobs) ?? '')}`.trimEnd(),
      );
    }
  });
}

export async function show(id: string, { json }: Options): Promise<void> {
  await withJobs(async (jobs) => {
    const job = known(await jobs.find(checked(id)), id);
    if (json) return printJson(told(job, jobs));
    const now = new Date();
    const definition = jobs.definitions.get(job.name);
    const phase = job.phase === null ? '' : ` (${definition?.phases?.[job.phase]?.fr ?? job.phase})`;
    const lines: [string, string | null][] = [
      ['tâche', `${job.name} : ${definition?.title.fr ?? ''}`],
      ['demandé', JSON.stringify(job.payload)],
      ['par', `${job.askedBy}, le ${momentOf(job.askedAt)}`],
      ['état', `${statusesFr[job.status]}${job.cancelling ? ', s’arrête' : ''}`],
      ['avancement', job.status === 'running' ? `${bar(job.progress).trim() || 'inconnu'}${phase}` : null],
      ['reste', job.secondsLeft === null ? null : duration(job.secondsLeft)],
      ['commencée', job.startedAt && `${momentOf(job.startedAt)}${job.endedAt ? '' : ` (il y a ${agoOf(job.startedAt, now)})`}`],
      ['terminée', job.endedAt && `${momentOf(job.endedAt)}, après ${agoOf(job.startedAt ?? job.askedAt, job.endedAt)}`],
      ['worker', job.worker && `${job.worker.id}${job.worker.host ? ` sur ${job.worker.host}` : ''}`],
      ['reprises', job.runs > 1 ? `${job.runs - 1} (${job.faults} défauts, ${job.deaths} workers morts)` : null],
      [job.status === 'done' ? 'résultat' : 'message', messageOf(job, jobs) ?? null],
    ];
    for (const [label, value] of lines) if (value !== null) print(`${label.padEnd(11)} ${value}`);
  });
}

export async function cancel(id: string, { json }: Options): Promise<void> {
  await withJobs(async (jobs) => {
    const job = known(await jobs.cancel(checked(id)), id);
    if (job.endedAt !== null && job.status !== 'cancelled')
      throw new Exit(EXIT.refused, `la tâche ${id} a déjà pris fin (${statusesFr[job.status]}) : rien à annuler.`);
    if (json) return printJson(told(job, jobs));
    print(job.status === 'cancelled' ? `Tâche ${id} annulée.` : `La tâche ${id} s’arrête ; « palimpseste jobs show ${id} » le confirmera.`);
  });
}

/** Asks for a job instead of doing its work here. */
export async function enqueue(name: string, payload: object, { json }: Options): Promise<void> {
  await withJobs(async (jobs, { readModels }) => {
    const { job, as } = await jobs.enqueue(name, payload, { askedBy: 'cli' });
    if (json) return printJson({ as, job: told(job, jobs) });
    print(`${as === 'open' ? 'Déjà demandée' : 'Demandée'} : ${job.id} (« palimpseste jobs show ${job.id} » dit où elle en est).`);
    if ((await workersOf(readModels)).length === 0)
      print('Aucun worker n’est en marche : elle attendra « palimpseste serve » ou « palimpseste worker ».');
  });
}

const messageOf = (job: Job, jobs: Jobs): string | undefined => outcomeOf(jobs.definitions.get(job.name), job)?.fr;
const told = (job: Job, jobs: Jobs): object => ({ ...job, message: messageOf(job, jobs) ?? null });

function checked(id: string): string {
  if (!isUuid(id)) throw new Exit(EXIT.usage, `« ${id} » n’est pas un identifiant de tâche : « palimpseste jobs » les montre.`);
  return id;
}

function known(job: Job | undefined, id: string): Job {
  if (!job) throw new Exit(EXIT.notFound, `aucune tâche ne s’appelle « ${id} ».`);
  return job;
}
