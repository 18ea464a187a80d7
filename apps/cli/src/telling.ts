import { subjectOfKind } from '@app/domain';
import { dateEn, dateFr, figureEn, figureFr } from '@app/kernel';
import type { Entry, StoryState } from '@app/timeline';
import { aboutEn, aboutFr, factSentencesEn, factSentencesFr } from '@domain/facts';

export type Language = 'fr' | 'en';

/** The sentence of a fact; its type when, against all tests, it has none. */
export function sentenceOf({ kind, type, data }: Entry, language: Language): string {
  const own: Readonly<Record<string, (data: never) => string>> = subjectOfKind(kind)?.sentences[language] ?? {};
  const shared: Readonly<Record<string, (data: never) => string>> =
    language === 'fr' ? (factSentencesFr as never) : (factSentencesEn as never);
  const sentence = Object.hasOwn(own, type) ? own[type] : Object.hasOwn(shared, type) ? shared[type] : undefined;
  return sentence ? sentence(data as never) : type;
}

export function dateOf({ occurred, placed }: Entry, language: Language): string {
  if (occurred) return language === 'fr' ? dateFr(occurred) : dateEn(occurred);
  if (language === 'fr') return `non daté (publié ${placed ?? '?'})`;
  return `undated (published ${placed ?? '?'})`;
}

/** Where the subject stands, in a few lines. */
export function stateLines({ status, figures, holders, uses, openDisputes }: StoryState, language: Language): string[] {
  const fr = language === 'fr';
  const about = fr ? aboutFr : aboutEn;
  const held = holders.filter(({ until }) => until === null).map(({ name, role }) => `${name} (${role})`);
  return [
    `${fr ? 'situation' : 'status'} : ${status ?? '—'}`,
    ...Object.entries(figures).map(([key, { figure }]) => `${about[key] ?? key} : ${fr ? figureFr(figure) : figureEn(figure)}`),
    ...(held.length > 0 ? [`${fr ? 'occupants' : 'held by'} : ${held.join(', ')}`] : []),
    ...(uses.length > 0 ? [`${fr ? 'usages' : 'uses'} : ${uses.join(', ')}`] : []),
    ...(openDisputes.length > 0 ? [`${fr ? 'désaccords ouverts' : 'open disputes'} : ${openDisputes.length}`] : []),
  ];
}
