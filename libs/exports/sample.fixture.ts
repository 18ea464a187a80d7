import { OPEN_LICENCE, type Column, type Row, type Table } from './table/table.js';

const column = (key: string, fr: string, en: string, type: Column['type'], unit?: string): Column => ({
  key,
  label: { fr, en },
  type,
  ...(unit && { unit }),
});

/** A column of each type. */
export const COLUMNS: readonly Column[] = [
  column('siret', 'SIRET', 'SIRET', 'identifier'),
  column('commune_code', 'Code commune', 'Municipality code', 'identifier'),
  column('name', 'Nom', 'Name', 'text'),
  column('jobs', 'Emplois', 'Jobs', 'integer'),
  column('aid', 'Aide', 'Aid', 'decimal', '€'),
  column('open', 'Ouvert', 'Open', 'boolean'),
  column('announced', 'Annoncé le', 'Announced on', 'date'),
  column('recorded_at', 'Enregistré le', 'Recorded at', 'instant'),
  column('shares', 'Parts', 'Shares', 'json'),
];

export const ROWS: readonly Row[] = [
  {
    siret: '33123456700014',
    commune_code: '62119',
    name: 'Bridgestone Béthune',
    jobs: -863,
    aid: 1234.5,
    open: false,
    announced: '2020-09-16',
    recorded_at: '2024-03-01T12:00:00.123456Z',
    shares: { value: 0.8, of: ['salariés'] },
  },
  {
    siret: '00512345600051',
    commune_code: '0051',
    name: '=HYPERLINK("http://ailleurs"); « l’autre »\nà la ligne',
    jobs: 0,
    aid: 1e-7,
    open: true,
    announced: '1851-12-02',
    recorded_at: '2024-02-29T23:59:59Z',
    shares: [],
  },
  { siret: '', commune_code: '2A004', name: null, jobs: 9_007_199_254_740_991, aid: -0.1, announced: '2024-02-29' },
];

export const tableOf = (rows: Table['rows'] = ROWS, columns: readonly Column[] = COLUMNS, given: Partial<Table> = {}): Table => ({
  name: 'sites',
  title: { fr: 'Sites d’activité', en: 'Business sites' },
  columns,
  rows,
  metadata: {
    licence: OPEN_LICENCE,
    publisher: 'Pôle métropolitain de l’Artois',
    source: 'Palimpseste',
    at: '2024-12-31',
    asOf: null,
    address: '/api/v1/sites',
  },
  ...given,
});

/** All that a writer gives, at once. */
export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read);
}
