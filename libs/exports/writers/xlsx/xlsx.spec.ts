import { readXlsx } from 'hucre/xlsx';
import { COLUMNS, ROWS, tableOf, whole } from '../../sample.fixture.js';
import type { Table } from '../../table/table.js';
import { columnName } from './sheet.js';
import { inXml } from './text.js';
import { writeXlsx } from './xlsx.js';

const bytesOf = (table: Table, language: 'fr' | 'en' = 'fr') => whole(writeXlsx(table, { language }));
const read = async (table: Table, language: 'fr' | 'en' = 'fr') =>
  (await readXlsx(new Uint8Array(await bytesOf(table, language)), { readStyles: true })).sheets;
const identifiers = COLUMNS.filter(({ type }) => type === 'identifier');

describe('An Excel workbook, read by another program', () => {
  it('holds every value in its own type', async () => {
    const [data] = await read(tableOf());
    expect(data!.name).toBe('Données');
    expect(data!.rows).toEqual([
      ['SIRET', 'Code commune', 'Nom', 'Emplois', 'Aide (€)', 'Ouvert', 'Annoncé le', 'Enregistré le (UTC)', 'Parts'],
      [
        '33123456700014',
        '62119',
        'Bridgestone Béthune',
        -863,
        1234.5,
        false,
        new Date('2020-09-16'),
        new Date('2024-03-01T12:00:00.123Z'),
        '{"value":0.8,"of":["salariés"]}',
      ],
      // Excel counts days from 1900: an earlier one stays a text.
      ['00512345600051', '0051', ROWS[1]!.name, 0, 1e-7, true, '1851-12-02', new Date('2024-02-29T23:59:59Z'), '[]'],
      ['', '2A004', null, 9_007_199_254_740_991, -0.1, null, new Date('2024-02-29'), null, null],
    ]);
  });

  it.each(['0051', '62119', '33123456700014', '00512345600051', '2A004', '1E5', '=1+1', ' 12 ', 'TRUE', '2020-09-16'])(
    'gives the identifier %j back to the character, in a text cell',
    async (code) => {
      const [data] = await read(tableOf([{ siret: code, commune_code: code }], identifiers));
      expect(data!.rows[1]).toEqual([code, code]);
      expect(data!.cells!.get('1,0')).toMatchObject({ type: 'string', style: { numFmt: '@' } });
      expect(data!.cells!.get('1,0')!.formula).toBeUndefined();
    },
  );

  it('keeps its headings in sight and filters under them', async () => {
    const [data] = await read(tableOf());
    expect(data).toMatchObject({ freezePane: { rows: 1 }, autoFilter: { range: 'A1:I4' } });
    expect(data!.cells!.get('0,0')!.style).toMatchObject({ font: { bold: true } });
  });

  it('says on a second sheet where it comes from and what its columns are', async () => {
    const metadata = { ...tableOf().metadata, notice: 'Ne pas diffuser.' };
    const [, source] = await read(tableOf(ROWS, COLUMNS, { metadata }));
    const lines = source!.rows.map((row) => row.filter(Boolean).join(' | '));
    expect(source!.name).toBe('Source');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Titre | Sites d’activité',
        'À savoir | Ne pas diffuser.',
        'Licence | Licence Ouverte / Open Licence 2.0',
        'Vrai au | 2024-12-31',
        'Connu au | sans limite, au moment de la lecture',
        'commune_code | Code commune | identifiant (texte)',
        'aid | Aide (€) | nombre décimal',
      ]),
    );
    expect((await read(tableOf(), 'en')).map(({ name }) => name)).toEqual(['Data', 'Source']);
  });

  it('has its headings without a row, and refuses NaN', async () => {
    expect((await read(tableOf([])))[0]!.rows).toHaveLength(1);
    await expect(bytesOf(tableOf([{ aid: NaN }]))).rejects.toThrow('row 1, column "aid"');
  });

  it('is the same to the byte each time', async () => {
    expect(await bytesOf(tableOf())).toEqual(await bytesOf(tableOf()));
  });

  it('tells the rows when its reader goes', async () => {
    let ended = false;
    async function* rows() {
      try {
        for (let index = 0; ; index++) yield { name: `ligne ${index} ${Math.sin(index)}` };
      } finally {
        ended = true;
      }
    }
    const pieces = writeXlsx(tableOf(rows()), { language: 'fr' });
    for (let size = 0; size < 100_000;) size += (await pieces.next()).value!.length;
    await pieces.return(undefined);
    expect(ended).toBe(true);
  });
});

describe('A text in a cell', () => {
  it.each([
    ['a < b & "c"', 'a &lt; b &amp; &quot;c&quot;'],
    ['bell \u0007', 'bell _x0007_'],
    ['_x0007_ as it is', '_x005F_x0007_ as it is'],
    ['snake_case', 'snake_case'],
    ['half a pair \ud83d.', 'half a pair _xD83D_.'],
    ['a whole 😀', 'a whole 😀'],
    ['line\r\nbreak\ttab', 'line_x000D_\nbreak\ttab'],
  ])('%j is %s', (text, xml) => expect(inXml(text)).toBe(xml));

  it('ends in […] when it is longer than a cell', () => {
    const held = inXml('é'.repeat(40_000));
    expect(held).toHaveLength(32_767);
    expect(held).toMatch(/é \[…\]$/);
  });
});

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %d is %s', (index, name) => expect(columnName(index)).toBe(name));
