import { CellError } from '../table/cells.js';
import type { Column, Row } from '../table/table.js';
import { COLUMNS, ROWS, tableOf, whole } from '../sample.fixture.js';
import { writeCsv, type Dialect } from './csv.js';

const written = async (rows: readonly Row[], columns: readonly Column[], dialect?: Dialect) =>
  (await whole(writeCsv(tableOf(rows, columns), { language: 'fr', dialect }))).toString('utf8');
const some = (...keys: string[]) => COLUMNS.filter(({ key }) => keys.includes(key));

describe('A CSV file', () => {
  it('for programs is RFC 4180 to the byte', async () => {
    expect(await written(ROWS, COLUMNS)).toBe(
      [
        'siret,commune_code,name,jobs,aid,open,announced,recorded_at,shares',
        '33123456700014,62119,Bridgestone Béthune,-863,1234.5,false,2020-09-16,2024-03-01T12:00:00.123456Z,"{""value"":0.8,""of"":[""salariés""]}"',
        '00512345600051,0051,"\'=HYPERLINK(""http://ailleurs""); « l’autre »\nà la ligne",0,0.0000001,true,1851-12-02,2024-02-29T23:59:59Z,[]',
        '"",2A004,,9007199254740991,-0.1,,2024-02-29,,',
        '',
      ].join('\r\n'),
    );
  });

  it('for Excel in French has its mark, semicolons, decimal commas, labels, and ISO dates', async () => {
    const rows = [{ ...ROWS[0], name: 'a;b "c", d' }, { open: true }];
    expect(await written(rows, some('commune_code', 'name', 'aid', 'open', 'announced'), 'fr')).toBe(
      '\ufeffCode commune;Nom;Aide (€);Ouvert;Annoncé le\r\n62119;"a;b ""c"", d";1234,5;FAUX;2020-09-16\r\n;;;VRAI;\r\n',
    );
  });

  it.each(['=1+1', '+33 3 21', '-cmd', '@SUM(A1)', '\tx', '\rx', '＝1'])(
    'keeps %j from being a formula, in both dialects',
    async (text) => {
      for (const dialect of ['standard', 'fr'] as const) {
        const [, line] = /\r\n(.*)\r\n$/s.exec(await written([{ name: text }], some('name'), dialect))!;
        expect(line!.replace(/^"(.*)"$/s, '$1')).toBe(`'${text}`);
      }
    },
  );

  it('leaves numbers, dates and dashes inside a text alone', async () => {
    expect(await written([{ name: 'Béthune - Bruay', jobs: -1, aid: -1.5e21 }], some('name', 'jobs', 'aid'))).toBe(
      'name,jobs,aid\r\nBéthune - Bruay,-1,-1500000000000000000000\r\n',
    );
  });

  it('tells nothing from an empty text, and a line of nothing from no line', async () => {
    expect(await written([{ name: null, jobs: null }, { name: '' }], some('name', 'jobs'))).toBe('name,jobs\r\n,\r\n"",\r\n');
    expect(await written([{ name: null }], some('name'))).toBe('name\r\n""\r\n');
    expect(await written([], some('name'))).toBe('name\r\n');
  });

  it.each([
    ['jobs', NaN, 'row 2, column "jobs": NaN (number) is not a whole number'],
    ['jobs', 1.5, '1.5'],
    ['jobs', 2 ** 53, 'holds exactly'],
    ['aid', Infinity, 'Infinity (number) is not a finite number'],
    ['siret', 33123456700014, 'an identifier is never a number'],
    ['announced', '2023-02-29', '"2023-02-29" is not a calendar day'],
    ['announced', '2020', 'calendar day'],
    ['recorded_at', '2024-03-01T12:00:00+01:00', 'in UTC'],
    ['open', 'oui', 'true or false'],
    ['name', 12, 'is not text'],
  ])('refuses %s %p and says where', async (key, value, message) => {
    const made = written([ROWS[0]!, { [key]: value }], COLUMNS);
    await expect(made).rejects.toThrow(CellError);
    await expect(made).rejects.toThrow(message);
  });

  it('leaves in pieces, and tells the rows when its reader goes', async () => {
    let read = 0;
    let ended = false;
    async function* rows() {
      try {
        for (;;) yield { name: `ligne ${(read += 1)}` };
      } finally {
        ended = true;
      }
    }
    const pieces = writeCsv(tableOf(rows(), some('name')), { language: 'fr' });
    expect((await pieces.next()).value!.length).toBeLessThan(70_000);
    expect(read).toBeLessThan(8_000);
    await pieces.return(undefined);
    expect(ended).toBe(true);
  });
});
