import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { rule } from '@app/kernel';
import type { ValidationOptions } from 'class-validator';

/** A French municipality of the official geographic code (INSEE, vintage of the installed package). */
export interface Commune {
  /** INSEE code, text: "62119". */
  readonly code: string;
  readonly name: string;
  readonly departmentCode: string;
  readonly regionCode: string;
  /** Legal population; absent where the code has none. */
  readonly population?: number;
}

let communes: ReadonlyMap<string, Commune> | undefined;

/** The municipality of an INSEE code, undefined when there is none today. */
export function communeOf(code: string): Commune | undefined {
  return (communes ??= read()).get(code);
}

/** INSEE code of a municipality that exists in the official geographic code: five characters, text. */
export function IsCommuneCode(options?: ValidationOptions): PropertyDecorator {
  return rule('isCommuneCode', options, (value) => {
    if (typeof value !== 'string') return 'must be an INSEE municipality code in quotes: "62119"';
    return communeOf(value) ? null : 'is no INSEE municipality code in force; look it up in the official geographic code';
  });
}

// 35,000 entries, read once and only when first asked.
function read(): ReadonlyMap<string, Commune> {
  const file = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const entries = JSON.parse(readFileSync(file, 'utf8')) as {
    code: string;
    nom: string;
    type: string;
    departement?: string;
    region?: string;
    population?: number;
  }[];
  return new Map(
    entries
      .filter(({ type }) => type === 'commune-actuelle')
      .map(({ code, nom, departement, region, population }) => [
        code,
        { code, name: nom, departmentCode: departement ?? '', regionCode: region ?? '', population },
      ]),
  );
}
