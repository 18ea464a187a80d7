import { contentHash, DateError, parseOccurred } from '@app/kernel';
import { divisionOf } from '@app/reference';
import { basename } from 'node:path';
import { Entry, isFields, type Fields } from '../entry.js';
import { problem, type ImportProblem } from '../problem.js';
import { MEASURES, SHORT_TIME, type Measure, type Total } from './covid-aid.measures.js';
import type { ForeignFormat, OpenedJson } from './format.js';
import { Remarks } from './remarks.js';
import { slugOf } from './slug.js';

const DATASET = 'etalab-aides-entreprises';
const START = '2020-03';
const NUMBER = /^-?\d+(\.\d+)?$/;
/** What the file writes where it knows nothing. */
const NOTHING: ReadonlySet<unknown> = new Set(['', 'None', 'NaN']);
const SECTION = /^[A-U]$/;

/**
 * The "Aides aux entreprises" dashboard of 2020 and 2021 (Etalab, from DGFiP, Bpifrance, Acoss, Dares): what each measure had brought to each
 * department or region since March 2020, and short-time work month by month. Its figures are texts; its files do not say their date.
 */
export const covidAid: ForeignFormat = {
  name: 'etalab-covid-aid',
  recognises: (opened) => 'value' in opened && Array.isArray(opened.value) && measureOf(opened.file) !== undefined,
  read(opened, { vintage }) {
    const { file } = opened;
    const measure = measureOf(file);
    const start = { file, line: 1, column: 1, path: '' };
    const wrong = (found: ImportProblem) => ({ file, entries: [], problems: [found] });
    if (!('value' in opened) || !Array.isArray(opened.value)) return wrong(problem('NOT_A_JSON_LIST', start, {}));
    if (!measure) return wrong(problem('MEASURE_UNKNOWN', start, { known: [...MEASURES, SHORT_TIME].map(({ id }) => id) }));
    const dated = vintage ?? (measure === SHORT_TIME ? lastMonth(opened.value) : undefined);
    if (dated === undefined || !isDate(`${START}/${dated}`)) return wrong(problem('VINTAGE_NEEDED', start, {}, vintage));
    return new Reading(opened, measure, dated).file();
  },
};

const measureOf = (file: string): Measure | undefined => [...MEASURES, SHORT_TIME].find((measure) => measure.file.test(basename(file)));

class Reading {
  private readonly problems: ImportProblem[] = [];
  private readonly remarks = new Remarks();
  private readonly documentId: string;

  constructor(
    private readonly opened: OpenedJson,
    private readonly measure: Measure,
    private readonly vintage: string,
  ) {
    this.documentId = `etalab-${measure.id}-${slugOf(vintage)}`;
  }

  file() {
    const rows = this.opened.value as unknown[];
    const entries = rows.flatMap((row, index) => this.ofTerritory(row, `[${index}]`));
    const source = Entry.ofEvent(DATASET, this.source(), () => this.place(''));
    const { file } = this.opened;
    return { file, entries: this.problems.length > 0 ? [] : [source, ...entries], problems: this.problems, remarks: this.remarks.all() };
  }

  private source(): Fields {
    const { name, id } = this.measure;
    return {
      id: this.documentId,
      record: 'RegisterSource',
      sourceId: this.documentId,
      title: `Tableau de bord des aides aux entreprises : ${name} (${this.vintage})`,
      sourceKind: 'official-statistics',
      publisher: 'Etalab, d’après la DGFiP, Bpifrance, l’Acoss et la Dares',
      subject: id,
      licence: 'Licence Ouverte 2.0',
      occurred: this.vintage,
    };
  }

  private ofTerritory(row: unknown, path: string): Entry[] {
    const { territories, totals, bySection } = this.measure;
    const field = territories === 'department' ? 'dep' : 'reg';
    const code = isFields(row) ? row[field] : undefined;
    if (!isFields(row) || typeof code !== 'string') {
      this.problems.push(problem('CODE_MISSING', this.opened.placeOf(`${path}.${field}`), { field }, code));
      return [];
    }
    const territory = divisionOf(territories, code);
    if (!territory) {
      this.remarks.add('TERRITORY_UNPLACED', this.place(`${path}.${field}`), `${code} (${String(row.libelle)})`);
      return [];
    }
    const of = { territoryId: territory.id, territory: territory.name };
    if (this.measure === SHORT_TIME)
      return totals.flatMap((total) => this.series(total, of, this.monthly(row.mois, total, `${path}.mois`), path));
    const whole = totals.flatMap((total) => this.series(total, of, this.cumulative(row, total, path), `${path}.${total.field}`));
    const sections = bySection === undefined ? undefined : row[bySection];
    if (!Array.isArray(sections)) return whole;
    return [...whole, ...sections.flatMap((section: unknown, index) => this.ofSection(section, of, `${path}.${bySection}[${index}]`))];
  }

  private ofSection(section: unknown, of: Of, path: string): Entry[] {
    const letter = isFields(section) ? section.section_naf : undefined;
    if (!isFields(section) || typeof letter !== 'string') {
      this.problems.push(problem('CODE_MISSING', this.opened.placeOf(`${path}.section_naf`), { field: 'section_naf' }, letter));
      return [];
    }
    const naf = SECTION.test(letter) ? { code: letter, nomenclature: 'NAFRev2' } : undefined;
    const label = typeof section.libelle_section_naf === 'string' ? section.libelle_section_naf : letter;
    const activity = { id: slugOf(letter), label, naf };
    return this.measure.totals.flatMap((total) =>
      this.series(total, { ...of, activity }, this.cumulative(section, total, path), `${path}.${total.field}`),
    );
  }

  private series(total: Total, { territoryId, territory, activity }: Of, values: Values, path: string): Entry[] {
    if (values.length === 0) return [];
    const indicatorId = `${this.measure.id}-${total.id}-${territoryId}${activity ? `-naf-${activity.id}` : ''}`;
    const name = `${this.measure.name} : ${total.name}${activity ? `, ${activity.label}` : ''} (${territory})`;
    return [
      Entry.ofEvent(
        DATASET,
        {
          // The values are in the identifier: what was loaded is known again, other values of the same day are refused as such.
          id: `${indicatorId}-${slugOf(this.vintage)}-${contentHash(values).slice(0, 12)}`,
          record: 'ObserveSeries',
          indicatorId,
          name: name.slice(0, 200),
          territoryId,
          unit: total.unit,
          vintage: this.vintage,
          values,
          ...(activity?.naf && { naf: activity.naf }),
          ...(this.measure === SHORT_TIME ? {} : { definition: 'Cumul depuis mars 2020' }),
          source: this.documentId,
          occurred: this.vintage,
        },
        () => this.opened.placeOf(path),
      ),
    ];
  }

  private cumulative(row: Fields, { field }: Total, path: string): Values {
    const value = this.number(row[field], `${path}.${field}`);
    return value === undefined ? [] : [{ period: `${START}/${this.vintage}`, value }];
  }

  /** Each month tells its activities apart, all of them: together they are the month. */
  private monthly(months: unknown, { field }: Total, path: string): Values {
    if (!Array.isArray(months)) return [];
    return months.flatMap((month: unknown, index) => {
      const [[period, activities] = []] = isFields(month) ? Object.entries(month) : [];
      if (period === undefined || !isDate(period) || !Array.isArray(activities)) {
        this.problems.push(problem('MONTH_INVALID', this.opened.placeOf(`${path}[${index}]`), {}, period));
        return [];
      }
      const numbers = activities.map((activity: unknown, at) =>
        this.number(isFields(activity) ? activity[field] : undefined, `${path}[${index}].${period}[${at}].${field}`),
      );
      // Without one of its parts the month is not known.
      return numbers.length === 0 || numbers.includes(undefined)
        ? []
        : [{ period, value: numbers.reduce((sum: number, one) => sum + one!, 0) }];
    });
  }

  private number(value: unknown, path: string): number | undefined {
    if (value === null || value === undefined || NOTHING.has(value)) {
      this.remarks.add('VALUE_ABSENT', this.place(path), path);
      return undefined;
    }
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && NUMBER.test(value)) return Number(value);
    this.problems.push(problem('CELL_NOT_NUMBER', this.opened.placeOf(path), {}, value));
    return undefined;
  }

  // Where exactly costs a slow reading of the file: it is paid for what is wrong, not for a remark.
  private place(path: string) {
    return { file: this.opened.file, line: 1, column: 1, path };
  }
}

type Values = readonly { readonly period: string; readonly value: number }[];
interface Of {
  readonly territoryId: string;
  readonly territory: string;
  readonly activity?: { readonly id: string; readonly label: string; readonly naf: object | undefined };
}

function lastMonth(rows: readonly unknown[]): string | undefined {
  const months = rows.flatMap((row) =>
    isFields(row) && Array.isArray(row.mois) ? row.mois.flatMap((month: unknown) => (isFields(month) ? Object.keys(month) : [])) : [],
  );
  return months.filter(isDate).sort().at(-1);
}

function isDate(text: string): boolean {
  try {
    parseOccurred(text);
    return true;
  } catch (error) {
    if (error instanceof DateError) return false;
    throw error;
  }
}
