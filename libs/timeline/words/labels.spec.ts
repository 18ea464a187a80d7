import { subjects } from '@app/domain';
import { kindsEn, statusesEn } from './labels.en.js';
import { kindsFr, statusesFr } from './labels.fr.js';

describe('Every kind and status has a label in both languages', () => {
  const kinds = subjects.map(({ kind }) => kind);
  const statuses = [...new Set(subjects.flatMap(({ statuses }) => Object.values(statuses)))];

  it.each([
    ['kinds in French', kinds, kindsFr],
    ['kinds in English', kinds, kindsEn],
    ['statuses in French', statuses, statusesFr],
    ['statuses in English', statuses, statusesEn],
  ])('%s', (_, codes, labels) => {
    expect(codes.filter((code) => !Object.hasOwn(labels, code))).toEqual([]);
  });
});
