import { alarmFr } from '@app/audit';
import { outcomeOf, statusesFr, type AnyJob, type Job } from '@app/jobs';
import { productJobs, type Now, type ProjectionNow, type Rebuilding } from '@app/operations';
import { subjectOf } from '@app/kernel';
import { agoOf, bar, count, duration, shortOf, workOf } from './words.js';

/** A line of the terminal; its tone is shown where colours are. */
export interface Line {
  readonly text: string;
  readonly tone?: 'title' | 'heading' | 'bad' | 'dim';
}

const definitions = new Map<string, AnyJob>(productJobs.map((definition) => [definition.name, definition]));
const NONE: Line = { text: '  aucune', tone: 'dim' };
/** Parked events that are named below their projection. */
const MOST_PARKED = 3;

/** Everything that runs, as people read it. @param before an earlier look, from which paces follow; null for the first of several */
export function view(now: Now, before?: Now | null): Line[] {
  return [
    title(now, before),
    { text: '' },
    { text: `WORKERS (${now.workers.length})`, tone: 'heading' },
    ...workers(now),
    { text: '' },
    {
      text: `PROJECTIONS${' '.repeat(13)}RETARD${' '.repeat(18)}${before === undefined ? '' : 'ALLURE    '}DE CÔTÉ   WORKER`,
      tone: 'heading',
    },
    ...(now.projections.length === 0 ? [NONE] : []),
    ...now.projections.flatMap((projection) => projectionLines(projection, now, before)),
    { text: '' },
    ...auditLines(now),
    ...lockerLines(now),
    { text: 'TÂCHES', tone: 'heading' },
    ...(now.jobs.length === 0 ? [NONE] : now.jobs.flatMap((job) => jobLines(job, now))),
  ];
}

function title(now: Now, before?: Now | null): Line {
  const time = now.at.toLocaleTimeString('fr-FR');
  if (now.events === null)
    return { text: `Palimpseste   ${time}   journal ${now.head === null ? 'vide' : `à la position ${now.head}`}`, tone: 'title' };
  const pace = before?.events != null ? `, ${perSecond(now.events - before.events, now, before)}` : '';
  return { text: `Palimpseste   ${time}   ${count(now.events)} événements${pace}`, tone: 'title' };
}

/** Nothing where no document is kept. */
function lockerLines({ locker: { documents, bytes } }: Now): Line[] {
  if (documents === 0) return [];
  return [{ text: 'COFFRE', tone: 'heading' }, { text: `  ${count(documents)} documents, ${count(bytes)} octets` }, { text: '' }];
}

/** Nothing where no audit log is kept. */
function auditLines({ audit, at }: Now): Line[] {
  if (!audit) return [];
  const { size, pending, signedAt, published, alarm } = audit;
  const parts = [
    `${count(size)} scellés`,
    ...(pending === null ? [] : [`${count(pending)} en attente`]),
    ...(signedAt ? [`dernier point de contrôle il y a ${agoOf(signedAt, at)}`] : []),
    published === null ? 'rien de publié' : `publié jusqu’à ${count(published)}`,
  ];
  return [
    { text: 'JOURNAL D’AUDIT', tone: 'heading' },
    { text: `  ${parts.join(', ')}` },
    ...(alarm ? [{ text: `  ${alarmFr(alarm)} Depuis ${agoOf(alarm.since, at)}.`, tone: 'bad' as const }] : []),
    { text: '' },
  ];
}

function workers({ workers, at }: Now): Line[] {
  if (workers.length === 0) return [{ text: '  aucun n’est en marche : rien n’est suivi, les tâches attendent', tone: 'bad' }];
  return workers.map(({ id, host, startedAt, owns }) => {
    // Which projections, the table below says.
    const projections = owns.filter((name) => name.startsWith('projection ')).length;
    const others = owns.filter((name) => !name.startsWith('projection ')).map(workOf);
    const held = [...(projections > 0 ? [`${projections} projection${projections > 1 ? 's' : ''}`] : []), ...others].join(', ');
    return {
      text: `  ${shortOf(id)}  ${host.slice(0, 20).padEnd(20)}  depuis ${agoOf(startedAt, at).padEnd(7)}  ${held || 'rien encore'}`,
    };
  });
}

function projectionLines(projection: ProjectionNow, now: Now, before?: Now | null): Line[] {
  const { name, generation, lagEvents, lagSeconds, astray, parked, owner, rebuild, fit, version, programVersion } = projection;
  const late = lagEvents === null ? '?' : lagEvents === 0 ? 'à jour' : `${count(lagEvents)} év., ${duration(lagSeconds ?? 0)}`;
  const columns = [
    `  ${name.padEnd(16)} g${String(generation).padEnd(4)}`,
    (astray ? 'ÉGARÉE : à reconstruire' : late).padEnd(23),
    ...(before === undefined ? [] : [paceOf(projection, now, before).padEnd(9)]),
    (parked.count === 0 ? '–' : count(parked.count)).padEnd(9),
    owner ? shortOf(owner.id) : 'personne',
  ];
  return [
    { text: columns.join(' '), tone: astray || !owner ? 'bad' : undefined },
    ...(fit === 'fits' ? [] : [{ text: `    ${FITS[fit](version, programVersion)}`, tone: 'bad' as const }]),
    ...(rebuild ? [{ text: `    reconstruction ${rebuilding(rebuild)}` }] : []),
    ...parkedLines(parked),
  ];
}

const FITS: Readonly<Record<Exclude<ProjectionNow['fit'], 'fits'>, (version: number, program: number) => string>> = {
  older: (version, program) => `version ${version}, précédente : un worker de la version ${program} la refait`,
  newer: (version, program) => `version ${version}, plus récente que ce programme (${program}), qui ne la lit pas`,
  reshaped: (version) => `d’autres colonnes que ce programme, sous la même version ${version} : à reconstruire`,
  absent: () => 'pas encore faite',
};

function parkedLines({ count: all, events }: ProjectionNow['parked']): Line[] {
  const named = events.filter(({ reason }) => reason !== null).slice(0, MOST_PARKED);
  const lines = named.map(({ streamId, type, reason }): Line => {
    const { kind, id } = subjectOf(streamId);
    return { text: `    de côté : ${type} de ${kind} ${id} : ${reason!.split('\n')[0]}`, tone: 'bad' };
  });
  const rest = all - named.length;
  return rest > 0 && named.length > 0 ? [...lines, { text: `    de côté : ${count(rest)} autres (status --json)`, tone: 'bad' }] : lines;
}

const STAGES: Readonly<Record<string, string>> = { reading: 'lecture', indexing: 'index', following: 'rattrapage' };

function rebuilding({ stage, events, progress, secondsLeft, running, pausing }: Rebuilding): string {
  const at = running ? (pausing ? 'va s’arrêter' : (STAGES[stage] ?? stage)) : 'en pause ou interrompue';
  return `${bar(progress)}  ${at}, ${count(events)} lus${secondsLeft === null ? '' : `, reste ${duration(secondsLeft)}`}`;
}

/** Events that it took in since the look before, by the second. */
function paceOf({ name, lagEvents }: ProjectionNow, now: Now, before?: Now | null): string {
  const then = before?.projections.find((projection) => projection.name === name);
  if (now.events === null || before?.events == null || lagEvents === null || then?.lagEvents == null) return '–';
  return perSecond(now.events - lagEvents - (before.events - then.lagEvents), now, before);
}

function perSecond(events: number, now: Now, before: Now): string {
  const seconds = Math.max(0.001, (now.at.getTime() - before.at.getTime()) / 1_000);
  return `${count(Math.max(0, events) / seconds)} /s`;
}

function jobLines(job: Job, { at }: Now): Line[] {
  const { name, status, payload, progress, phase, secondsLeft, askedAt, endedAt, worker, cancelling } = job;
  const definition = definitions.get(name);
  const about = Object.values(payload).flat().map(String).join(', ');
  const state = cancelling ? 's’arrête' : statusesFr[status];
  const tone = status === 'failed' || status === 'refused' ? 'bad' : endedAt ? 'dim' : undefined;
  const head = `  ${name.padEnd(10)} ${state.padEnd(11)}`;
  const message = outcomeOf(definition, job)?.fr;
  if (status === 'running') {
    const said = phase === null ? '' : (definition?.phases?.[phase]?.fr ?? phase);
    const left = secondsLeft === null ? '' : `, reste ${duration(secondsLeft)}`;
    const by = worker ? `  ${shortOf(worker.id)}` : '';
    return [{ text: `${head} ${bar(progress)}  ${said}${left}${by}${about ? `  (${about})` : ''}`, tone }];
  }
  const when = endedAt ? `il y a ${agoOf(endedAt, at)}` : `demandée il y a ${agoOf(askedAt, at)}`;
  return [{ text: `${head} ${when.padEnd(27)}${about ? `(${about}) ` : ''}${message ?? ''}`, tone }];
}
