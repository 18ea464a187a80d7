import { subjects } from '@app/domain';
import { MemoryEventStore } from '@app/event-store';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { described, loadFiles } from '../index.js';
import { readFiles } from '../reading.js';
import { workbookOf, type FixtureCell } from './workbook.fixture.js';

describe('the projects that the State’s investment grants aid', () => {
  it('are announced with their aid, at the place of who carries them', async () => {
    const store = new MemoryEventStore();
    expect(await load(store, [BETHUNE, LENS, CALVADOS])).toMatchObject({ recorded: 7, refused: [], remarks: [] });
    expect(await dataOf(store, 'project-di19-com00001')).toEqual([
      {
        name: 'Rénovation de la halle',
        communeCode: '62119',
        theme: 'Actions et services publics',
        investment: { value: 200000, unit: 'EUR' },
        point: [2.6395, 50.5302],
        promoters: ['Béthune'],
      },
    ]);
    expect(await dataOf(store, 'aid-di19-com00001')).toEqual([
      {
        name: 'Dotation de soutien à l’investissement local 2019',
        amount: { value: 80000, unit: 'EUR' },
        beneficiary: 'Béthune',
        beneficiaryKind: 'local-authority',
        grantor: 'État',
        projectId: 'di19-com00001',
        communeCode: '62119',
      },
    ]);
    expect((await dataOf(store, 'project-di19epci00002'))[0]).toMatchObject({ territoryIds: ['epci-246200364'] });
    expect((await dataOf(store, 'project-di19-dep00003'))[0]).toMatchObject({ territoryIds: ['departement-14'] });
  });

  it('are dated by a calendar that begins in 1904', async () => {
    const store = new MemoryEventStore();
    await load(store, [BETHUNE]);
    for await (const { meta } of store.readStream('source-dotations-investissement-2019'))
      expect(JSON.parse(meta)).toMatchObject({ occurred: { edtf: '2020-08-04' } });
  });

  it.each(['5 - Actions et services publics', '5 - Actions et Services publics ', '5-Action et service public'])(
    'have one theme for “%s”',
    async (categorie) => {
      const store = new MemoryEventStore();
      expect(await load(store, [{ ...BETHUNE, categorie }])).toMatchObject({ refused: [] });
      expect((await dataOf(store, 'project-di19-com00001'))[0]).toMatchObject({ theme: 'Actions et services publics' });
    },
  );

  it('follow a municipality into the one that took it over, and say what they could not place', async () => {
    const store = new MemoryEventStore();
    const rows = [
      { ...BETHUNE, id_terr: '62294', nom_terr: 'Enguinegatte' },
      { ...LENS, id_terr: '200077055', nom_terr: 'CA Coulommiers Pays de Brie' },
    ];
    const { remarks, refused, recorded } = await load(store, rows);
    expect([refused, recorded]).toEqual([[], 5]);
    expect((await dataOf(store, 'project-di19-com00001'))[0]).toMatchObject({ communeCode: '62295' });
    expect(remarks.map((remark) => described(remark))).toEqual([
      'dotations.xlsx:2:2 Projets_dotations_investissement_2019!B2 : 1 code de commune n’est plus en vigueur (62294 → 62295). → Les faits sont placés dans la commune qui a pris la suite.',
      'dotations.xlsx:3:2 Projets_dotations_investissement_2019!B3 : 1 projet n’a pas pu être placé : collectivité hors du Code officiel géographique (200077055 (CA Coulommiers Pays de Brie)). → Ils sont enregistrés sans territoire, avec leur point et le nom de leur porteur.',
    ]);
    const [unplaced] = await dataOf(store, 'project-di19epci00002');
    expect(unplaced).not.toHaveProperty('territoryIds');
    expect(unplaced).toMatchObject({ promoters: ['CA Coulommiers Pays de Brie'] });
  });

  it('keep what the source says of cost and grant, and say where it is odd', async () => {
    const rows = [
      { ...BETHUNE, cout_total: 0 },
      { ...LENS, cout_total: 10, montant_sub: 20, description: null },
      { ...CALVADOS, description: 'Voirie '.repeat(40) },
    ];
    const store = new MemoryEventStore();
    const { remarks } = await load(store, rows);
    expect(remarks.map(({ code }) => code).sort()).toEqual(['COST_ABSENT', 'DESCRIPTION_ABSENT', 'GRANT_ABOVE_COST', 'NAME_CUT']);
    expect((await dataOf(store, 'project-di19-com00001'))[0]).not.toHaveProperty('investment');
    expect((await dataOf(store, 'project-di19epci00002'))[0]).toMatchObject({ name: 'DETR 2019 : CA de Lens - Liévin' });
  });

  it.each<[keyof typeof BETHUNE, FixtureCell, string]>([
    [
      'categorie',
      '9 - Divers',
      'dotations.xlsx:2:6 Projets_dotations_investissement_2019!F2 « 9 - Divers » : n’est pas une catégorie connue.',
    ],
    ['categorie', '5 - Économie et emploi', 'F2 « 5 - Économie et emploi » : n’est pas une catégorie connue.'],
    ['dotation', 'FNADT', 'D2 « FNADT » : n’est pas une dotation connue.'],
    ['montant_sub', '80 000', 'I2 « 80 000 » : n’est pas un nombre.'],
    ['montant_sub', null, 'I2 : Champ obligatoire.'],
    ['id_terr', 1001, 'B2 « 1001 » : la cellule contient un nombre'],
    ['lat', '50,53', 'J2 « 50,53 » : n’est pas une latitude'],
    ['lat', '150.1', 'J2 « 150.1 » : n’est pas une latitude'],
  ])('are refused for a %s of %s, by its cell, and nothing is written', async (column, value, problem) => {
    const store = new MemoryEventStore();
    const { refused } = await load(store, [{ ...BETHUNE, [column]: value }, LENS]);
    expect(refused.map((found) => described(found))).toContainEqual(expect.stringContaining(problem));
    expect(await store.head()).toBeNull();
  });

  it('are refused when a column is missing', async () => {
    const content = await workbookOf({
      Feuille: [
        ['id_projet', 'montant_sub'],
        ['x', 1],
      ],
    });
    const { refused } = await loadFiles([{ name: 'dotations.xlsx', content }], { store: new MemoryEventStore(), subjects });
    expect(refused.map((found) => described(found))).toEqual([
      expect.stringContaining('il manque à la feuille « Feuille » : id_terr, nom_terr') as string,
    ]);
  });

  const REAL = '../shared/data/dotations-investissement-2019/projets_dotations_investissement_2019.xlsx';
  for (const path of [REAL].filter((path) => existsSync(path)))
    it('are read as published: 24,811 projects', async () => {
      const [read] = await readFiles([{ name: 'dotations.xlsx', content: await readFile(path) }], new MemoryEventStore(), {});
      expect(read).toMatchObject({ problems: [] });
      expect(read!.entries).toHaveLength(1 + 2 * 24_811);
    }, 120_000);
});

const BETHUNE = {
  id_projet: 'di19_com00001',
  id_terr: '62119' as FixtureCell,
  nom_terr: 'Béthune',
  dotation: 'DSIL',
  echelon: 'commune',
  categorie: '5 - Actions et services publics',
  description: 'Rénovation  de la halle ' as FixtureCell,
  cout_total: 200_000,
  montant_sub: 80_000,
  lat: '50.5302',
  long: '2.6395000000001',
};
const LENS: Partial<typeof BETHUNE> = {
  ...BETHUNE,
  id_projet: 'di19epci00002',
  id_terr: '246200364',
  nom_terr: 'CA de Lens - Liévin',
  echelon: 'epci',
  dotation: 'DETR',
};
const CALVADOS: Partial<typeof BETHUNE> = {
  ...BETHUNE,
  id_projet: 'di19_dep00003',
  id_terr: '14',
  nom_terr: 'Calvados',
  echelon: 'conseil_departemental',
  dotation: 'DSID',
};

async function load(store: MemoryEventStore, rows: readonly Partial<Record<keyof typeof BETHUNE, FixtureCell>>[]) {
  const columns = Object.keys(BETHUNE) as (keyof typeof BETHUNE)[];
  const content = await workbookOf({
    infos: [['Données sur les dotations d’investissement 2019'], ['Source : DGCL'], [new Date('2020-08-04')]],
    Projets_dotations_investissement_2019: [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))],
  });
  return loadFiles([{ name: 'dotations.xlsx', content }], { store, subjects });
}

async function dataOf(store: MemoryEventStore, streamId: string): Promise<object[]> {
  const data = [];
  for await (const event of store.readStream(streamId)) data.push(JSON.parse(event.data) as object);
  return data;
}
