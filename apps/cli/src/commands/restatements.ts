import { unitsOf, type Observatory } from '@app/measuring';
import { observatories, observatoryOf } from '@app/observatories';
import { movedBy, type MovedIndicator } from '@app/restatements';
import { territoriesAt } from '@app/territories';
import { NOW, RestatementQueries, wordsIn, type RestatedFact, type RestatementFilter } from '@app/timeline';
import { subjectOfKind, subjects } from '@app/domain';
import { dayOf } from '@app/kernel';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { dateOf, sentenceOf } from '../telling.js';
import { withReadModels } from '../with-system.js';

interface Options {
  readonly since?: string;
  readonly until?: string;
  readonly office?: string;
  readonly kind?: readonly string[];
  readonly observatory?: string;
  readonly minLag?: string;
  readonly limit: string;
  readonly indicators: boolean;
  readonly json?: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SORTS = { recording: 'enregistré tard', correction: 'corrigé', retraction: 'retiré' } as const;

/** What was recorded or corrected late, the latest first, the indicators it moved, and how much of it each office has. Whoever runs it sees everything. */
export async function run(options: Options): Promise<void> {
  const observatory = chosenObservatory(options);
  const filter = filterOf(options, observatory);
  const limit = wholeNumber('--limit', options.limit);
  const reader = { seesAll: true };
  const { facts, summary, moved } = await withReadModels(async ({ readModels }) => {
    const restatements = new RestatementQueries(readModels);
    const { facts } = await restatements.page(filter, NOW, reader, { limit });
    return {
      facts,
      summary: await restatements.summary(filter, NOW, reader),
      moved: options.indicators
        ? await movedBy(readModels, await territoriesAt(readModels, NOW, reader), facts, reader, observatory)
        : undefined,
    };
  });
  const total = summary.reduce((sum, { recordings, corrections, retractions }) => sum + recordings + corrections + retractions, 0);
  if (options.json)
    return printJson({
      total,
      summary,
      items: facts.map((fact) => ({ ...fact, ...(moved && { indicators: moved.get(fact)!.map(shapeOf) }) })),
    });
  if (total === 0) return print('Rien n’a été enregistré ni corrigé tard.');
  const words = wordsIn('fr');
  for (const { office, kind, recordings, corrections, retractions, median, ninetieth } of summary)
    print(
      `${office ?? '—'}, ${words.kind(kind)} : ${recordings} tard, ${corrections} corrigés, ${retractions} retirés ; retard médian ${days(median)}, neuf sur dix ${days(ninetieth)} au plus`,
    );
  print('');
  for (const fact of facts) {
    print(lineOf(fact));
    for (const one of moved?.get(fact) ?? []) print(`${' '.repeat(14)}${movedLine(one)}`);
  }
  if (facts.length < total)
    print(
      `\nFaits montrés : ${facts.length.toLocaleString('fr-FR')} sur ${total.toLocaleString('fr-FR')}. --limit en montre davantage ; --since, --until, --office, --kind, --observatory et --min-lag réduisent la liste.`,
    );
}

/** For programs: labels in French, units and observatories by their codes, nothing withheld. */
function shapeOf({ observatory, indicator, territory, year, before, after }: MovedIndicator) {
  const { key, label, unit } = indicator;
  return {
    observatory: observatory.key,
    key,
    label: label.fr,
    unit,
    territory: { id: territory.id, name: territory.name },
    year,
    before,
    after,
  };
}

function movedLine({ indicator: { label, unit }, territory, year, before, after }: MovedIndicator): string {
  const where = year === null ? territory.name : `${territory.name}, ${year}`;
  return `${label.fr} (${where}) : ${amount(before)} → ${amount(after)}${unit === 'count' ? '' : ` ${unitsOf('fr')[unit]}`}`;
}

const amount = (value: number | null): string => (value === null ? 'rien' : value.toLocaleString('fr-FR'));

function lineOf({ version, sort, since, lag, office }: RestatedFact): string {
  const act = version.broughtBy ?? version.endedBy;
  const cited = version.citations.map(({ documentId }) => documentId).join(', ');
  return `${days(lag).padStart(12)}  ${SORTS[sort]} le ${dayOf(new Date(since))} par ${office ?? '—'}  ${dateOf(version, 'fr')}  ${version.subjectName ?? version.subjectId} : ${sentenceOf(version, 'fr')}${act?.reason ? ` (${act.reason})` : ''}  [${cited}]`;
}

const days = (count: number | null): string => (count === null ? 'sans date' : `${count.toLocaleString('fr-FR')} j`);

function filterOf({ since, until, office, kind, minLag }: Options, observatory: Observatory | undefined): RestatementFilter {
  for (const [name, day] of Object.entries({ '--since': since, '--until': until }))
    if (day !== undefined && (!DAY.test(day) || Number.isNaN(Date.parse(day))))
      throw new Exit(EXIT.usage, `${name} : « ${day} » n’est pas un jour : 2026-01-31.`);
  for (const one of kind ?? [])
    if (!subjectOfKind(one))
      throw new Exit(
        EXIT.usage,
        `--kind : la sorte « ${one} » n’existe pas. Sortes : ${subjects.map((subject) => subject.kind).join(', ')}.`,
      );
  return {
    since,
    until,
    office,
    kind,
    table: observatory?.table,
    minLag: minLag === undefined ? undefined : wholeNumber('--min-lag', minLag),
  };
}

function chosenObservatory({ observatory: key }: Options): Observatory | undefined {
  const found = key === undefined ? undefined : observatoryOf(key);
  if (key !== undefined && !found)
    throw new Exit(
      EXIT.usage,
      `--observatory : « ${key} » n’existe pas. Observatoires : ${observatories.map((one) => one.key).join(', ')}.`,
    );
  return found;
}

function wholeNumber(name: string, given: string): number {
  if (!/^\d{1,6}$/.test(given)) throw new Exit(EXIT.usage, `${name} : « ${given} » n’est pas un nombre entier.`);
  return Number(given);
}
