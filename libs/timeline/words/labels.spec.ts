import { subjects } from '@app/domain';
import { kindsEn, pluralsEn, statusesEn } from './labels.en.js';
import { kindsFr, pluralsFr, statusesFr } from './labels.fr.js';

describe('Every kind and status has a label in both languages', () => {
  const kinds = subjects.map(({ kind }) => kind);
  const statuses = [...new Set(subjects.flatMap(({ statuses }) => Object.values(statuses)))];

  it.each([
    ['kinds in French', kinds, kindsFr],
    ['kinds in English', kinds, kindsEn],
    ['titles of lists in French', kinds, pluralsFr],
    ['titles of lists in English', kinds, pluralsEn],
    ['statuses in French', statuses, statusesFr],
    ['statuses in English', statuses, statusesEn],
  ])('%s', (_, codes, labels) => {
    expect(codes.filter((code) => !Object.hasOwn(labels, code))).toEqual([]);
  });
});
