import type { Figure } from './figure.js';
import { dateEn, dateFr, deFr, figureEn, figureFr, listEn, listFr, spanEn, spanFr, unbroken } from './wording.js';

describe('a figure in words', () => {
  it.each<[Figure, string | undefined, string, string]>([
    [{ value: 864, unit: 'people' }, undefined, '864 personnes', '864 people'],
    [{ value: 1, unit: 'people' }, undefined, '1 personne', '1 person'],
    [{ value: 0, unit: 'people' }, undefined, '0 personne', '0 people'],
    [{ value: 121_000_000, unit: 'EUR' }, undefined, '121 000 000 €', '121,000,000 €'],
    [{ value: 1_000_000, unit: 'EUR', bound: 'at-least' }, undefined, 'au moins 1 000 000 €', 'at least 1,000,000 €'],
    [{ low: 335, high: 485, unit: 'people' }, undefined, '335 à 485 personnes', '335 to 485 people'],
    [{ value: 0.8, unit: 'share' }, undefined, '80 %', '80%'],
    [{ value: 0.5, unit: 'share', bound: 'about' }, undefined, 'environ 50 %', 'about 50%'],
    [{ value: 0.8, unit: 'share', outOf: { value: 864, of: 'salariés' } }, undefined, '80 % des 864 salariés', '80% of 864 salariés'],
    [
      { value: 0.5, unit: 'share', outOf: { of: 'salariés reclassés' } },
      undefined,
      '50 % des salariés reclassés',
      '50% of salariés reclassés',
    ],
    [{ value: 0.17, unit: 'share', outOf: { of: 'emploi total' } }, undefined, '17 % (sur emploi total)', '17% (out of emploi total)'],
    [{ value: 772, unit: 'count', outOf: { value: 786, of: 'salariés' } }, undefined, '772 sur 786 salariés', '772 out of 786 salariés'],
    [{ value: -5, unit: 'points' }, undefined, '-5 points', '-5 points'],
    [{ value: 12.5, unit: 'ha' }, undefined, '12,5 ha', '12.5 ha'],
    [{ value: 8, unit: 'count' }, undefined, '8', '8'],
  ])('%j reads well in both languages', (figure, noun, french, english) => {
    expect([plain(figureFr(figure, noun)), plain(figureEn(figure, noun))]).toEqual([french, english]);
  });

  it('agrees its noun, whose plural English may need whole', () => {
    expect(plain(figureFr({ value: 4_500, unit: 'count', bound: 'about' }, 'bénéficiaire'))).toBe('environ 4 500 bénéficiaires');
    expect(plain(figureFr({ value: 1.5, unit: 'count' }, 'lauréat'))).toBe('1,5 lauréat');
    expect(figureEn({ value: 2, unit: 'count' }, 'beneficiary', 'beneficiaries')).toBe('2\u00a0beneficiaries');
  });

  it('never breaks between the number and its noun', () => {
    expect(figureFr({ value: 864, unit: 'people' })).toBe('864\u00a0personnes');
  });
});

describe('a date in words', () => {
  it.each([
    ['2020', '2020', '2020'],
    ['2020-12~', 'vers décembre 2020', 'about December 2020'],
    ['2020~', 'vers 2020', 'about 2020'],
    ['2020-09-16', '16 septembre 2020', '16 September 2020'],
    ['2022-01-01', '1er janvier 2022', '1 January 2022'],
    ['2020-09-16~', 'vers le 16 septembre 2020', 'about 16 September 2020'],
    ['2020-09?', 'septembre 2020 (incertain)', 'September 2020 (uncertain)'],
    ['2020-36', '4e trimestre 2020', 'Q4 2020'],
    ['2020-40', '1er semestre 2020', 'first half of 2020'],
    ['2020-41~', 'vers le 2d semestre 2020', 'about second half of 2020'],
    ['2020-03/2020-05', 'de mars 2020 à mai 2020', 'March 2020 to May 2020'],
    ['2020-03/2020-05~', 'de mars 2020 à mai 2020 environ', 'March 2020 to about May 2020'],
    ['2020-10/2021-01-31', 'd’octobre 2020 au 31 janvier 2021', 'October 2020 to 31 January 2021'],
    ['2020-33/2020-35', 'du 1er trimestre 2020 au 3e trimestre 2020', 'Q1 2020 to Q3 2020'],
    ['2020-09-16/..', 'à partir du 16 septembre 2020', 'from 16 September 2020'],
    ['2020-08/..', 'à partir d’août 2020', 'from August 2020'],
    ['2020/..', 'à partir de 2020', 'from 2020'],
    ['../2022', 'au plus tard en 2022', '2022 at the latest'],
    ['../2022-07-28', 'au plus tard le 28 juillet 2022', '28 July 2022 at the latest'],
    ['../2020-36', 'au plus tard au 4e trimestre 2020', 'Q4 2020 at the latest'],
  ])('%s reads well in both languages', (edtf, french, english) => {
    expect([dateFr({ edtf }), dateEn({ edtf })]).toEqual([french, english]);
  });

  it('is said to be missing when it is', () => {
    expect([dateFr(null), dateEn(undefined)]).toEqual(['date non précisée', 'date not given']);
  });
});

it('lists end with "et" or "and"', () => {
  expect(listFr(['État', 'Région', 'Ville'])).toBe('État, Région et Ville');
  expect(listEn(['State', 'Region', 'City'])).toBe('State, Region and City');
});

it('"de" is cut before a vowel', () =>
  expect(['Amazon', 'Stellantis', 'Écodéchets'].map(deFr)).toEqual(['d’Amazon', 'de Stellantis', 'd’Écodéchets']));

it('a French line does not break before a colon or inside quotation marks', () => {
  expect(unbroken('Objectif : « tenir » ; 50 % ?')).toBe('Objectif\u00a0: «\u00a0tenir\u00a0»\u00a0; 50\u00a0%\u00a0?');
});

/** With ordinary spaces, to be readable here. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('how long something lasted', () => {
  it.each([
    ['2022-01-01', null, 'depuis le 1er janvier 2022', 'since 1 January 2022'],
    ['2022-03', null, 'depuis mars 2022', 'since March 2022'],
    ['2022~', null, 'depuis 2022 environ', 'since about 2022'],
    ['2022-34', null, 'depuis le 2e trimestre 2022', 'since Q2 2022'],
    ['2022-03/2022-05', null, 'depuis mars 2022', 'since March 2022'],
    [null, '2022-01-01', 'jusqu’au 1er janvier 2022', 'until 1 January 2022'],
    [null, '2022-03', 'jusqu’en mars 2022', 'until March 2022'],
    [null, '2022~', 'jusqu’à 2022 environ', 'until about 2022'],
    [null, '2022-03/2022-05', 'jusqu’en mai 2022', 'until May 2022'],
    ['2020', '2022-01-01', 'de 2020 au 1er janvier 2022', '2020 to 1 January 2022'],
    ['../2020', null, null, null],
    [null, null, null, null],
  ])('%s, %s: %s, %s', (from, until, french, english) => {
    expect([spanFr(from, until), spanEn(from, until)]).toEqual([french, english]);
  });
});
