import { subjects } from '@app/domain';
import { correctionSentences } from '@domain/facts';
import { codesEn, fieldsEn } from './fields.en.js';
import { codesFr, fieldsFr } from './fields.fr.js';
import { samples } from './samples.fixture.js';
import { wordsIn, type Language } from './words.js';

const types = subjects.flatMap(({ kind, decider }) => Object.keys(decider.evolve).map((type) => [type, kind] as const));
const about = Object.keys(correctionSentences.fr).map((type) => [type, 'site'] as const);
const told = [...types, ...about];

const FAULTS = /undefined|null|NaN|\[object|Invalid|[a-z][A-Z]|[A-Z]+_[A-Z]+|\(\)| {2}|: ?(;|$)/;

/** Codes that are no words of the language: those with a hyphen, and in French those that are English. */
const codesOf = (language: Language) =>
  Object.values(language === 'fr' ? codesFr : codesEn).flatMap((codes: Readonly<Record<string, string>>) =>
    Object.entries(codes).flatMap(([code, label]) => (label.includes(code) || (language === 'en' && !code.includes('-')) ? [] : [code])),
  );

describe.each(['fr', 'en'] as const)('In %s', (language) => {
  const words = wordsIn(language);
  const codes = new RegExp(`(^|[^\\p{L}-])(${codesOf(language).join('|')})($|[^\\p{L}-])`, 'u');

  it('every type of event that can be recorded has a sentence of its own', () => {
    expect(types.length).toBeGreaterThan(55);
    const without = told.filter(([type, kind]) => words.sentence(kind, type, samples[type as keyof typeof samples][0] as never) === type);
    expect(without).toEqual([]);
  });

  it.each(told)('%s reads well, whether it says the least or all it may', (type, kind) => {
    const pair = samples[type as keyof typeof samples];
    for (const data of pair) {
      const sentence = words.sentence(kind, type, data as never);
      expect(sentence).not.toMatch(FAULTS);
      expect(sentence).not.toMatch(codes);
      expect(sentence.trim()).toBe(sentence);
    }
  });

  it.each(types)('every field of %s has a name, and a value that people read', (type) => {
    const [least, most] = samples[type as keyof typeof samples];
    for (const [field, value] of Object.entries({ ...least, ...most })) {
      expect(Object.keys(language === 'fr' ? fieldsFr : fieldsEn)).toContain(field);
      const text = words.value(field, value);
      if (text === null) expect(value).toEqual([]);
      else if (!/Id(s)?$/.test(field) && !['into', 'partOf', 'to', 'purposes', 'about'].includes(field)) {
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
        expect(text).not.toMatch(codes);
      }
    }
  });
});

it('the samples are of the events that there are', () => {
  expect(Object.keys(samples).sort()).toEqual([...new Set(told.map(([type]) => type))].sort());
});
