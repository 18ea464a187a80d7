import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { correctionRefusals } from '@domain/facts';
import { subjectOfKind, subjects } from './index.js';

describe('every kind of subject', () => {
  it('is found by its kind, which splits from its identifier without doubt', () => {
    for (const subject of subjects) expect(subjectOfKind(subject.kind)).toBe(subject);
    expect(subjects.map(({ kind }) => kind).filter((kind) => !/^[a-z]+$/.test(kind))).toEqual([]);
    expect(subjectOfKind('constructor')).toBeUndefined();
  });

  it('names its status and its claims after events it has', () => {
    const strangers = subjects.flatMap(({ statuses, claims, decider }) =>
      [...Object.keys(statuses), ...Object.keys(claims)].filter((type) => !Object.hasOwn(decider.evolve, type)),
    );
    expect(strangers).toEqual([]);
  });

  it('has events whose names no other kind has', () => {
    const types = subjects.flatMap(({ decider }) => Object.keys(decider.evolve));
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  });
});

describe('every refusal', () => {
  const titles = [...subjects.map(({ refusals }) => refusals), correctionRefusals.refusals];
  const [fr, en] = (['fr', 'en'] as const).map((language) => new Set(titles.flatMap((refusals) => Object.keys(refusals[language]))));

  it('has a title in French and in English', () => {
    const codes = sources('.ts').flatMap(([, text]) =>
      [...text.matchAll(/refus(?:al|eUnlessExcepted)\((?:command, )?'([A-Z_]+)'/g)].map(([, code]) => code!),
    );
    expect(codes.length).toBeGreaterThan(50);
    expect([...new Set(codes)].filter((code) => !fr!.has(code) || !en!.has(code))).toEqual([]);
  });

  it('is titled in both languages or in none', () => expect([...fr!].sort()).toEqual([...en!].sort()));
});

it('French is written with its own apostrophe', () => {
  const straight = sources('.ts')
    .filter(([, text]) => /Fr\b/.test(text))
    .flatMap(([name, text]) => [...text.matchAll(/[`" ](?:[cdjlmnst]|qu)'[a-zéèêàâîôùh][^']*/gi)].map(([found]) => `${name}: ${found}`));
  expect(straight).toEqual([]);
});

/** Texts of this folder's files, specs left out. */
function sources(ending: string): [string, string][] {
  const folder = dirname(fileURLToPath(import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !/\.(spec|fixture)\.ts$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}
