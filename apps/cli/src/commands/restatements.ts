import { observatories, observatoryOf } from '@app/observatories';
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
  readonly json?: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SORTS = { recording: 'enregistré tard', correction: 'corrigé', retraction: 'retiré' } as const;

/** What was recorded or corrected late, the latest first, and how much of it each office has. Whoever runs it sees everything. */
export async function run(options: Options): Promise<void> {
  const filter = filterOf(options);
  const limit = wholeNumber('--limit', options.limit);
  const reader = { seesAll: true };
  const { facts, summary } = await withReadModels(async ({ readModels }) => {
    const restatements = new RestatementQueries(readModels);
    const { facts } = await restatements.page(filter, NOW, reader, { limit });
    return { facts, summary: await restatements.summary(filter, NOW, reader) };
  });
  if (options.json) return printJson({ summary, items: facts });
  if (facts.length === 0) return print('Rien n’a été enregistré ni corrigé tard.');
  const words = wordsIn('fr');
  for (const { office, kind, recordings, corrections, retractions, median, ninetieth } of summary)
    print(
      `${office ?? '—'}, ${words.kind(kind)} : ${recordings} tard, ${corrections} corrigés, ${retractions} retirés ; retard médian ${days(median)}, neuf sur dix ${days(ninetieth)} au plus`,
    );
  print('');
  for (const fact of facts) print(lineOf(fact));
}

function lineOf({ version, sort, since, lag, office }: RestatedFact): string {
  const act = version.broughtBy ?? version.endedBy;
  const cited = version.citations.map(({ documentId }) => documentId).join(', ');
  return `${days(lag).padStart(12)}  ${SORTS[sort]} le ${dayOf(new Date(since))} par ${office ?? '—'}  ${dateOf(version, 'fr')}  ${version.subjectName ?? version.subjectId} : ${sentenceOf(version, 'fr')}${act?.reason ? ` (${act.reason})` : ''}  [${cited}]`;
}

const days = (count: number | null): string => (count === null ? 'sans date' : `${count.toLocaleString('fr-FR')} j`);

function filterOf({ since, until, office, kind, observatory, minLag }: Options): RestatementFilter {
  for (const [name, day] of Object.entries({ '--since': since, '--until': until }))
    if (day !== undefined && (!DAY.test(day) || Number.isNaN(Date.parse(day))))
      throw new Exit(EXIT.usage, `${name} : « ${day} » n’est pas un jour : 2026-01-31.`);
  for (const one of kind ?? [])
    if (!subjectOfKind(one))
      throw new Exit(
        EXIT.usage,
        `--kind : la sorte « ${one} » n’existe pas. Sortes : ${subjects.map((subject) => subject.kind).join(', ')}.`,
      );
  const table = observatory === undefined ? undefined : observatoryOf(observatory)?.table;
  if (observatory !== undefined && table === undefined)
    throw new Exit(
      EXIT.usage,
      `--observatory : « ${observatory} » n’existe pas. Observatoires : ${observatories.map(({ key }) => key).join(', ')}.`,
    );
  return { since, until, office, kind, table, minLag: minLag === undefined ? undefined : wholeNumber('--min-lag', minLag) };
}

function wholeNumber(name: string, given: string): number {
  if (!/^\d{1,6}$/.test(given)) throw new Exit(EXIT.usage, `${name} : « ${given} » n’est pas un nombre entier.`);
  return Number(given);
}
