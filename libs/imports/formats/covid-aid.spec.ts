import { subjects } from '@app/domain';
import { MemoryEventStore } from '@app/event-store';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { described, loadFiles, type FormatOptions } from '../index.js';

describe('the aids to firms of 2020 and 2021', () => {
  it('enter as totals for each department, whole and by section of activity', async () => {
    const store = new MemoryEventStore();
    expect(await load(store, 'aides-departemental.json', SOLIDARITY)).toMatchObject({ recorded: 7, refused: [] });
    expect(await dataOf(store, 'indicator-fonds-solidarite-amount-departement-62')).toEqual([
      {
        name: 'Fonds de solidarité : montant (Pas-de-Calais)',
        territoryId: 'departement-62',
        unit: 'EUR',
        vintage: '2021-02-09',
        values: [{ period: '2020-03/2021-02-09', value: 241074873.94 }],
        definition: 'Cumul depuis mars 2020',
      },
    ]);
    expect((await dataOf(store, 'indicator-fonds-solidarite-aids-departement-62-naf-i'))[0]).toMatchObject({
      name: 'Fonds de solidarité : nombre d’aides, Hébergement et restauration (Pas-de-Calais)',
      naf: { code: 'I', nomenclature: 'NAFRev2' },
      values: [{ value: 15986 }],
    });
    expect(await load(store, 'aides-departemental.json', SOLIDARITY)).toMatchObject({ recorded: 0, repeated: 7 });
  });

  it('are known by the name of the file, and dated by whoever loads it', async () => {
    expect(await problems('chiffres.json', SOLIDARITY, { format: 'etalab-covid-aid' })).toEqual([
      expect.stringContaining('le nom du fichier ne dit pas de quelle mesure il s’agit') as string,
    ]);
    expect(await problems('pge-departemental.json', SOLIDARITY, { vintage: undefined })).toEqual([
      expect.stringContaining('le fichier ne dit pas jusqu’à quand il compte') as string,
    ]);
    expect(await problems('pge-departemental.json', SOLIDARITY, { vintage: 'hier' })).toEqual([
      expect.stringMatching(/« hier » : .*--vintage 2021-02-09/) as string,
    ]);
  });

  it('leave out what is in no department, and what is not known', async () => {
    const store = new MemoryEventStore();
    const rows = [
      { dep: 'None', libelle: 'None', montant: '12', nombre: '1' },
      { dep: '2A', libelle: 'Corse-du-Sud', montant: null, nombre: '3.00' },
    ];
    const { remarks, recorded } = await load(store, 'pge-departemental.json', rows);
    expect(recorded).toBe(2);
    expect(remarks.map((remark) => described(remark))).toEqual([
      'pge-departemental.json:1:1 [0].dep : 1 ligne porte un territoire hors du Code officiel géographique (None (None)). → Elles sont laissées de côté.',
      'pge-departemental.json:1:1 [1].montant : 1 valeur manque ([1].montant). → Ces périodes restent sans valeur : rien n’est estimé.',
    ]);
    expect((await dataOf(store, 'indicator-pge-aids-departement-2a'))[0]).toMatchObject({ values: [{ value: 3 }] });
  });

  it('refuse a figure that is none, by its line', async () => {
    const text = '[\n  {\n    "dep": "62",\n    "montant": "1 200",\n    "nombre": "2"\n  }\n]\n';
    expect(await problems('pge-departemental.json', text)).toEqual([
      'pge-departemental.json:4:16 [0].montant « 1 200 » : n’est pas un nombre. → Écrivez le nombre seul, ou videz la cellule si la source ne le dit pas.',
    ]);
    expect(await problems('pge-departemental.json', '[\n{"dep": "62",}\n]')).toEqual([
      expect.stringMatching(/^pge-departemental\.json:2:\d+ : ce n’est pas du JSON/) as string,
    ]);
  });

  it('add up a month of short-time work from its activities, when all are known', async () => {
    const store = new MemoryEventStore();
    const month = (period: string, ...hours: (string | null)[]) => ({
      [period]: hours.map((nombre_heures_demandees) => ({
        nombre_heures_demandees,
        nombre_demandes_deposees: '1',
        nombre_salaries_concernes: '2',
      })),
    });
    const rows = [{ reg: '32', libelle: 'Hauts-de-France', mois: [month('2020-03', '10.00', '5.5'), month('2020-04', '7', 'None')] }];
    expect(await load(store, 'activite-partielle-regional.json', rows, { vintage: undefined })).toMatchObject({ refused: [] });
    expect((await dataOf(store, 'indicator-activite-partielle-hours-region-32'))[0]).toMatchObject({
      vintage: '2020-04',
      values: [{ period: '2020-03', value: 15.5 }],
    });
  });

  const REAL = '../shared/data/aides-entreprises-covid';
  for (const [name, recorded] of [
    ['arpb-regional.json', 43],
    ['activite-partielle-regional.json', 52],
    ['cpsti-departemental.json', 2401],
  ] as const)
    for (const path of [`${REAL}/${name}`].filter((path) => existsSync(path)))
      it(`are read as published: ${name}`, async () => {
        const { refused, ...result } = await load(new MemoryEventStore(), name, await readFile(path));
        expect(refused).toEqual([]);
        expect(result.recorded).toBe(recorded);
      }, 60_000);
});

const SOLIDARITY = [
  {
    dep: '62',
    libelle: 'Pas-de-Calais',
    montant: '241074873.94',
    nombre: '73088',
    nombre_siren: '15564',
    kpi_top_10_naf: [
      {
        section_naf: 'I',
        libelle_section_naf: 'Hébergement et restauration',
        montant: '98793390.67',
        nombre: '15986',
        nombre_siren: '1655',
      },
    ],
  },
];

const load = (store: MemoryEventStore, name: string, content: object | string, options: FormatOptions = {}) =>
  loadFiles([{ name, content: typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content) }], {
    store,
    subjects,
    vintage: '2021-02-09',
    ...options,
  });

const problems = async (name: string, content: object | string, options?: FormatOptions) =>
  (await load(new MemoryEventStore(), name, content, options)).refused.map((found) => described(found));

async function dataOf(store: MemoryEventStore, streamId: string): Promise<object[]> {
  const data = [];
  for await (const event of store.readStream(streamId)) data.push(JSON.parse(event.data) as object);
  return data;
}
