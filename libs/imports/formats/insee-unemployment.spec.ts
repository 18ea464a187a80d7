import { subjects } from '@app/domain';
import { MemoryEventStore } from '@app/event-store';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { described, loadFiles, type FormatOptions } from '../index.js';
import { workbookOf, type FixtureCell } from './workbook.fixture.js';

describe('INSEE’s unemployment rates by employment zone', () => {
  it('enter as a series for each zone, zones and document included', async () => {
    const store = new MemoryEventStore();
    expect(await load(store, await rates(T3))).toMatchObject({ recorded: 5, refused: [] });
    expect((await dataOf(store, 'territory-ze-0051'))[0]).toEqual({ name: 'Alençon', territoryKind: 'employment-zone', code: '0051' });
    expect(await dataOf(store, 'indicator-unemployment-ze-3205')).toEqual([
      {
        name: 'Taux de chômage localisé, Béthune',
        territoryId: 'ze-3205',
        unit: 'share',
        vintage: '2023-T3',
        values: [
          { period: '2023-34', value: 0.098 },
          { period: '2023-35', value: 0.1 },
        ],
        definition: expect.stringContaining('population active') as string,
      },
    ]);
    expect((await dataOf(store, 'source-insee-chomage-zones-2023-t3'))[0]).toMatchObject({
      title: 'Taux de chômage localisés par zone d’emploi (2023-T3)',
      publisher: 'Insee',
      licence: 'Licence Ouverte 2.0',
    });
  });

  it('are recorded once, however often the same file is loaded', async () => {
    const store = new MemoryEventStore();
    const file = await rates(T3);
    await load(store, file);
    expect(await load(store, file)).toMatchObject({ recorded: 0, repeated: 3, refused: [] });
  });

  it('are another vintage when the next publication revises them; the earlier one stays', async () => {
    const store = new MemoryEventStore();
    await load(store, await rates(T3));
    expect(await load(store, await rates(T4))).toMatchObject({ recorded: 3, refused: [] });
    const vintages = (await dataOf(store, 'indicator-unemployment-ze-3205')) as { vintage: string; values: { value: number }[] }[];
    expect(vintages.map(({ vintage, values }) => [vintage, values[0]?.value])).toEqual([
      ['2023-T3', 0.098],
      ['2023-T4', 0.097],
    ]);
  });

  it('say of one vintage one thing, until another name is given to the revision', async () => {
    const store = new MemoryEventStore();
    await load(store, await rates(T3));
    const revised = await rates(T3.map((row) => row.map((cell) => (cell === 9.8 ? 9.7 : cell))));
    const { refused } = await load(store, revised);
    expect(refused.map((found) => described(found))).toEqual([
      expect.stringMatching(/^insee\.xlsx:8:1 txcho_ze!A8.*Le millésime « 2023-T3 » est déjà enregistré avec d’autres valeurs/) as string,
    ]);
    expect(await load(store, revised, { vintage: '2023-T3 révisé' })).toMatchObject({ refused: [] });
  });

  it.each<[string, FixtureCell, string]>([
    ['a code that lost its zeros', 51, 'insee.xlsx:7:1 txcho_ze!A7 « 51 » : la cellule contient un nombre'],
    ['a code of something else', '2456A', 'insee.xlsx:7:1 txcho_ze!A7 « 2456A » : n’est pas un code de zone d’emploi.'],
    ['a zone told twice', '3205', 'insee.xlsx:8:1 txcho_ze!A8 « 3205 » : la zone 3205 est déjà plus haut.'],
  ])('refuse %s, and then nothing is written', (_, code, problem) =>
    expectRefused(
      T3.map((row) => row.map((cell) => (cell === '0051' ? code : cell))),
      problem,
    ),
  );

  it.each<[string, FixtureCell, string]>([
    ['text', '9,8', 'insee.xlsx:8:5 txcho_ze!E8 « 9,8 » : n’est pas un nombre.'],
    ['what is no rate', 980, 'insee.xlsx:8:5 txcho_ze!E8 « 980 » : n’est pas un taux en %.'],
  ])('refuse %s in a cell, by its address', (_, value, problem) =>
    expectRefused(
      T3.map((row) => row.map((cell) => (cell === 9.8 ? value : cell))),
      problem,
    ),
  );

  it('refuse a column that is no quarter', () =>
    expectRefused(
      T3.map((row) => row.map((cell) => (cell === '2023-T2' ? '2023-S1' : cell))),
      'insee.xlsx:6:5 txcho_ze!E6 « 2023-S1 » : n’est pas un trimestre.',
    ));

  it('leave a period without a value, and the regional parts of zones out, and say so', async () => {
    const store = new MemoryEventStore();
    const content = await workbookOf({
      txcho_ze: T3.map((row) => row.map((cell) => (cell === 9.8 ? null : cell))),
      'txcho_parties reg': [
        ['ZER2020', 'LIBZER2020', '2023-T3'],
        ['2851', 'Alençon, partie Normandie', 7],
      ],
    });
    const { remarks, refused } = await load(store, content);
    expect(refused).toEqual([]);
    expect(remarks.map((remark) => described(remark))).toEqual([
      'insee.xlsx:8:5 txcho_ze!E8 : 1 valeur manque (3205 2023-T2). → Ces périodes restent sans valeur : rien n’est estimé.',
      expect.stringContaining('parties régionales') as string,
    ]);
    expect((await dataOf(store, 'indicator-unemployment-ze-3205'))[0]).toMatchObject({ values: [{ period: '2023-35', value: 0.1 }] });
    expect(await dataOf(store, 'territory-ze-2851')).toEqual([]);
  });

  it('come with the municipalities of the zones, by today’s codes', async () => {
    const store = new MemoryEventStore();
    const composition = await workbookOf({ Composition_communale: COMPOSITION });
    const { refused, remarks } = await loadFiles(
      [
        { name: 'zones.xlsx', content: composition },
        { name: 'insee.xlsx', content: await rates(T3) },
      ],
      { store, subjects },
    );
    expect(refused.map((found) => described(found))).toEqual([]);
    expect((await dataOf(store, 'territory-ze-3205'))[1]).toEqual({ communeCodes: ['62119', '62295'] });
    expect(remarks.map(({ code }) => code)).toEqual(['COMMUNE_REPLACED']);
  });

  it('refuse a municipality that never was', async () => {
    const { refused } = await load(
      new MemoryEventStore(),
      await workbookOf({ Composition_communale: [...COMPOSITION, ['62999', 'Nulle-Part', '3205', 'Béthune']] }),
    );
    expect(refused.map((found) => described(found))).toEqual([
      expect.stringMatching(/Composition_communale!A9 « 62999 » : aucune commune ne porte ni n’a porté ce code/) as string,
    ]);
  });

  it('refuse what is no workbook, and a workbook of another kind', async () => {
    const broken = await load(new MemoryEventStore(), Buffer.from('ZE2020;LIBZE2020\n'));
    expect(broken.refused.map(({ code }) => code)).toEqual(['WORKBOOK_UNREADABLE']);
    const other = await load(
      new MemoryEventStore(),
      await workbookOf({
        Feuille1: [
          ['a', 'b'],
          [1, 2],
        ],
      }),
    );
    expect(other.refused.map(({ code }) => code)).toEqual(['FORMAT_NOT_RECOGNISED']);
    const forced = await load(
      new MemoryEventStore(),
      await workbookOf({
        Feuille1: [
          ['a', 'b'],
          [1, 2],
        ],
      }),
      { format: 'insee-unemployment' },
    );
    expect(forced.refused.map((found) => described(found))).toEqual([
      expect.stringContaining('Les feuilles du classeur sont Feuille1') as string,
    ]);
  });

  // The published files are not in this repository: they are read where they lie beside it.
  const REAL = '../shared/data/insee-zones-emploi/chomage-zone-t1-2003-t3-2023.xlsx';
  for (const path of [REAL].filter((path) => existsSync(path)))
    it('are read as published: 302 zones', async () => {
      const store = new MemoryEventStore();
      expect(await load(store, await readFile(path))).toMatchObject({ recorded: 605, refused: [] });
      const [bethune] = (await dataOf(store, 'indicator-unemployment-ze-3205')) as { values: object[] }[];
      expect(bethune!.values).toHaveLength(83);
      expect(bethune!.values[0]).toEqual({ period: '2003-33', value: 0.095 });
    }, 60_000);
});

const TITLES: FixtureCell[][] = [
  ['Taux de chômage localisés par zone d’emploi'],
  ['Source : Insee, Estimations de taux de chômage localisés.'],
  ['NB'],
  [null],
  ['Code de la zone d’emploi 2020', 'Libellé', 'Code région 2016', 'Libellé région 2016', '2e trimestre 2023', '3e trimestre 2023'],
];
const T3: FixtureCell[][] = [
  ...TITLES,
  ['ZE2020', 'LIBZE2020', 'REG', 'LIBREG', '2023-T2', '2023-T3'],
  ['0051', 'Alençon', '00', 'INTERRÉGIONAL ', 6.9, 7],
  ['3205', 'Béthune', '32', 'Hauts-de-France', 9.8, 10],
];
const T4: FixtureCell[][] = [
  ...TITLES,
  ['ZE2020', 'LIBZE2020', 'REG', 'LIBREG', '2023-T2', '2023-T3', '2023-T4'],
  ['0051', 'Alençon', '00', 'INTERRÉGIONAL ', 6.9, 7, 7.1],
  ['3205', 'Béthune', '32', 'Hauts-de-France', 9.7, 9.9, 9.8],
];
const COMPOSITION: FixtureCell[][] = [
  ['Zones d’emploi 2020'],
  ['Mise en ligne le 17/03/2023       Géographie au 01/01/2023'],
  ['Code géographique communal', 'Libellé géographique'],
  ['CODGEO', 'LIBGEO', 'ZE2020', 'LIBZE2020'],
  ['61001', 'Alençon', '0051', 'Alençon'],
  ['62119', 'Béthune', '3205', 'Béthune'],
  ['62294', 'Enguinegatte', '3205', 'Béthune'],
  ['62295', 'Enquin-lez-Guinegatte', '3205', 'Béthune'],
];

const rates = (rows: FixtureCell[][]) => workbookOf({ Documentation: [['À lire']], txcho_ze: rows }, '2023-12-13T16:42:05Z');

const load = (store: MemoryEventStore, content: Uint8Array, options: FormatOptions = {}) =>
  loadFiles([{ name: 'insee.xlsx', content }], { store, subjects, ...options });

async function expectRefused(rows: FixtureCell[][], problem: string) {
  const store = new MemoryEventStore();
  const { refused } = await load(store, await rates(rows));
  expect(refused.map((found) => described(found))).toContainEqual(expect.stringContaining(problem));
  expect(await store.head()).toBeNull();
}

async function dataOf(store: MemoryEventStore, streamId: string): Promise<object[]> {
  const data = [];
  for await (const event of store.readStream(streamId)) data.push(JSON.parse(event.data) as object);
  return data;
}
