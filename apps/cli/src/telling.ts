import { wordsIn, type Entry, type Language, type StoryState } from '@app/timeline';

export type { Language };

export const sentenceOf = ({ kind, type, data }: Entry, language: Language): string => wordsIn(language).sentence(kind, type, data);

export function dateOf({ occurred, placed }: Entry, language: Language): string {
  if (occurred) return wordsIn(language).date(occurred);
  return language === 'fr' ? `non daté (publié ${placed ?? '?'})` : `undated (published ${placed ?? '?'})`;
}

/** Where the subject stands, in a few lines. */
export function stateLines({ status, figures, holders, uses, openDisputes }: StoryState, language: Language): string[] {
  const fr = language === 'fr';
  const words = wordsIn(language);
  const held = holders.filter(({ until }) => until === null).map(({ name, role }) => `${name} (${words.role(role)})`);
  return [
    `${fr ? 'situation' : 'status'} : ${status ? words.status(status) : '—'}`,
    ...Object.entries(figures).map(([key, { figure }]) => `${words.about(key)} : ${words.figure(figure)}`),
    ...(held.length > 0 ? [`${fr ? 'occupants' : 'held by'} : ${held.join(', ')}`] : []),
    ...(uses.length > 0 ? [`${fr ? 'usages' : 'uses'} : ${uses.join(', ')}`] : []),
    ...(openDisputes.length > 0 ? [`${fr ? 'désaccords ouverts' : 'open disputes'} : ${openDisputes.length}`] : []),
  ];
}
