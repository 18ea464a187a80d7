import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  allCommunes,
  communeOf,
  currentCommuneOf,
  divisionAt,
  divisionOf,
  EDITION,
  intercommunalityOf,
  populationOf,
  IsCommuneCode,
} from './index.js';
import { validateSync } from 'class-validator';

describe('the official geographic code', () => {
  it.each([
    ['epci-200093201', 'metropole', 95],
    ['epci-200072460', 'intercommunality', 100],
    ['epci-246200364', 'intercommunality', 36],
    ['epci-246200299', 'intercommunality', 14],
    ['departement-62', 'department', 887],
    ['region-32', 'region', 3782],
    ['commune-62119', 'municipality', 1],
    ['commune-2a004', 'municipality', 1],
  ] as const)('knows %s, a %s of %i municipalities', (id, kind, count) => {
    const division = divisionAt(id)!;
    expect(division).toMatchObject({ id, kind });
    expect(division.communeCodes).toHaveLength(count);
  });

  it('finds a territory by kind and code, and knows none for what is no code', () => {
    expect(divisionOf('intercommunality', '200093201')).toBe(divisionOf('metropole', '200093201'));
    expect(divisionAt('commune-2A004')?.name).toBe('Ajaccio');
    for (const id of ['commune-62000', 'commune-62294', 'epci-1', 'departement-', 'nowhere', 'toString']) {
      expect(divisionAt(id)).toBeUndefined();
    }
  });

  it('puts every municipality in one department, one region and France', () => {
    const all = [...allCommunes()].map(({ code }) => code);
    expect(divisionAt('france')!.communeCodes).toEqual(all);
    for (const prefix of ['departement', 'region']) {
      const parts = [...new Set(all.map((code) => `${prefix}-${codeIn(prefix, code)}`))].map((id) => divisionAt(id));
      const together = parts.flatMap((part) => part?.communeCodes ?? []);
      expect(together).toHaveLength(all.length);
      expect(new Set(together).size).toBe(all.length);
    }
    expect(intercommunalityOf('62119')?.id).toBe('epci-200072460');
    expect(intercommunalityOf('85113')).toBeUndefined();
  });

  it('leads from a code no longer in force to the municipality that took it over', () => {
    expect(communeOf('62294')).toBeUndefined();
    expect(currentCommuneOf('62294')).toMatchObject({ code: '62295', name: 'Enquin-lez-Guinegatte' });
    expect(currentCommuneOf('59355')?.name).toBe('Lille');
    expect(currentCommuneOf('75101')?.code).toBe('75056');
    expect(currentCommuneOf('62119')?.code).toBe('62119');
    expect(currentCommuneOf('62000')).toBeUndefined();
    expect(communeOf('62295')?.formerCodes).toEqual(['62294']);
  });

  it('refuses a code no longer in force, and names the one to write', () => {
    expect(refusalOf('62119')).toBeUndefined();
    expect(refusalOf('62294')).toContain('it is now "62295" (Enquin-lez-Guinegatte)');
    expect(refusalOf('62000')).toContain('is no INSEE municipality code in force');
  });

  it('counts the people of any municipalities together', () => {
    expect(populationOf(['62119'])).toBe(25_224);
    expect(populationOf(['62119', '62498', '62000'])).toBe(25_224 + communeOf('62498')!.population!);
    // The total published for 1 January 2023, Mayotte and the overseas collectivities left out.
    const published = [...allCommunes()].filter(({ departmentCode }) => departmentCode <= '974').map(({ code }) => code);
    expect(Math.round(populationOf(published) / 1_000)).toBe(68_094);
  });

  it('is of the edition it says', () => {
    const { resolve } = createRequire(import.meta.url);
    const read = (file: string) => readFileSync(resolve(`@etalab/decoupage-administratif/${file}`), 'utf8');
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(read('README.md')).toMatch(new RegExp(`\\| ${EDITION.year} +\\| ${version.replaceAll('.', '\\.')} `));
  });
});

const codeIn = (prefix: string, code: string) => communeOf(code)![prefix === 'region' ? 'regionCode' : 'departmentCode'];

function refusalOf(code: string): string | undefined {
  class Placed {
    @IsCommuneCode() communeCode = code;
  }
  return Object.values(validateSync(new Placed())[0]?.constraints ?? {})[0];
}
