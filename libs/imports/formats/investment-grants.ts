import { positionProblem } from '@app/kernel';
import { currentCommuneOf, divisionOf } from '@app/reference';
import { Entry, type Fields } from '../entry.js';
import { problem, type ImportProblem } from '../problem.js';
import type { ForeignFormat, OpenedWorkbook } from './format.js';
import { Remarks } from './remarks.js';
import { slugOf } from './slug.js';
import { Table, type Row, type Sheet } from './workbook.js';

const COLUMNS = [
  'id_projet',
  'id_terr',
  'nom_terr',
  'dotation',
  'echelon',
  'categorie',
  'description',
  'cout_total',
  'montant_sub',
  'lat',
  'long',
];
const DOTATIONS: Readonly<Record<string, string>> = {
  DETR: 'Dotation d’équipement des territoires ruraux',
  DSIL: 'Dotation de soutien à l’investissement local',
  DSID: 'Dotation de soutien à l’investissement des départements',
};
const ECHELONS: ReadonlySet<string> = new Set(['commune', 'epci', 'conseil_departemental']);
/** The eight categories, by their number; their labels drift in the file (a plural, a capital, a space). */
const THEMES = [
  'Santé, sanitaire et social',
  'Économie et emploi',
  'Environnement, transition énergétique et écologie',
  'Éducation',
  'Actions et services publics',
  'Mise aux normes et sécurisation',
  'Construction, habitat, urbanisme et transport',
  'Contrat de ruralité',
];
const MOST_OF_A_NAME = 200;

/**
 * The projects of local authorities that the State's investment grants aided in one year (DGCL, tables of the ANCT): each is announced as a
 * project, with the aid it was granted. The file places them at the centre of the authority that carries them.
 */
export const investmentGrants: ForeignFormat = {
  name: 'dotations-investissement',
  recognises: (opened) => 'workbook' in opened && opened.workbook.sheets.some(isProjects),
  read(opened) {
    const start = { file: opened.file, line: 1, column: 1, path: '' };
    const wrong = (found: ImportProblem) => ({ file: opened.file, entries: [], problems: [found] });
    if (!('workbook' in opened)) return wrong(problem('NOT_A_WORKBOOK', start, {}));
    const sheet = opened.workbook.sheet(isProjects);
    const sheets = opened.workbook.sheets.map(({ name }) => name);
    return sheet ? new Reading(opened, sheet).file() : wrong(problem('SHEET_MISSING', start, { columns: COLUMNS, sheets }));
  },
};

const isProjects = (sheet: Sheet): boolean => {
  const header = sheet.rows[sheet.headerRow('id_projet')];
  return header?.includes('montant_sub') === true;
};

class Reading {
  private readonly problems: ImportProblem[] = [];
  private readonly remarks = new Remarks();
  private readonly year: string;
  private readonly dataset: string;

  constructor(
    private readonly opened: OpenedWorkbook,
    private readonly sheet: Sheet,
  ) {
    this.year = /20\d{2}/.exec(sheet.name)?.[0] ?? /20\d{2}/.exec(this.titles().join(' '))?.[0] ?? '';
    this.dataset = `dotations-investissement${this.year ? `-${this.year}` : ''}`;
  }

  file() {
    const { file } = this.opened;
    const table = Table.of(this.sheet, COLUMNS, (found) => void this.problems.push(found));
    const rows = [...(table?.rows() ?? [])].flatMap((row) => this.ofRow(row));
    const entries = this.problems.length > 0 ? [] : [Entry.ofEvent(this.dataset, this.source(), () => this.sheet.place(0, 0)), ...rows];
    return { file, entries, problems: this.problems, remarks: this.remarks.all() };
  }

  private source(): Fields {
    const cells = this.opened.workbook.sheets
      .filter((sheet) => sheet !== this.sheet)
      .flatMap(({ rows }) => rows.flatMap((row) => [...row]));
    const day = cells.find((cell): cell is Date => cell instanceof Date);
    const url = cells.find((cell): cell is string => typeof cell === 'string' && /^https?:\/\/\S+$/.test(cell));
    return {
      id: this.dataset,
      record: 'RegisterSource',
      sourceId: this.dataset,
      title: this.titles()[0] ?? `Données sur les dotations d’investissement ${this.year}`,
      sourceKind: 'official-statistics',
      publisher: 'DGCL, ANCT',
      licence: 'Licence Ouverte 2.0',
      ...(url && { url }),
      ...(day && { occurred: day.toISOString().slice(0, 10) }),
    };
  }

  private titles(): string[] {
    return this.opened.workbook.sheets.filter((sheet) => sheet !== this.sheet).flatMap((sheet) => sheet.titles());
  }

  private ofRow(row: Row): Entry[] {
    const id = slugOf(row.text('id_projet') ?? '');
    if (id === '') row.tell('CODE_MISSING', 'id_projet', { field: 'id_projet' });
    const dotation = row.text('dotation') ?? '';
    if (!Object.hasOwn(DOTATIONS, dotation)) row.tell('GRANT_UNKNOWN', 'dotation', { known: Object.keys(DOTATIONS) });
    const amount = row.number('montant_sub');
    const carrier = row.text('nom_terr');
    const place = this.placeOf(row);
    const occurred = this.year ? { occurred: this.year } : {};
    const common = { ...occurred, source: this.dataset };
    const project = {
      ...common,
      name: this.nameOf(row, dotation, carrier),
      ...place,
      theme: this.themeOf(row),
      ...this.cost(row, amount),
      ...this.pointOf(row),
      ...(carrier && { promoters: [carrier] }),
    };
    const aid = {
      ...common,
      name: `${DOTATIONS[dotation]}${this.year ? ` ${this.year}` : ''}`,
      amount,
      ...(carrier && { beneficiary: carrier }),
      beneficiaryKind: 'local-authority',
      grantor: 'État',
      projectId: id,
      ...('communeCode' in place && place),
    };
    const at = (field: string) => row.place(COLUMN_OF[field] ?? 'id_projet');
    return [
      Entry.ofEvent(this.dataset, { id: `${id}-project`, record: 'AnnounceProject', projectId: id, ...project }, at),
      Entry.ofEvent(this.dataset, { id: `${id}-aid`, record: 'GrantDirectAid', aidId: id, ...aid }, at),
    ];
  }

  private nameOf(row: Row, dotation: string, carrier: string | undefined): string {
    const description = row.text('description');
    if (description === undefined) {
      this.remarks.add('DESCRIPTION_ABSENT', row.place('description'), String(row.text('id_projet')));
      return `${dotation}${this.year ? ` ${this.year}` : ''}${carrier ? ` : ${carrier}` : ''}`;
    }
    if (description.length <= MOST_OF_A_NAME) return description;
    this.remarks.add('NAME_CUT', row.place('description'), String(row.text('id_projet')));
    return `${description.slice(0, MOST_OF_A_NAME - 1).toWellFormed()}…`;
  }

  /** The authority that carries it: a municipality by its INSEE code, an intercommunality by its SIREN, a department by its code. */
  private placeOf(row: Row): Fields {
    const [code, echelon] = [row.text('id_terr') ?? '', row.text('echelon') ?? ''];
    if (!ECHELONS.has(echelon)) row.tell('LEVEL_UNKNOWN', 'echelon', { known: [...ECHELONS] });
    if (echelon === 'commune') {
      const commune = currentCommuneOf(code)?.code;
      if (commune !== undefined && commune !== code) this.remarks.add('COMMUNE_REPLACED', row.place('id_terr'), `${code} → ${commune}`);
      if (commune !== undefined) return { communeCode: commune };
    } else {
      const division = divisionOf(echelon === 'epci' ? 'intercommunality' : 'department', code);
      if (division) return { territoryIds: [division.id] };
    }
    this.remarks.add('PROJECT_UNPLACED', row.place('id_terr'), `${code} (${row.text('nom_terr') ?? '?'})`);
    return {};
  }

  private themeOf(row: Row): string {
    const label = row.text('categorie') ?? '';
    const [, number, written = ''] = /^(\d)\s*-\s*(.*)$/.exec(label) ?? [];
    const theme = THEMES[Number(number) - 1];
    if (theme !== undefined && plain(written) === plain(theme)) return theme;
    row.tell('CATEGORY_UNKNOWN', 'categorie', { known: THEMES.map((one, index) => `${index + 1} - ${one}`) });
    return '';
  }

  private cost(row: Row, amount: number | undefined): Fields {
    const cost = row.number('cout_total');
    if (cost === undefined || cost <= 0) {
      this.remarks.add('COST_ABSENT', row.place('cout_total'), String(row.text('id_projet')));
      return {};
    }
    if (amount !== undefined && amount > cost)
      this.remarks.add('GRANT_ABOVE_COST', row.place('montant_sub'), String(row.text('id_projet')));
    return { investment: cost };
  }

  private pointOf(row: Row): Fields {
    const degrees = (['long', 'lat'] as const).map((column) => {
      const value = row.value(column);
      return typeof value === 'string' && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value.trim()) ? Number(value) : value;
    });
    if (degrees.every((degree) => degree === null)) return {};
    // Seven decimals are a centimetre: what RFC 7946 finds enough.
    const point = degrees.map((degree) => (typeof degree === 'number' ? Number(degree.toFixed(7)) : degree));
    if (positionProblem(point) !== null) row.tell('POSITION_INVALID', 'lat', {});
    return { point };
  }
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  name: 'description',
  communeCode: 'id_terr',
  theme: 'categorie',
  investment: 'cout_total',
  amount: 'montant_sub',
  beneficiary: 'nom_terr',
  point: 'lat',
};

/** Without accents, capitals and plurals, which drift. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/s\b/g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();
